/** A key that works in a graph while that has the focus, as the list of keys tells of it. */
export interface GraphKey {
  readonly name: string;
  /** As `keyName` calls them. */
  readonly keys: readonly string[];
}

/** Those of the flame graph. */
export const FLAME_KEYS: readonly GraphKey[] = [
  { name: "Caller and callee", keys: ["ArrowUp", "ArrowDown"] },
  { name: "Frame before and after, as deep in the stacks", keys: ["ArrowLeft", "ArrowRight"] },
  { name: "First and last frame as deep in the stacks", keys: ["Home", "End"] },
  { name: "Zoom to the frame; also click it", keys: ["Enter"] },
  { name: "Back to the zoom before", keys: ["Escape"] },
  { name: "Show all stacks", keys: ["0"] },
  { name: "Search the frames", keys: ["/"] },
  { name: "Next and previous match", keys: ["N", "Shift+N"] },
  { name: "What else can be done with the frame", keys: ["ContextMenu"] },
];

/** Those of the call graph. */
export const CALL_GRAPH_KEYS: readonly GraphKey[] = [
  { name: "Next and previous function", keys: ["Tab", "Shift+Tab"] },
  { name: "Choose the function; also click it", keys: [" "] },
  { name: "Focus on the function; also double-click it", keys: ["Enter"] },
  { name: "What else can be done with the function", keys: ["ContextMenu"] },
  { name: "Move; also drag", keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] },
  { name: "Zoom in and out; also the wheel, or a pinch", keys: ["+", "-"] },
  { name: "Show all of it", keys: ["0"] },
];
