import { hostname } from "node:os";

import { describe, expect, test } from "vitest";

import { browserUrl, isLoopback, isOwnHost, parseAddress } from "../../src/cli/address.ts";
import { UsageError } from "../../src/cli/errors.ts";

test.each([
  ["127.0.0.1:7000", "127.0.0.1", 7000],
  ["localhost:0", "localhost", 0],
  ["7000", "127.0.0.1", 7000],
  [":7000", "0.0.0.0", 7000],
  ["[::1]:7000", "::1", 7000],
  ["example.org", "example.org", 0],
])("--http %s is host %s, port %i", (text, host, port) => {
  expect(parseAddress(text)).toEqual({ host, port });
});

test.each(["", "host:port", "1.2.3.4:99999", "http://127.0.0.1:7000", "::1:7000", "a:1:2"])(
  "--http %s is no address",
  (text) => {
    expect(() => parseAddress(text)).toThrow(UsageError);
  },
);

test("only addresses that no other machine reaches are loopback", () => {
  expect(["127.0.0.1", "127.9.9.9", "localhost", "::1"].filter((host) => !isLoopback(host))).toEqual([]);
  expect(["0.0.0.0", "::", "10.0.0.1", "127.example.org", "example.org"].filter(isLoopback)).toEqual([]);
});

describe("the Host header", () => {
  test.each([
    "127.0.0.1:7000",
    "localhost:1",
    "LOCALHOST",
    "[::1]:7000",
    "10.1.2.3:7000",
    hostname(),
    "given.example:80",
  ])("%s names this server", (header) => expect(isOwnHost(header, "given.example")).toBe(true));

  test.each([
    undefined,
    "",
    "evil.example:7000",
    "127.0.0.1.evil.example",
    "localhost.evil.example:7000",
    "a b",
    "@",
    "127.0.0.1@evil.example",
  ])("%s does not", (header) => expect(isOwnHost(header, "given.example")).toBe(false));
});

test("a browser is sent to an address it can reach", () => {
  expect(browserUrl("0.0.0.0", 7000)).toBe("http://127.0.0.1:7000/");
  expect(browserUrl("::", 7000)).toBe("http://[::1]:7000/");
  expect(browserUrl("localhost", 7000)).toBe("http://localhost:7000/");
});
