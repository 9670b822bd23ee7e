import { expose } from "comlink";
import { RemoteHost } from "./remote-host.ts";

expose(new RemoteHost());
