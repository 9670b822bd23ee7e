import { expect, it } from "vitest";
import { readServed, servedTrace } from "../../src/app/served.ts";

const BASE = "http://127.0.0.1:7000/";
const answers = (body: string, init: ResponseInit) => () => Promise.resolve(new Response(body, init));
const json = { headers: { "content-type": "application/json" } };

it("a trace is named relative to the page", async () => {
  const answer = answers('{"name":"a.trace","url":"trace","bytes":12}', json);
  expect(await servedTrace(BASE, answer)).toEqual({ name: "a.trace", url: "http://127.0.0.1:7000/trace" });
});

it("no trace is no error", async () => {
  expect(await servedTrace(BASE, answers("not found", { status: 404 }))).toBeUndefined();
  expect(await servedTrace(BASE, answers("<html>", { headers: { "content-type": "text/html" } }))).toBeUndefined();
  expect(await servedTrace(BASE, () => Promise.reject(new TypeError("failed to fetch")))).toBeUndefined();
});

it.each([
  null,
  7,
  {},
  { name: "a" },
  { name: "a", url: 3 },
  { name: "a", url: "http://elsewhere.example/trace" },
  { name: "a", url: "//elsewhere.example/trace" },
  { name: "a", url: "javascript:alert(1)" },
])("%j names no trace of this page", (answer) => {
  expect(readServed(answer, BASE)).toBeUndefined();
});
