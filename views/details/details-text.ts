import type { Details } from "../../src/app/state.ts";
import { exactNs, timeAt } from "../../src/base/format.ts";
import type {
  FrameText,
  GoroutineRef,
  HeldUpDetails,
  SpanCauses,
  SpanDetails,
  WorkDetails,
} from "../../src/engine/protocol.ts";

/** What is known of the selection as plain text, to be pasted elsewhere; undefined where nothing is selected. */
export function detailsText(details: Details, causes: SpanCauses | undefined): string | undefined {
  if (details.kind === "none" || details.kind === "missing") return undefined;
  if (details.kind === "span") return spanText(details.value, causes?.span === details.value.span ? causes : undefined);
  const { value } = details;
  if ("created" in value) return `${goroutineText(value)}, ${exactNs(value.totalNs)} from ${timeAt(value.created, 1)}`;
  const name = "name" in value ? value.name : "stretch of time";
  const length = Number.isNaN(value.end) ? "not ended" : exactNs(value.end - value.start);
  const lines = [`${name}, ${length} from ${timeAt(value.start, 1)}`];
  if ("goroutine" in value && value.goroutine !== undefined) lines.push(`goroutine: ${goroutineText(value.goroutine)}`);
  if ("held" in value) lines.push(...value.held.map(heldText));
  if ("stack" in value) lines.push(...stackText(value.stack));
  return lines.join("\n");
}

function spanText(span: SpanDetails, causes: SpanCauses | undefined): string {
  const why = span.reason === "" ? "" : `: ${span.reason}`;
  const lines = [
    `${span.state}${why}, ${exactNs(span.end - span.start)} from ${timeAt(span.start, 1)}`,
    `goroutine: ${goroutineText(span.goroutine)}`,
  ];
  const work = workText(span.work);
  if (work !== "") lines.push(`in: ${work}`);
  if (span.procId !== undefined) lines.push(`proc: P${span.procId}`);
  if (span.threadId !== undefined) lines.push(`thread: M${span.threadId}`);
  lines.push(...stackText(span.stack));
  const wake = causes?.wokenBy;
  if (wake === undefined) return lines.join("\n");
  lines.push(
    `${wake.created ? "created" : "made runnable"} by: ${goroutineText(wake.waker.goroutine)}, at ${timeAt(wake.at, 1)}`,
    ...stackText(causes?.wokenAt ?? []),
  );
  return lines.join("\n");
}

function goroutineText({ id, name }: GoroutineRef): string {
  return name === "" ? `G${id}` : `G${id} ${name}`;
}

function heldText({ goroutine, ns, work }: HeldUpDetails): string {
  const doing = workText(work);
  return `held up: ${goroutineText(goroutine)} for ${exactNs(ns)}${doing === "" ? "" : ` in ${doing}`}`;
}

/** The task, and the regions from the outermost on. */
function workText({ task, regions }: WorkDetails): string {
  const named = task === undefined ? [] : [`${task.name || "unnamed"} ${task.id}`];
  return [...named, ...regions.map(({ name }) => name || "unnamed")].join(" › ");
}

/** As Go prints stacks: the function, and under it where it was. */
function stackText(frames: readonly FrameText[]): string[] {
  return frames.flatMap(({ function: name, file, line, pc }) => [`  ${name || pc}`, `      ${file}:${line}`]);
}
