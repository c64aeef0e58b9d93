import { Refusal } from "../../../core/operation.ts";
import type { ResourceStore } from "../resource-store.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { list, matching, structure, text } from "../shape.ts";
import { identityApiVersions } from "./user-assigned-identity.ts";

/** Federated identity credentials of a user-assigned identity. */
const federatedIdentityCredentialType: ResourceType = {
  type: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
  operation: "arm.federatedIdentityCredentials",
  apiVersions: identityApiVersions,
  methods: ["GET", "PUT", "DELETE", "LIST"],
  scope: "group",
  location: "none",
  name: {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}$/,
    code: "BadRequest",
    message: (name) => `The name '${name}' is invalid: 3-120 characters, letters, digits, - and _, the first a letter or digit.`,
  },
  body: structure({
    properties: structure(
      {
        issuer: matching(/^https:\/\/[^\s/]+/, { required: true }),
        subject: text({ required: true }),
        audiences: list(text(), { required: true }),
      },
      { required: true },
    ),
  }),
  write: { createdStatus: 201, style: "none", durationMs: 0 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "@azure/arm-msi 2.2.0 models (FederatedIdentityCredential); https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations (20 of one identity, issuer and subject once), read 2026-11-25",
};

/** Most credentials of one identity. */
const maxPerIdentity = 20;

export function federatedIdentityCredentialKind(resources: ResourceStore): ResourceKind {
  return {
    rules: federatedIdentityCredentialType,
    behaviour: {
      admit: ({ id, body }) => {
        const { issuer, subject } = body["properties"] as { issuer: string; subject: string };
        const others = resources
          .list(federatedIdentityCredentialType.type)
          .filter(
            (other) => other.id.toLowerCase() !== id.id.toLowerCase() && other.id.toLowerCase().startsWith(`${id.parentId.toLowerCase()}/`),
          );
        if (others.some((other) => other.properties["issuer"] === issuer && other.properties["subject"] === subject)) {
          throw new Refusal(
            409,
            "Conflict",
            `Issuer and subject combination already exists for this Managed Identity. Issuer: '${issuer}', subject: '${subject}'.`,
          );
        }
        if (others.length >= maxPerIdentity) {
          throw new Refusal(400, "BadRequest", "Too many Federated Identity Credentials have been requested for this Managed Identity.");
        }
      },
    },
  };
}
