import { servedTrace } from "./served.ts";

const served = await servedTrace(document.baseURI, fetch.bind(globalThis));
document.body.textContent = served === undefined ? "gopherscope: no trace is served" : `gopherscope: ${served.name}`;
