import { WHOLE } from "./style.ts";

/** Rectangles of a tile under construction: columns that grow. */
export class Rectangles {
  #capacity: number;
  #length = 0;
  #start: Float64Array;
  #end: Float64Array;
  #style: Uint8Array;
  #row: Uint8Array;
  #ref: Int32Array;
  #label: Int32Array;
  #shape: Uint32Array;
  #labels = new Map<string, number>();

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#start = new Float64Array(capacity);
    this.#end = new Float64Array(capacity);
    this.#style = new Uint8Array(capacity);
    this.#row = new Uint8Array(capacity);
    this.#ref = new Int32Array(capacity);
    this.#label = new Int32Array(capacity);
    this.#shape = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a rectangle; `label` is "" for none. */
  add(start: number, end: number, style: number, row: number, ref: number, label: string, shape = WHOLE): void {
    if (this.#length === this.#capacity) this.#grow();
    const i = this.#length++;
    this.#start[i] = start;
    this.#end[i] = end;
    this.#style[i] = style;
    this.#row[i] = row;
    this.#ref[i] = ref;
    this.#shape[i] = shape;
    this.#label[i] = label === "" ? -1 : this.#labelIndex(label);
  }

  /** The columns, each in a buffer of its own of just its size. */
  finish(): RectangleColumns {
    const n = this.#length;
    return {
      start: this.#start.slice(0, n),
      end: this.#end.slice(0, n),
      style: this.#style.slice(0, n),
      row: this.#row.slice(0, n),
      ref: this.#ref.slice(0, n),
      label: this.#label.slice(0, n),
      shape: this.#shape.slice(0, n),
      labels: [...this.#labels.keys()],
    };
  }

  #labelIndex(label: string): number {
    let index = this.#labels.get(label);
    if (index === undefined) {
      index = this.#labels.size;
      this.#labels.set(label, index);
    }
    return index;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#start = enlarged(this.#start, new Float64Array(this.#capacity));
    this.#end = enlarged(this.#end, new Float64Array(this.#capacity));
    this.#style = enlarged(this.#style, new Uint8Array(this.#capacity));
    this.#row = enlarged(this.#row, new Uint8Array(this.#capacity));
    this.#ref = enlarged(this.#ref, new Int32Array(this.#capacity));
    this.#label = enlarged(this.#label, new Int32Array(this.#capacity));
    this.#shape = enlarged(this.#shape, new Uint32Array(this.#capacity));
  }
}

export interface RectangleColumns {
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly style: Uint8Array;
  readonly row: Uint8Array;
  readonly ref: Int32Array;
  readonly label: Int32Array;
  readonly shape: Uint32Array;
  readonly labels: readonly string[];
}

function enlarged<T extends Float64Array | Uint8Array | Int32Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
