import type { Scope } from "../../model/scope.ts";
import type { Trace } from "../../model/trace.ts";
import type { WeighOptions } from "../../profile/weigh-trace.ts";
import { regionWindows } from "../../profile/windows.ts";
import type { ProfileSource } from "./types.ts";

/** How a profile of the trace is weighed, beside its type and scope. */
export function weighOptions(
  trace: Trace,
  { openAtEnd, splitBy, region = "" }: Extract<ProfileSource, { kind: "trace" }>,
  scope: Scope,
): WeighOptions {
  return {
    openAtEnd,
    ...(splitBy && { splitBy }),
    ...(region !== "" && { windows: regionWindows(trace, scope, region) }),
  };
}
