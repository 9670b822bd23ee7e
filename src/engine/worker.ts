import { expose } from "comlink";
import { createEngine } from "./host.ts";
import { behindPort } from "./remote-host.ts";

expose(behindPort(createEngine()));
