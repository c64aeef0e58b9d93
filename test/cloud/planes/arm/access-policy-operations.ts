import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../../core/operation.ts";
import type { Operation } from "../../core/operation.ts";
import { armRefusals } from "./arm-refusals.ts";
import { checkBody } from "./body-check.ts";
import { idOf, requireAction } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { structure, text } from "./shape.ts";
import { accessPolicies, vaultType } from "./types/vault.ts";

interface Policy {
  readonly tenantId: string;
  readonly objectId: string;
  readonly applicationId?: string;
  readonly permissions: Readonly<Record<string, readonly string[]>>;
}

const body = structure({
  id: text({ readOnly: true }),
  name: text({ readOnly: true }),
  type: text({ readOnly: true }),
  location: text({ readOnly: true }),
  properties: structure({ accessPolicies }, { required: true }),
});

/** Adds, replaces or removes access policies of a vault without sending the others. */
export function createAccessPolicyOperation(services: ResourceServices): Operation {
  return {
    name: "arm.vaults.updateAccessPolicy",
    plane: "arm",
    method: "PUT",
    path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.KeyVault/vaults/{name}/accessPolicies/{operationKind}",
    apiVersions: vaultType.apiVersions,
    audience: "arm",
    source:
      "@azure/arm-keyvault 5.0.0 vaults.updateAccessPolicy; https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update-access-policy, read 2026-11-25",
    handle: (request) => {
      const id = idOf(services, { ...request, path: request.path.replace(/\/accessPolicies\/[^/]+\/?$/i, "") });
      requireAction(services, request, "Microsoft.KeyVault/vaults/accessPolicies/write", id.id);
      const vault = services.resources.get(id.id);
      if (vault === undefined) throw armRefusals.resourceNotFound(vaultType.type, id.name, id.resourceGroupName);
      const sent = (checkBody(body, request.json(), undefined)["properties"] as { accessPolicies: readonly Policy[] }).accessPolicies;
      const before = (vault.properties["accessPolicies"] ?? []) as readonly Policy[];
      const after = toPolicies(request.params["operationKind"] ?? "", before, sent);
      services.resources.put({ ...vault, properties: { ...vault.properties, accessPolicies: after } });
      return {
        status: isDeepStrictEqual(before, after) ? 200 : 201,
        json: {
          id: `${vault.id}/accessPolicies/`,
          type: "Microsoft.KeyVault/vaults/accessPolicies",
          location: vault.location,
          properties: { accessPolicies: after },
        },
      };
    },
  };
}

function toPolicies(kind: string, before: readonly Policy[], sent: readonly Policy[]): readonly Policy[] {
  const isSame =
    (one: Policy) =>
    (other: Policy): boolean =>
      one.objectId.toLowerCase() === other.objectId.toLowerCase() &&
      one.applicationId?.toLowerCase() === other.applicationId?.toLowerCase();
  switch (kind.toLowerCase()) {
    case "add":
      // To what a principal has, what is sent is added.
      return [
        ...before.map((policy) => {
          const more = sent.find(isSame(policy));
          return more === undefined ? policy : { ...policy, permissions: union(policy.permissions, more.permissions) };
        }),
        ...sent.filter((policy) => !before.some(isSame(policy))),
      ];
    case "replace":
      return [...before.filter((policy) => !sent.some(isSame(policy))), ...sent];
    case "remove":
      return before.filter((policy) => !sent.some(isSame(policy)));
    default:
      throw new Refusal(400, "BadRequest", `The access policy operation kind '${kind}' is invalid: add, replace or remove.`);
  }
}

function union(left: Policy["permissions"], right: Policy["permissions"]): Policy["permissions"] {
  const kinds = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries([...kinds].map((kind) => [kind, [...new Set([...(left[kind] ?? []), ...(right[kind] ?? [])])]]));
}
