import { startEngine } from "../engine/client.ts";
import { start } from "./start.ts";

await start(startEngine);
