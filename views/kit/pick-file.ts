import type { App } from "../../src/app/app.ts";
import { fileOpening } from "../../src/app/sources.ts";

/** Shows the system's file dialog. undefined: the reader closed it. */
export function pickFile(): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.addEventListener("change", () => resolve(input.files?.[0]));
    input.addEventListener("cancel", () => resolve(undefined));
    input.click();
  });
}

/** Has the reader pick a file and opens it: a profile is looked at, or compared with. */
export async function openPicked(app: App, profile: "shown" | "base" = "shown"): Promise<void> {
  const file = await pickFile();
  if (file) await app.open({ ...fileOpening(file), profile });
}
