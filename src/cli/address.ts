import { isIP } from "node:net";
import { hostname } from "node:os";

import { UsageError } from "./errors.ts";

export interface Address {
  /** As `listen` takes it: an IP address without brackets, or a name. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** `HOST:PORT`, `[IPV6]:PORT`, `HOST`, `PORT`; `:PORT` is every interface, as Go's tools have it. */
export function parseAddress(text: string): Address {
  const bare = /^\d+$/.test(text) ? `127.0.0.1:${text}` : text;
  const match = /^(?:\[(?<six>[^\]]*)\]|(?<name>[^:[\]]*))(?::(?<port>\d{1,5}))?$/.exec(bare);
  const host = match?.groups?.["six"] ?? match?.groups?.["name"];
  const port = Number(match?.groups?.["port"] ?? 0);
  if (text === "" || host === undefined || port > 65_535) {
    throw new UsageError(`--http ${text}: not an address; give HOST:PORT, as in 127.0.0.1:7000`);
  }
  return { host: host === "" ? "0.0.0.0" : host, port };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/**
 * Whether a request's Host header names this server in a way that no foreign site can: by number, as localhost, by
 * the machine's name, or by the name the user gave. A site that rebinds its own name to 127.0.0.1 sends that name.
 * The port is left out, as it differs behind a forwarded one.
 */
export function isOwnHost(header: string | undefined, given: string): boolean {
  if (header === undefined || !URL.canParse(`http://${header}/`)) return false;
  const name = new URL(`http://${header}/`).hostname.replace(/^\[(.*)\]$/, "$1");
  const own = ["localhost", hostname().toLowerCase(), given.toLowerCase()];
  return isIP(name) !== 0 || own.includes(name);
}

/** The URL that a browser on this machine opens. */
export function browserUrl(host: string, port: number): string {
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${isIP(reachable) === 6 ? `[${reachable}]` : reachable}:${port}/`;
}
