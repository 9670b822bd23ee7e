import { AT_GLSL, type DataTexture } from "../../webgl/data-texture.ts";
import { Quads } from "../../webgl/quads.ts";
import { HEAD, MOST_CURVES } from "./series-data.ts";
import { VIEW_GLSL, type ViewUniforms } from "./view-uniforms.ts";

/**
 * Curves, a quad per series; each pixel looks its column up. Stacked curves fill from the bottom, those after them are
 * lines. Of others the first
 * is an area, with the extremes of the column paler above it, and the rest are lines. Data as `writeSeries` has it.
 */
const VERTEX = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D uSeries;
uniform sampler2D uRows;
${VIEW_GLSL}
${AT_GLSL}
flat out ivec4 vHead;
flat out int vIndex;
flat out vec2 vEdges;
flat out float vStacked;
void main() {
  vIndex = (gl_VertexID >> 2) * ${HEAD};
  vec4 head = texelFetch(uSeries, at(vIndex), 0);
  vHead = ivec4(head);
  vStacked = texelFetch(uSeries, at(vIndex + 1), 0).x;
  vec4 row = texelFetch(uRows, at(vHead.x), 0);
  bool pinned = row.w >= 1024.0;
  if (pinned) row.w -= 1024.0;
  float top = (row.x - uScroll.x + row.z) * uScreen.w + uScreen.z;
  float bottom = (row.x - uScroll.x + row.y - row.w) * uScreen.w + uScreen.z;
  vEdges = vec2(uScreen.y - floor(bottom + 0.5), floor(bottom + 0.5) - floor(top + 0.5));
  float x0 = clamp(uTime.y, 0.0, uScreen.x);
  float x1 = clamp(uTime.y + uTime.z * uTime.x, 0.0, uScreen.x);
  if (!pinned) top = max(top, uScreen.z);
  vec2 pixel = vec2((gl_VertexID & 1) == 0 ? x0 : x1, (gl_VertexID & 2) == 0 ? top : bottom);
  gl_Position = row.y <= 0.0 || bottom <= top ? vec4(2.0, 2.0, 0.0, 1.0) : place(pixel);
}`;

const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D uSeries;
${VIEW_GLSL}
${AT_GLSL}
flat in ivec4 vHead;
flat in int vIndex;
flat in vec2 vEdges;
flat in float vStacked;
out vec4 finalColor;
vec3 valueAt(int curve, int column) {
  int clamped = clamp(column, 0, vHead.z - 1);
  return texelFetch(uSeries, at(vHead.y + curve * vHead.z + clamped), 0).xyz * vEdges.y;
}
float stackedAt(int curve, int column) {
  int clamped = clamp(column, 0, vHead.z - 1);
  return texelFetch(uSeries, at(vHead.y + (curve >> 2) * vHead.z + clamped), 0)[curve & 3] * vEdges.y;
}
vec3 colourOf(int curve) {
  return uStyles[clamp(int(texelFetch(uSeries, at(vIndex + 2 + curve), 0).x), 0, uStyles.length() - 1)].rgb;
}
void main() {
  float columns = float(vHead.z) / uTime.z;
  int column = int(floor((gl_FragCoord.x - uTime.y) / uTime.x * columns));
  int before = int(floor((gl_FragCoord.x - 1.0 - uTime.y) / uTime.x * columns));
  float height = gl_FragCoord.y - vEdges.x;
  vec4 colour = vec4(0.0);
  float sum = 0.0;
  for (int curve = 0; curve < ${MOST_CURVES}; curve++) {
    if (curve >= vHead.w) break;
    if (float(curve) < vStacked) {
      float part = stackedAt(curve, column);
      float cover = clamp(sum + part - height + 0.5, 0.0, 1.0) * step(sum - 0.5, height);
      colour = mix(colour, vec4(colourOf(curve), 1.0), cover);
      sum += part;
      continue;
    }
    bool over = vStacked > 0.5;
    vec3 value = over ? vec3(stackedAt(curve, column)) : valueAt(curve, column);
    if (curve == 0) {
      vec3 own = colourOf(curve);
      float edge = uScreen.w;
      float area = clamp(value.x - height + 0.5, 0.0, 1.0);
      float extreme = clamp(value.z - height + 0.5, 0.0, 1.0);
      float line = area * clamp(height - value.x + edge + 0.5, 0.0, 1.0);
      colour = vec4(own, max(max(extreme * 0.3, area * 0.55), line));
    } else {
      vec3 last = over ? vec3(stackedAt(curve, before)) : valueAt(curve, before);
      float low = min(value.x, last.x) - 0.5 * uScreen.w;
      float high = max(value.x, last.x) + 0.5 * uScreen.w;
      float cover = clamp(height - low + 0.5, 0.0, 1.0) * clamp(high - height + 0.5, 0.0, 1.0);
      colour = mix(colour, vec4(colourOf(curve), 1.0), cover);
    }
  }
  finalColor = vec4(colour.rgb * colour.a, colour.a);
}`;

export function makeSeriesMesh(series: DataTexture, rows: DataTexture, view: ViewUniforms): Quads {
  return new Quads(VERTEX, FRAGMENT, { uSeries: series.source, uRows: rows.source, view: view.group });
}
