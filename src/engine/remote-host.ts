import { releaseProxy, type Remote } from "comlink";
import type { OpenResult, OpenSource, Progress } from "./protocol.ts";
import { EngineHost } from "./host.ts";
import { transferColumns } from "./transfer.ts";

/** The engine behind a message port: answers in columns are handed over, and the page's callback is let go after use. */
export class RemoteHost extends EngineHost {
  override async open(source: OpenSource, onProgress: (progress: Progress) => void): Promise<OpenResult> {
    try {
      return await super.open(source, onProgress);
    } finally {
      (onProgress as Remote<typeof onProgress>)[releaseProxy]();
    }
  }

  override async members(...asked: Parameters<EngineHost["members"]>): ReturnType<EngineHost["members"]> {
    return transferColumns(await super.members(...asked));
  }

  override async groupsOf(...asked: Parameters<EngineHost["groupsOf"]>): Promise<Int32Array> {
    return transferColumns(await super.groupsOf(...asked));
  }

  override async taskMembers(type: number): ReturnType<EngineHost["taskMembers"]> {
    return transferColumns(await super.taskMembers(type));
  }

  override async tile(request: Parameters<EngineHost["tile"]>[0]): ReturnType<EngineHost["tile"]> {
    return transferColumns(await super.tile(request));
  }

  override async places(...asked: Parameters<EngineHost["places"]>): ReturnType<EngineHost["places"]> {
    return transferColumns(await super.places(...asked));
  }

  override async pprof(...asked: Parameters<EngineHost["pprof"]>): ReturnType<EngineHost["pprof"]> {
    return transferColumns(await super.pprof(...asked));
  }

  override async flameGraph(...asked: Parameters<EngineHost["flameGraph"]>): ReturnType<EngineHost["flameGraph"]> {
    return transferColumns(await super.flameGraph(...asked));
  }

  override async profileMarks(
    ...asked: Parameters<EngineHost["profileMarks"]>
  ): ReturnType<EngineHost["profileMarks"]> {
    return transferColumns(await super.profileMarks(...asked));
  }
}
