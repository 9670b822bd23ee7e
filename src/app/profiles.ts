import type { ScopeRequest } from "../engine/analyses/types.ts";
import type { ProfileFile } from "../engine/profiles/types.ts";

/** What a profile is compared with: a file, or another scope of the trace, in the words of when it was chosen. */
export type BaseChoice =
  | { readonly kind: "file"; readonly file: number }
  | { readonly kind: "scope"; readonly scope: ScopeRequest; readonly words: string };

/** The pprof files that are open, and which of what there is the page of profiles looks at. */
export interface ProfileChoices {
  readonly files: readonly ProfileFile[];
  /** Number of the file that is looked at; undefined: the profiles of the trace. */
  readonly shown: number | undefined;
  readonly base: BaseChoice | undefined;
  /** The profile is scaled so that it weighs as much as the base. */
  readonly normalize: boolean;
}

export const NO_PROFILES: ProfileChoices = { files: [], shown: undefined, base: undefined, normalize: false };

/** With one file more, which is looked at or, if so wished, is the base. */
export function withProfile(choices: ProfileChoices, file: ProfileFile, as: "shown" | "base"): ProfileChoices {
  const files = [...choices.files, { ...file, name: unlike(choices.files, file.name) }];
  return as === "base"
    ? { ...choices, files, base: { kind: "file", file: file.file } }
    : { ...choices, files, shown: file.file };
}

/** "heap.pb.gz (2)" where one of that name is open: people compare files of one name from different places. */
function unlike(files: readonly ProfileFile[], name: string): string {
  const names = new Set(files.map((file) => file.name));
  let unused = name;
  for (let count = 2; names.has(unused); count++) unused = `${name} (${count})`;
  return unused;
}

/** Without one of the files; what looked at it looks at the trace, or at the last of the others. */
export function withoutProfile(choices: ProfileChoices, file: number, hasTrace: boolean): ProfileChoices {
  const files = choices.files.filter((each) => each.file !== file);
  const isBase = choices.base?.kind === "file" && choices.base.file === file;
  const next = hasTrace ? undefined : files.at(-1)?.file;
  return {
    ...choices,
    files,
    shown: choices.shown === file ? next : choices.shown,
    base: isBase ? undefined : choices.base,
  };
}

/** For another trace, which has other scopes and is what is looked at; the files stay. */
export function ofAnotherTrace({ files, base, normalize }: ProfileChoices): ProfileChoices {
  return { files, shown: undefined, base: base?.kind === "file" ? base : undefined, normalize };
}

export function shownFile({ files, shown }: ProfileChoices): ProfileFile | undefined {
  return files.find(({ file }) => file === shown);
}
