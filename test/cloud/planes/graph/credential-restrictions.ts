import { Refusal } from "../../core/operation.ts";
import type { DirectoryObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { parseIsoDuration } from "./iso-duration.ts";

/** A credential that somebody wants to add; both dates as Graph would store them. */
export interface WantedCredential {
  readonly kind: "password" | "certificate";
  readonly startDateTime: string;
  readonly endDateTime: string;
}

/**
 * Refuses a credential that the tenant's app management policies forbid, in Microsoft's words. Source of the lifetime's code
 * and text: microsoft/PubSec-Info-Assistant issue 681; of the other text: Azure/azure-cli issue 31215, read 2026-11-25; that
 * one's code, and the status of both, are ASSUMED to be alike.
 */
export function requireAllowedCredential(directory: Directory, object: DirectoryObject, wanted: WantedCredential): void {
  const lifeMs = Date.parse(wanted.endDateTime) - Date.parse(wanted.startDateTime);
  const [addition, lifetime] = wanted.kind === "password" ? ["passwordAddition", "passwordLifetime"] : [undefined, "asymmetricKeyLifetime"];
  for (const { policyId, restrictionType, maxLifetime } of directory.policies.restrictionsOn(object)) {
    if (restrictionType === addition) {
      throw new Refusal(400, "CredentialTypeNotAllowedAsPerAppPolicy", `Credential type not allowed as per assigned policy '${policyId}'.`);
    }
    const maxMs = restrictionType === lifetime ? parseIsoDuration(maxLifetime ?? "") : undefined;
    if (maxMs !== undefined && lifeMs > maxMs) {
      throw new Refusal(
        400,
        "CredentialInvalidLifetimeAsPerAppPolicy",
        `Credential lifetime exceeds the max value allowed as per assigned policy '${policyId}'.`,
      );
    }
  }
}
