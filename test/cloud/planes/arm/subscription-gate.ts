import type { CompleteSeed } from "../../core/seed.ts";
import type { Operation, PlaneRequest } from "../../core/operation.ts";
import { Refusal } from "../../core/operation.ts";

/** Claims that a token must have after the second factor, as ARM asks for them. Source: Azure/azure-cli#31699, read 2026-11-25. */
const mfaClaims = Buffer.from('{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}').toString("base64");

/** Source: https://learn.microsoft.com/azure/cost-management-billing/manage/subscription-states, read 2026-11-25. */
const readOnlyStates: readonly string[] = ["Disabled", "Deleted"];

/**
 * What the subscription itself forbids before any provider is asked: writes while it is disabled, and writes by people
 * without a second factor where that is enforced. Reads, and actions that only look, pass.
 */
export function guardWrites(
  subscription: CompleteSeed["subscription"],
  operations: readonly Operation[],
  login: string,
): readonly Operation[] {
  return operations.map((operation) => {
    const { method } = operation;
    if (method !== "PUT" && method !== "PATCH" && method !== "DELETE") return operation;
    return {
      ...operation,
      handle: (request) => {
        if (readOnlyStates.includes(subscription.state) && method !== "DELETE") throw toReadOnly(request);
        const { caller } = request;
        // What the challenge asks for: a token of an authentication context, which no sign-in here gives.
        const isStepped = Array.isArray(caller?.["acrs"]) && caller["acrs"].includes("p1");
        if (subscription.requiresMfa && caller?.idtyp === "user" && !isStepped) throw toMfaRefusal(request, login);
        return operation.handle(request);
      },
    };
  });
}

/** Source: https://learn.microsoft.com/azure/cost-management-billing/manage/subscription-states (read-only states); sentence: Azure/azure-sdk-for-js#14229 and its like, read 2026-11-25. */
function toReadOnly({ params }: PlaneRequest): Refusal {
  return new Refusal(
    409,
    "ReadOnlyDisabledSubscription",
    `The subscription '${params["subscriptionId"] ?? ""}' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.`,
  );
}

/**
 * Status, code and claims: Azure/azure-cli#31699; reason: MicrosoftDocs/azure-docs-cli, authenticate-azure-cli-mfa, read 2026-11-25.
 * How the sentence is put together is ASSUMED.
 */
function toMfaRefusal({ method, path }: PlaneRequest, login: string): Refusal {
  const name = path.split("/").at(-1) ?? "";
  const reason =
    method === "DELETE"
      ? "Users must use MFA for Delete operation. Users must authenticate with multi-factor authentication to delete resources."
      : "Users must use MFA for Create operation. Users must authenticate with multi-factor authentication to create or update resources.";
  return new Refusal(401, "RequestDisallowedByPolicy", `Resource '${name}' was disallowed by policy. ${reason}`, {
    "www-authenticate": `Bearer realm="", authorization_uri="${login}/common/oauth2/authorize", error="insufficient_claims", claims="${mfaClaims}"`,
  });
}
