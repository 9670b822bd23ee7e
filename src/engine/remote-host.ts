import { releaseProxy, type Remote } from "comlink";
import type { Engine } from "./protocol.ts";
import { answeringAll, ask } from "./questions.ts";
import { transferColumns } from "./transfer.ts";

/** An engine as it stands behind a message port: columns are moved, and the page's callback is let go after use. */
export function behindPort(engine: Engine): Engine {
  return {
    ...engine,
    ...answeringAll((question, crossing) => async (...asked) => {
      const answer = await ask(engine, question, asked);
      return crossing === "moved" ? transferColumns(answer as object) : answer;
    }),
    open: async (source, onProgress) => {
      try {
        return await engine.open(source, onProgress);
      } finally {
        (onProgress as Remote<typeof onProgress>)[releaseProxy]();
      }
    },
  };
}
