import type { FrameIndex, StackIndex } from "../base/indices.ts";
import type { Trace } from "../model/trace.ts";

type Kind = "file" | "other" | undefined;

/**
 * What a function says of the syscall that it is on the stack of; the first that matches. By name: a trace does not hold
 * which descriptor a syscall was about.
 */
const SAYS: readonly (readonly [RegExp, Kind])[] = [
  // What package os puts between a file's method and the syscall, in several places.
  [/^os\.ignoringEINTR/, undefined],
  [/^os\.(\(\*Process(State)?\)|[sS]tartProcess|forkExec|pidfd|checkPidfd|Pipe\b)/, "other"],
  [/^os\./, "file"],
  [/^net\./, "other"],
  [
    /^(internal\/)?(syscall|golang\.org\/x\/sys)(\/(unix|windows))?\.(\w*(open|stat|sync|pread|pwrite|preadv|pwritev|unlink|link|rename|mkdir|mknod|truncate|getdents|dirent|readdir|chmod|chown|utim|falloc|copy_file|access|xattr)\w*|(Read|Write|Create|Delete|Move|Copy|Lock|Flush)File\w*)$/i,
    "file",
  ],
];

function kindOf(name: string): Kind {
  return SAYS.find(([pattern]) => pattern.test(name))?.[1];
}

/**
 * A byte per stack: 1 if a syscall made there is about a file, as the function nearest to it tells. Pipes and terminals that
 * are opened as files count as such. Each distinct function is looked at once; O(frames + stacks).
 */
export function fileStacks({ symbols }: Trace): Uint8Array {
  const { stacks, frames, strings } = symbols;
  const known = new Map<number, Kind>();
  const kinds = new Uint8Array(frames.length);
  for (let frame = 0; frame < frames.length; frame++) {
    const name = frames.function(frame as FrameIndex);
    if (!known.has(name)) known.set(name, kindOf(strings.get(name)));
    const kind = known.get(name);
    kinds[frame] = kind === "file" ? 1 : kind === "other" ? 2 : 0;
  }
  const files = new Uint8Array(stacks.length);
  for (let stack = 0; stack < stacks.length; stack++) {
    const end = stacks.end(stack as StackIndex);
    let at = stacks.start(stack as StackIndex);
    while (at < end && kinds[stacks.frameAt(at)] === 0) at++;
    if (at < end && kinds[stacks.frameAt(at)] === 1) files[stack] = 1;
  }
  return files;
}
