import type { ArmResource } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import type { Operation, PlaneRequest } from "../../core/operation.ts";
import { azureRoleDefinitions } from "./azure-role-definitions.ts";
import { checkBody, type Json } from "./body-check.ts";
import { callerOf, requireAction, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { customRoles, roleDefinitionResourceType } from "./role-definitions.ts";
import { anything, list, oneOf, structure, text } from "./shape.ts";
import { roleAssignmentType } from "./types/role-assignment.ts";

const path = "/subscriptions/{subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}";
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `RoleDefinition`. Source: @azure/arm-authorization 9.0.0, read 2026-11-26; what the service sets may come back as it was read. */
const shape = structure({
  id: anything(),
  name: anything(),
  type: anything(),
  properties: structure(
    {
      roleName: text({ required: true }),
      description: text({ initial: "" }),
      type: oneOf(["CustomRole"], { initial: "CustomRole" }),
      permissions: list(
        structure({
          actions: list(text(), { initial: [] }),
          notActions: list(text(), { initial: [] }),
          dataActions: list(text(), { initial: [] }),
          notDataActions: list(text(), { initial: [] }),
          condition: text({ readOnly: true }),
          conditionVersion: text({ readOnly: true }),
        }),
        { required: true },
      ),
      assignableScopes: list(text(), { required: true }),
      createdOn: anything(),
      updatedOn: anything(),
      createdBy: anything(),
      updatedBy: anything(),
    },
    { required: true },
  ),
});

/** Roles of the subscription's own: made, changed and taken away. What they allow counts as what the built-in ones do. */
export function createCustomRoleOperations(services: ResourceServices, apiVersions: readonly string[]): readonly Operation[] {
  const { context, resources } = services;
  const common = {
    plane: "arm",
    audience: "arm",
    apiVersions,
    path,
    source:
      "@azure/arm-authorization 9.0.0 roleDefinitions.createOrUpdate and .delete, read 2026-11-26; ASSUMED: codes and sentences of refusals, as they are seen in practice",
  } as const;
  const idOf = (request: PlaneRequest, verb: "write" | "delete"): { readonly id: string; readonly name: string } => {
    requireSubscription(services, request.params["subscriptionId"] ?? "");
    const scope = `/subscriptions/${context.subscriptionId}`;
    requireAction(services, request, `Microsoft.Authorization/roleDefinitions/${verb}`, scope);
    const name = request.params["roleDefinitionId"] ?? "";
    if (!guid.test(name))
      throw new Refusal(400, "InvalidRoleDefinitionId", `The role definition ID '${name}' is not valid. It must be a GUID.`);
    if (azureRoleDefinitions.some(({ roleDefinitionId }) => roleDefinitionId === name.toLowerCase()))
      throw new Refusal(403, "RoleDefinitionIsBuiltIn", `The role definition '${name}' is built in and cannot be changed.`);
    return { id: `${scope}/providers/${roleDefinitionResourceType}/${name}`, name };
  };
  return [
    {
      ...common,
      name: "arm.roleDefinitions.put",
      method: "PUT",
      handle: (request) => {
        const { id, name } = idOf(request, "write");
        const properties = checkBody(shape, request.json(), undefined)["properties"] as Json;
        const scopes = properties["assignableScopes"] as string[];
        const foreign = scopes.find((scope) => !scope.toLowerCase().startsWith(`/subscriptions/${context.subscriptionId.toLowerCase()}`));
        if (scopes.length === 0 || foreign !== undefined)
          throw new Refusal(400, "InvalidAssignableScopes", `The assignable scope '${foreign ?? ""}' is not in this subscription.`);
        const twin = customRoles(resources).find(({ roleName, resource }) => roleName === properties["roleName"] && resource.name !== name);
        if (twin !== undefined)
          throw new Refusal(
            409,
            "RoleDefinitionWithSameNameExists",
            "A custom role with the same name already exists in this directory. Use a different name.",
          );
        const before = resources.get(id)?.properties;
        const now = new Date(context.clock.wallMs()).toISOString();
        const by = callerOf(request).oid;
        const role: ArmResource = {
          id,
          type: roleDefinitionResourceType,
          name,
          properties: {
            ...properties,
            createdOn: before?.["createdOn"] ?? now,
            updatedOn: now,
            createdBy: before?.["createdBy"] ?? by,
            updatedBy: by,
          },
        };
        resources.put(role);
        return { status: 201, json: role };
      },
    },
    {
      ...common,
      name: "arm.roleDefinitions.delete",
      method: "DELETE",
      handle: (request) => {
        const { id, name } = idOf(request, "delete");
        const role = resources.get(id);
        if (role === undefined) return { status: 204 };
        const isAssigned = resources
          .list(roleAssignmentType.type)
          .some(({ properties }) => String(properties["roleDefinitionId"]).toLowerCase().endsWith(name.toLowerCase()));
        if (isAssigned)
          throw new Refusal(400, "RoleDefinitionHasAssignments", `There are existing role assignments referencing role '${name}'.`);
        resources.remove(id);
        return { status: 200, json: role };
      },
    },
  ];
}
