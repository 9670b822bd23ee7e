import { Geometry, Mesh, Shader, type UniformGroup, type TextureSource } from "pixi.js";

/**
 * Quads without vertex attributes: only an index buffer of two triangles a quad, so that the vertex shader sees
 * gl_VertexID = quad * 4 + corner and fetches the rest from a data texture. Corner: bit 0 right, bit 1 bottom.
 */
export class Quads {
  readonly mesh: Mesh<Geometry, Shader>;
  #geometry: Geometry;
  #capacity = 0;

  constructor(vertex: string, fragment: string, resources: Record<string, TextureSource | UniformGroup>) {
    this.#geometry = new Geometry({ topology: "triangle-list", indexBuffer: this.#indices(1024) });
    const shader = Shader.from({ gl: { vertex, fragment }, resources });
    this.mesh = new Mesh({ geometry: this.#geometry, shader });
    this.mesh.autoGarbageCollect = false;
    this.#geometry.autoGarbageCollect = false;
    this.count = 0;
  }

  /** How many quads are drawn. */
  set count(quads: number) {
    if (quads > this.#capacity) this.#grow(quads);
    this.#geometry.indexCount = quads * 6;
    this.mesh.visible = quads > 0;
  }

  #grow(quads: number): void {
    let capacity = this.#capacity;
    while (capacity < quads) capacity *= 2;
    const geometry = new Geometry({ topology: "triangle-list", indexBuffer: this.#indices(capacity) });
    geometry.autoGarbageCollect = false;
    this.mesh.geometry = geometry;
    this.#geometry.destroy(true);
    this.#geometry = geometry;
  }

  #indices(quads: number): Uint32Array {
    const indices = new Uint32Array(quads * 6);
    for (let quad = 0, at = 0; quad < quads; quad++) {
      const vertex = quad * 4;
      indices[at++] = vertex;
      indices[at++] = vertex + 1;
      indices[at++] = vertex + 2;
      indices[at++] = vertex + 2;
      indices[at++] = vertex + 1;
      indices[at++] = vertex + 3;
    }
    this.#capacity = quads;
    return indices;
  }
}
