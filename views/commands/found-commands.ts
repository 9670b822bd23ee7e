import type { Command } from "./commands.ts";

/** The commands whose names hold all words of a text, in any case; those where a word begins the name first. */
export function foundCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  const first = words[0];
  const found = commands.filter(({ name, group }) => {
    const said = `${name} ${group}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
  if (first === undefined) return found;
  const rank = ({ name }: Command): number => (name.toLowerCase().startsWith(first) ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b));
}
