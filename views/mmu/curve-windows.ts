const SHORTEST_NS = 1000;
const PER_DECADE = 10;
/** Every eighth point comes first, then what lies between. */
const STRIDES = [8, 4, 2, 1] as const;
/** So many at a time: between them the engine answers to others. */
const AT_ONCE = 4;

/** Window lengths from 1 µs to the whole, ns, evenly spread on a logarithmic axis; the last is the whole. */
export function curveWindows(wholeNs: number): readonly number[] {
  const windows: number[] = [];
  for (let step = 0; ; step++) {
    const windowNs = Math.round(SHORTEST_NS * 10 ** (step / PER_DECADE));
    if (windowNs >= wholeNs) return [...windows, wholeNs];
    windows.push(windowNs);
  }
}

/** The same windows in the order they are asked for: a coarse curve first, each once. */
export function askingOrder(windows: readonly number[]): readonly (readonly number[])[] {
  const order = new Set<number>();
  for (const stride of STRIDES) {
    for (let i = windows.length - 1; i >= 0; i -= stride) order.add(windows[i]!);
  }
  const all = [...order];
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, i) => all.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
}

/** The window of a curve that is nearest to a length, as the axis shows it. */
export function nearestWindow(windows: readonly number[], windowNs: number): number {
  const distance = (one: number): number => Math.abs(Math.log(one / windowNs));
  return windows.reduce((best, one) => (distance(one) < distance(best) ? one : best), windows[0] ?? windowNs);
}
