import { resolve } from "node:path";

/** Root of this checkout: what a rehearsal runs, from wherever it is started. */
export const checkoutDirectory = resolve(import.meta.dirname, "..", "..");
