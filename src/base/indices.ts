declare const brand: unique symbol;
type Index<Name extends string> = number & { readonly [brand]: Name };

/** Rows of the tables of a trace. A row of one table is not a row of another. */
export type GoroutineIndex = Index<"goroutine">;
export type ProcIndex = Index<"proc">;
export type ThreadIndex = Index<"thread">;
export type TaskIndex = Index<"task">;
export type RegionIndex = Index<"region">;
export type RangeIndex = Index<"range">;
export type SpanIndex = Index<"span">;
export type StackIndex = Index<"stack">;
export type FrameIndex = Index<"frame">;
export type StringIndex = Index<"string">;

export const NO_GOROUTINE = -1 as GoroutineIndex;
export const NO_PROC = -1 as ProcIndex;
export const NO_THREAD = -1 as ThreadIndex;
export const NO_TASK = -1 as TaskIndex;
export const NO_SPAN = -1 as SpanIndex;
export const NO_STACK = -1 as StackIndex;

/** The string table holds "" in its first row. */
export const EMPTY_STRING = 0 as StringIndex;
