import { isRecord } from "./check-body.ts";
import type { JsonObject } from "./directory-object.ts";
import { graphRefusals } from "./graph-refusal.ts";

/**
 * Rules between the members of an app management configuration: each kind of restriction once, and one on a life says how
 * long. Source: https://learn.microsoft.com/graph/api/resources/passwordcredentialconfiguration, read 2026-11-25; texts ASSUMED.
 */
export function checkRestrictions(configuration: unknown): void {
  if (!isRecord(configuration)) return;
  for (const member of ["passwordCredentials", "keyCredentials"]) {
    const restrictions = (configuration[member] ?? []) as readonly JsonObject[];
    const kinds = restrictions.map((restriction) => restriction["restrictionType"]);
    if (new Set(kinds).size < kinds.length)
      throw graphRefusals.badRequest(`Each restriction type can be used only once in ${member} of a policy.`);
    for (const { restrictionType, maxLifetime } of restrictions) {
      if (String(restrictionType).endsWith("Lifetime") && typeof maxLifetime !== "string")
        throw graphRefusals.badRequest(`maxLifetime is required for restriction type ${String(restrictionType)}.`);
    }
  }
}
