import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { importsOf } from "./support/imports.ts";
import { violations } from "./support/layers.ts";

const ROOT = join(import.meta.dirname, "..");

const modules = ["src", "parsers", "views"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
);

test("no module imports against the direction of the design", () => {
  expect(modules).toContain("src/base/growable.ts");
  expect(modules.flatMap((file) => violations(file, readFileSync(join(ROOT, file), "utf8")))).toEqual([]);
});

describe("an import is refused", () => {
  test.each([
    ["src/base/heap.ts", 'import { Trace } from "../model/trace.ts";'],
    ["src/model/trace.ts", 'import type { Wire } from "../../parsers/go-trace/wire/spec.ts";'],
    ["src/analysis/gc.ts", 'import { tracks } from "../timeline/tracks.ts";'],
    ["src/timeline/mip.ts", 'export * from "../profile/merge.ts";'],
    ["src/profile/merge.ts", 'import { readFile } from "node:fs/promises";'],
    ["src/engine/host.ts", 'const cli = await import("../cli/source.ts");'],
    ["src/cli/main.ts", 'import { store } from "../app/store.ts";'],
    ["src/cli/main.ts", 'let view: import("../../views/panel.ts").Panel;'],
    ["src/app/main.ts", 'import { load } from "../engine/load.ts";'],
    ["views/panel.ts", 'import { Builder } from "../src/model/builder.ts";'],
    ["views/panel.ts", 'import type { Source } from "../src/cli/source.ts";'],
    ["views/panel.ts", 'new Worker(new URL("../src/engine/worker.ts", import.meta.url));'],
    ["views/panel.ts", 'import { Application } from "pixi.js";'],
    ["src/app/main.ts", 'import "pixi.js/unsafe-eval";'],
    ["parsers/go-trace/v2/batch.ts", 'import { inflate } from "pako";'],
    ["src/model/trace.ts", 'import { html } from "lit/html.js";'],
  ])("%s: %s", (file, code) => {
    expect(violations(file, code)).toHaveLength(1);
  });
});

describe("an import is allowed", () => {
  test.each([
    ["src/model/trace.ts", 'import { Growable } from "../base/growable.ts";'],
    ["parsers/gzip.ts", 'import { Inflate } from "pako";'],
    ["parsers/go-trace/v1/order.ts", 'import { Heap } from "../../../src/base/heap.ts";'],
    ["src/engine/host.ts", 'import { registry } from "../../parsers/registry.ts";'],
    ["src/engine/client.ts", 'new Worker(new URL("./worker.ts", import.meta.url));'],
    ["src/cli/commands/report.ts", 'import { load } from "../../engine/load.ts"; import "node:fs";'],
    ["views/panel.ts", 'import type { Damage } from "../src/model/damage.ts";'],
    ["views/panel.ts", 'import { connect } from "../src/engine/client.ts";'],
    ["views/timeline/stage/stage.ts", 'import { Container } from "pixi.js";'],
    ["views/webgl/renderer.ts", 'import { WebGLRenderer } from "pixi.js";'],
    ["src/app/main.ts", 'import "../../views/panel.ts"; import { html } from "lit";'],
  ])("%s: %s", (file, code) => {
    expect(violations(file, code)).toEqual([]);
  });
});

test("a type import in braces counts as one, and a mixed import does not", () => {
  const code = 'import { type A } from "./a.ts";\nimport { type A, b } from "./b.ts";\nimport "./c.ts";\n';
  expect(importsOf("src/base/x.ts", code)).toEqual([
    { specifier: "./a.ts", typeOnly: true, line: 1 },
    { specifier: "./b.ts", typeOnly: false, line: 2 },
    { specifier: "./c.ts", typeOnly: false, line: 3 },
  ]);
});
