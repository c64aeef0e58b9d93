import { Refusal } from "../../../core/operation.ts";
import type { CloudContext } from "../../../core/cloud-context.ts";
import { isAtOrBelow, toArmKey } from "../arm-id.ts";
import { roleDefinitionOf } from "../role-definitions.ts";
import type { ResourceStore } from "../resource-store.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { flag, matching, oneOf, structure, text } from "../shape.ts";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Role assignments, on any scope. A PUT of the same again is answered with what is there. */
export const roleAssignmentType: ResourceType = {
  type: "Microsoft.Authorization/roleAssignments",
  operation: "arm.roleAssignments",
  apiVersions: ["2015-07-01", "2020-04-01-preview", "2020-08-01-preview", "2020-10-01-preview", "2022-04-01"],
  methods: ["GET", "PUT", "DELETE", "LIST"],
  scope: "extension",
  location: "none",
  name: {
    pattern: guid,
    code: "InvalidRoleAssignmentId",
    message: (name) => `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
  },
  hasSystemData: false,
  body: structure({
    properties: structure(
      {
        roleDefinitionId: text({ required: true }),
        principalId: matching(guid, { required: true }),
        principalType: oneOf(["User", "Group", "ServicePrincipal", "ForeignGroup", "Device"]),
        description: text(),
        condition: text({ nullable: true }),
        conditionVersion: text({ nullable: true }),
        delegatedManagedIdentityResourceId: text({ nullable: true }),
        canDelegate: flag(),
        scope: text({ readOnly: true }),
        createdOn: text({ readOnly: true }),
        updatedOn: text({ readOnly: true }),
        createdBy: text({ readOnly: true }),
        updatedBy: text({ readOnly: true }),
      },
      { required: true },
    ),
  }),
  write: { createdStatus: 201, style: "none", durationMs: 0 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "@azure/arm-authorization 9.0.0 models (RoleAssignment); https://learn.microsoft.com/azure/role-based-access-control/troubleshooting, read 2026-11-25",
};

interface AssignmentProperties {
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly principalType?: string;
}

/** Role assignments: the principal must exist (unless its type is said), one of its kind, no change once made. */
export function roleAssignmentKind(context: CloudContext, resources: ResourceStore): ResourceKind {
  return {
    rules: roleAssignmentType,
    behaviour: {
      // At the scope, above it (they hold here too), and below it unless `atScope()` is asked for.
      isListed: (assignment, scope, filter) => {
        const assigned = String(assignment.properties["scope"]);
        const { principals, isAtScope } = toAssignmentFilter(context, filter);
        if (principals !== undefined && !principals.has(String(assignment.properties["principalId"]).toLowerCase())) return false;
        return isAtOrBelow(scope, assigned) || (isAtOrBelow(assigned, scope) && !isAtScope);
      },
      admit: ({ id, body, current }) => {
        const properties = body["properties"] as AssignmentProperties;
        const { roleDefinitionId, principalId } = properties;
        if (roleDefinitionOf(resources, roleDefinitionId) === undefined) {
          throw new Refusal(
            400,
            "RoleDefinitionDoesNotExist",
            `The specified role definition with ID '${roleDefinitionId.split("/").at(-1)?.replaceAll("-", "") ?? ""}' does not exist.`,
          );
        }
        checkPrincipal(context, properties);
        if (current !== undefined) {
          const same =
            sameRole(current.properties["roleDefinitionId"], roleDefinitionId) &&
            String(current.properties["principalId"]).toLowerCase() === principalId.toLowerCase();
          if (same) return;
          throw new Refusal(
            409,
            "RoleAssignmentUpdateNotPermitted",
            "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
          );
        }
        const twin = resources
          .list(roleAssignmentType.type)
          .find(
            (other) =>
              toArmKey(String(other.properties["scope"])) === toArmKey(id.parentId) &&
              sameRole(other.properties["roleDefinitionId"], roleDefinitionId) &&
              String(other.properties["principalId"]).toLowerCase() === principalId.toLowerCase(),
          );
        if (twin !== undefined) {
          throw new Refusal(
            409,
            "RoleAssignmentExists",
            `The role assignment already exists. The ID of the conflicting role assignment is ${twin.name.replaceAll("-", "")}.`,
          );
        }
      },
      derive: ({ id, body, current, caller }) => {
        const { roleDefinitionId, principalId, principalType } = body["properties"] as AssignmentProperties;
        const now = new Date(context.clock.wallMs()).toISOString();
        const before = current?.properties;
        return {
          properties: {
            // ARM answers the definition below the subscription, whatever form was sent.
            roleDefinitionId: `/subscriptions/${context.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roleDefinitionId.split("/").at(-1) ?? ""}`,
            principalType: context.directory.principal(principalId)?.principalType ?? principalType ?? "ServicePrincipal",
            scope: id.parentId,
            createdOn: before?.["createdOn"] ?? now,
            updatedOn: now,
            createdBy: before?.["createdBy"] ?? caller.oid,
            updatedBy: caller.oid,
          },
        };
      },
      work: (assignment, { current }) => {
        if (current === undefined) resources.put(assignment, context.clock.nowMs() + context.faults.lagMs("roleAssignment"));
        return Promise.resolve(undefined);
      },
    },
  };
}

/** Source for the sentences: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting, read 2026-11-25. */
function checkPrincipal(context: CloudContext, { principalId, principalType }: AssignmentProperties): void {
  const principal = context.directory.principal(principalId);
  if (principal === undefined) {
    // With principalType ServicePrincipal ARM does not look it up (hostile-and-faults F4). ASSUMED: it does for users and groups.
    if (principalType === "ServicePrincipal") return;
    throw new Refusal(
      400,
      "PrincipalNotFound",
      `Principal ${principalId.replaceAll("-", "")} does not exist in the directory ${context.tenant.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`,
    );
  }
  if (principalType !== undefined && principalType !== principal.principalType) {
    throw new Refusal(
      400,
      "UnmatchedPrincipalType",
      `The PrincipalId '${principalId.replaceAll("-", "")}' has type '${principal.principalType}' , which is different from specified PrinciaplType '${principalType}'.`,
    );
  }
}

function sameRole(left: unknown, right: string): boolean {
  return String(left).split("/").at(-1)?.toLowerCase() === right.split("/").at(-1)?.toLowerCase();
}

/** `atScope()`, `principalId eq '…'`, `assignedTo('…')` (groups of the principal too), joined by `and`. Source: https://learn.microsoft.com/rest/api/authorization/role-assignments/list-for-scope, read 2026-11-25. */
function toAssignmentFilter(
  context: CloudContext,
  filter: string | null,
): { readonly principals: ReadonlySet<string> | undefined; readonly isAtScope: boolean } {
  let principals: Set<string> | undefined;
  let isAtScope = false;
  for (const clause of (filter ?? "").split(/\s+and\s+/i).map((part) => part.trim())) {
    const [, principalId] = /^principalId eq '?([0-9a-f-]{36})'?$/i.exec(clause) ?? [];
    const [, assignedTo] = /^assignedTo\('([0-9a-f-]{36})'\)$/i.exec(clause) ?? [];
    if (principalId !== undefined) principals = new Set([principalId.toLowerCase()]);
    else if (assignedTo !== undefined)
      principals = new Set([assignedTo, ...context.directory.groupsOf(assignedTo)].map((one) => one.toLowerCase()));
    else if (/^atScope\(\)$/i.test(clause)) isAtScope = true;
    // ASSUMED: the words.
    else if (clause !== "") throw new Refusal(400, "InvalidFilter", `The filter '${clause}' is not supported.`);
  }
  return { principals, isAtScope };
}
