import { AT_GLSL, type DataTexture } from "../../webgl/data-texture.ts";
import { Quads } from "../../webgl/quads.ts";
import { SINGLE } from "../tile-encode.ts";
import { VIEW_GLSL, type ViewUniforms } from "./view-uniforms.ts";

/**
 * All spans of all tracks: texels [x0, x1, slot|SINGLE|style, shape] as `encodeRects` writes them. Pixels of the tile become
 * pixels of the screen by one multiplication and one addition, and are then rounded to whole device pixels: a span is
 * at least one pixel wide and its edges are sharp. From six pixels on a single one has a seam at its
 * right, so that neighbours of the same colour are told apart.
 *
 * One by one at any number: a strip texture would save little. Where WebGL is software, 1600 × 900, goroutines one by one of a trace of
 * 5 M events are 10,600 rectangles, and a frame takes the graphics process 130 ms of processor time, 116 ms without any; in a window
 * 2300 high they are 48,500, and it is 270 and 210 ms. A tile is sent in 0.3 and 0.7 ms, and script in a frame is the same.
 */
const VERTEX = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
precision highp sampler2D;
uniform usampler2D uRects;
uniform sampler2D uRows;
${VIEW_GLSL}
${AT_GLSL}
flat out vec4 vColour;
flat out float vSeam;
void main() {
  uvec4 rect = texelFetch(uRects, at(gl_VertexID >> 2), 0);
  vec4 row = texelFetch(uRows, at(int(rect.z >> 16)), 0);
  float x0 = floor(clamp(uintBitsToFloat(rect.x) * uTime.x + uTime.y, -8.0, uScreen.x + 8.0) + 0.5);
  float x1 = floor(clamp(uintBitsToFloat(rect.y) * uTime.x + uTime.y, -8.0, uScreen.x + 8.0) + 0.5);
  bool outside = x1 < 0.0 || x0 > uScreen.x;
  x1 = max(x1, x0 + 1.0);
  bool pinned = row.w >= 1024.0;
  if (pinned) row.w -= 1024.0;
  float y = row.x - uScroll.x + row.z;
  float height = (row.y - row.z - row.w) / 4095.0;
  float y0 = floor((y + float(rect.w & 4095u) * height) * uScreen.w + 0.5) + uScreen.z;
  float y1 = floor((y + float((rect.w >> 12) & 4095u) * height) * uScreen.w + 0.5) + uScreen.z;
  if (!pinned) y0 = max(y0, uScreen.z);
  outside = outside || y1 <= y0;
  vec2 pixel = vec2((gl_VertexID & 1) == 0 ? x0 : x1, (gl_VertexID & 2) == 0 ? y0 : y1);
  gl_Position = outside || row.y <= 0.0 ? vec4(2.0, 2.0, 0.0, 1.0) : place(pixel);
  vColour = uStyles[min(int(rect.z & 255u), uStyles.length() - 1)];
  vColour.a *= float(rect.w >> 24) / 255.0;
  vSeam = (rect.z & ${SINGLE}u) != 0u && x1 - x0 >= 6.0 ? x1 - 1.0 : 1e9;
}`;

const FRAGMENT = `#version 300 es
precision highp float;
uniform vec4 uBackground;
flat in vec4 vColour;
flat in float vSeam;
out vec4 finalColor;
void main() {
  vec3 colour = gl_FragCoord.x > vSeam ? mix(vColour.rgb, uBackground.rgb, 0.5) : vColour.rgb;
  finalColor = vec4(colour * vColour.a, vColour.a);
}`;

export function makeRectMesh(rects: DataTexture, rows: DataTexture, view: ViewUniforms): Quads {
  return new Quads(VERTEX, FRAGMENT, { uRects: rects.source, uRows: rows.source, view: view.group });
}
