import type { NationName } from "../../test/cloud/core/nation.ts";

const nationNames: readonly NationName[] = ["public", "usgov", "usgov-dod"];

/** Which of Microsoft's clouds the simulated one looks like, for a configuration's `cloud`; public where it names none of them. */
export function toNation(cloudName: unknown): NationName {
  return nationNames.find((name) => name === cloudName) ?? "public";
}
