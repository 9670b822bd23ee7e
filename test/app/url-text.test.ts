import { describe, expect, it } from "vitest";

import { isPastedUrl, readUrl, shellWord } from "../../src/app/url-text.ts";

const BASE = "http://127.0.0.1:7000/viewer/";

describe("a text is read as a URL", () => {
  it.each([
    ["http://127.0.0.1:7000/trace.out", "http://127.0.0.1:7000/trace.out"],
    ["  http://127.0.0.1:7000/debug/pprof/trace?seconds=5\n", "http://127.0.0.1:7000/debug/pprof/trace?seconds=5"],
    ["/debug/pprof/trace?seconds=5", "http://127.0.0.1:7000/debug/pprof/trace?seconds=5"],
    ["127.0.0.1:7000/trace", "http://127.0.0.1:7000/trace"],
    ["http://me:secret@127.0.0.1:7000/trace", "http://127.0.0.1:7000/trace"],
  ])("of the page's own server: %j", (text, url) => expect(readUrl(text, BASE)).toEqual({ kind: "own", url }));

  it.each([
    ["http://localhost:6060/debug/pprof/trace", "http://localhost:6060/debug/pprof/trace"],
    ["localhost:6060/debug/pprof/trace", "http://localhost:6060/debug/pprof/trace"],
    ["https://127.0.0.1:7000/", "https://127.0.0.1:7000/"],
    ["//other.example/trace", "http://other.example/trace"],
    ["http://127.0.0.1:7000@other.example/", "http://127.0.0.1:7000@other.example/"],
  ])("of another: %j", (text, url) => expect(readUrl(text, BASE)).toEqual({ kind: "elsewhere", url }));

  it.each([
    "",
    "trace.out",
    "two words",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "http://",
    "ftp://host/x",
    "a/b c",
  ])("or as none: %j", (text) => expect(readUrl(text, BASE)).toEqual({ kind: "none" }));

  it("and as none from a page that is a file", () =>
    expect(readUrl("/trace.out", "file:///home/me/index.html")).toEqual({ kind: "none" }));
});

it("a paste is a URL only if it is nothing else", () => {
  expect(isPastedUrl(" https://host/trace \n")).toBe(true);
  for (const text of ["see https://host/trace", "https://host/trace\nhttps://host/other", "/trace", "host:80/x"]) {
    expect(isPastedUrl(text)).toBe(false);
  }
});

it("a URL stays one word of a command", () => {
  expect(shellWord("http://host/a'; rm -rf ~; '?x=$(id)&y")).toBe("'http://host/a%27; rm -rf ~; %27?x=$(id)&y'");
});
