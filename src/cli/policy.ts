/**
 * What the page may load: its own origin's files and nothing else, so that no trace can leave the machine even
 * by mistake. `connect-src` names no other origin for the same reason, and little is lost by it: Go's
 * `/debug/pprof/trace` sends no CORS headers, so a page could not read it anyway. The command line fetches URLs instead.
 * `wasm-unsafe-eval` lets Graphviz, which is WebAssembly, be compiled, and no script be made of text: `eval` stays forbidden.
 * `img-src` has data and blob for icons and for pictures drawn by the page.
 */
const DIRECTIVES: readonly string[] = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "worker-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** For a `<meta>` element, which cannot say who may frame the page. */
export const META_POLICY = DIRECTIVES.join("; ");

export const HEADER_POLICY = `${META_POLICY}; frame-ancestors 'none'`;
