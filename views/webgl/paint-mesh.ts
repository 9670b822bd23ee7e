import type { TextureSource } from "pixi.js";

import { AT_GLSL, type DataTexture } from "./data-texture.ts";
import { Quads } from "./quads.ts";
import { SCREEN_GLSL, type Screen } from "./screen.ts";

/**
 * Boxes and glyphs in whole device pixels, in the order they were painted: texels [x0|y0, x1|y1, u|v, rgba], each half
 * 16 bits, x and y with a bias of 2^15. A box has u = v = 0xffff; a glyph takes its coverage from the atlas, a texel a pixel.
 */
const VERTEX = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D uItems;
${SCREEN_GLSL}
${AT_GLSL}
flat out vec4 vColour;
flat out int vGlyph;
out vec2 vTexel;
vec2 halves(uint word) { return vec2(float(word & 0xffffu), float(word >> 16)); }
void main() {
  uvec4 item = texelFetch(uItems, at(gl_VertexID >> 2), 0);
  vec2 low = halves(item.x) - 32768.0;
  vec2 high = halves(item.y) - 32768.0;
  vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);
  gl_Position = place(mix(low, high, corner));
  vGlyph = item.z == 0xffffffffu ? 0 : 1;
  vTexel = halves(item.z) + corner * (high - low);
  uvec4 bytes = (uvec4(item.w) >> uvec4(0u, 8u, 16u, 24u)) & 255u;
  vColour = vec4(bytes) / 255.0;
}`;

const FRAGMENT = `#version 300 es
precision highp float;
precision highp sampler2D;
uniform sampler2D uAtlas;
flat in vec4 vColour;
flat in int vGlyph;
in vec2 vTexel;
out vec4 finalColor;
void main() {
  float cover = vGlyph == 1 ? texelFetch(uAtlas, ivec2(vTexel), 0).a : 1.0;
  float alpha = vColour.a * cover;
  finalColor = vec4(vColour.rgb * alpha, alpha);
}`;

export function makePaintMesh(items: DataTexture, atlas: TextureSource, screen: Screen): Quads {
  return new Quads(VERTEX, FRAGMENT, { uItems: items.source, uAtlas: atlas, screen: screen.group });
}
