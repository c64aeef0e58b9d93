import type { CloudContext } from "../../../core/cloud-context.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { oneOf, structure, text, trackedRoot } from "../shape.ts";

export const identityApiVersions = [
  "2018-11-30",
  "2022-01-31-preview",
  "2023-01-31",
  "2023-07-31-preview",
  "2024-11-30",
  "2025-01-31-preview",
  "2025-05-31-preview",
] as const;

/** User-assigned managed identities. */
const userAssignedIdentityType: ResourceType = {
  type: "Microsoft.ManagedIdentity/userAssignedIdentities",
  operation: "arm.userAssignedIdentities",
  apiVersions: identityApiVersions,
  methods: ["GET", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "region",
  name: {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$/,
    code: "BadRequest",
    message: (name) => `The name '${name}' is invalid: 3-128 characters, letters, digits, - and _, the first a letter or digit.`,
  },
  body: structure({
    ...trackedRoot,
    properties: structure({
      isolationScope: oneOf(["None", "Regional"]),
      tenantId: text({ readOnly: true }),
      principalId: text({ readOnly: true }),
      clientId: text({ readOnly: true }),
    }),
  }),
  write: { createdStatus: 201, style: "none", durationMs: 0 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "@azure/arm-msi 2.2.0 models; https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules, read 2026-11-25",
};

/** An identity is a service principal of the directory, without an application. */
export function userAssignedIdentityKind(context: CloudContext): ResourceKind {
  return {
    rules: userAssignedIdentityType,
    behaviour: {
      derive: ({ id, current }) => {
        if (current !== undefined) {
          const { tenantId, principalId, clientId } = current.properties;
          return { properties: { tenantId, principalId, clientId } };
        }
        const principal = context.directory.addManagedIdentity(id.name, id.id);
        return { properties: { tenantId: context.tenant.tenantId, principalId: principal.objectId, clientId: principal.clientId } };
      },
      removing: (identity) => {
        context.directory.removeManagedIdentity(String(identity.properties["principalId"]));
      },
    },
  };
}
