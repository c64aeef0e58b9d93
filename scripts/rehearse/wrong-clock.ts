/** Preload of a child whose machine has a wrong clock: everything in the process reads it, the SDKs too. */
import { shiftClock } from "../engine/shift-clock.ts";
import { clockAheadVariable } from "./clock-ahead.ts";

shiftClock(Number(process.env[clockAheadVariable] ?? 0));
