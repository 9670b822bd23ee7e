import { proxy, wrap } from "comlink";
import type { Engine } from "./protocol.ts";
import { answeringAll, ask } from "./questions.ts";

/**
 * Starts the engine in a worker of its own. If the worker cannot start, `onFault` is told: nothing will be answered then.
 * The worker lives as long as the page.
 */
export function startEngine(onFault: (error: Error) => void): Engine {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "engine" });
  worker.addEventListener("error", (event) =>
    onFault(new Error(`the engine failed: ${event.message || "its worker did not start"}`)),
  );
  return connectEngine(worker);
}

/** An engine at the other end of a message port. */
export function connectEngine(endpoint: Parameters<typeof wrap>[0]): Engine {
  const remote = wrap<Engine>(endpoint);
  return {
    open: (source, onProgress) => remote.open(source, proxy(onProgress)),
    cancel: () => remote.cancel(),
    closeProfile: (file) => remote.closeProfile(file),
    giveUp: (asker) => remote.giveUp(asker),
    ...answeringAll(
      (question) =>
        (...asked) =>
          ask(remote, question, asked),
    ),
  };
}
