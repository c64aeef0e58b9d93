import { type AzureRoleName, azureRoleDefinitionIds } from "../../../infra/contract/microsoft-ids.ts";
import { toLastFour } from "../../lib/redact.ts";
import { toObject } from "../../lib/wire-error.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toUnseenAnswer, toWord } from "./drift-finding.ts";
import { readList } from "../../lib/read-list.ts";

/** Source: https://learn.microsoft.com/rest/api/authorization/role-assignments/list-for-scope, read 2026-11-25. */
const apiVersion = "2022-04-01";

/**
 * What the stack's assignments say they are for (infra/components), and the roles that each kind has. Somebody could write
 * the words too: they are a mark, no seal, so role and principal have to agree with them.
 */
const kinds: readonly { readonly mark: RegExp; readonly roles: readonly AzureRoleName[]; readonly isForOperators?: true }[] = [
  {
    mark: /^Dialtone operator: /,
    roles: ["storageTableDataReader", "reader", "keyVaultSecretsUser", "keyVaultCryptoUser"],
    isForOperators: true,
  },
  { mark: /^Dialtone callback host: /, roles: ["storageTableDataContributor", "acrPull", "containerRegistryRepositoryReader"] },
  { mark: /^Dialtone deployer: /, roles: ["keyVaultCertificatesOfficer"] },
];

interface Assignment {
  readonly resourceId: string;
  readonly role: string;
  readonly roleName: AzureRoleName | undefined;
  readonly principal: string;
  readonly principalType: string;
  readonly scope: string;
  readonly description: string;
}

/** Who may do what in the stack's resource group: what every operator needs, and nobody else. Inherited roles are not the stack's and are not looked at. */
export const roleDrift: DriftLook = { of: "role assignment", find: findRoleDrift };

async function findRoleDrift({ outputs, clients }: DriftSubject): Promise<readonly DriftFinding[]> {
  const group = `/subscriptions/${outputs.subscriptionId}/resourceGroups/${outputs.resourceGroupName}`;
  const listed = await readList(clients.readAzure, `${group}/providers/Microsoft.Authorization/roleAssignments?api-version=${apiVersion}`);
  if (listed.refused !== undefined)
    return [toUnseenAnswer("role assignment", listed.refused, `an operator with Reader on resource group ${outputs.resourceGroupName}`)];
  const inGroup = listed.entries.map(toAssignment).filter(({ scope }) => isWithin(scope, group));
  const operators = outputs.made?.operators;
  const isOurs = ({ description, roleName, principal }: Assignment): boolean =>
    kinds.some(
      ({ mark, roles, isForOperators }) =>
        mark.test(description) &&
        roles.some((role) => role === roleName) &&
        (isForOperators === undefined || operators === undefined || operators.includes(principal)),
    );
  return [...inGroup.filter((one) => !isOurs(one)).map(toExtra), ...findMissing(inGroup.filter(isOurs), outputs)];
}

/** The group itself, or what is in it: `rg-dev` is not in the way of `rg-dev-2`. */
function isWithin(scope: string, group: string): boolean {
  return `${scope.toLowerCase()}/`.startsWith(`${group.toLowerCase()}/`);
}

function toAssignment(entry: Readonly<Record<string, unknown>>): Assignment {
  const { roleDefinitionId, principalId, principalType, scope, description } = toObject(entry["properties"]);
  const role = toWord(roleDefinitionId).split("/").at(-1)?.toLowerCase() ?? "";
  return {
    resourceId: toWord(entry["id"]),
    role,
    roleName: (Object.keys(azureRoleDefinitionIds) as AzureRoleName[]).find((name) => azureRoleDefinitionIds[name] === role),
    principal: toWord(principalId).toLowerCase(),
    principalType: toWord(principalType),
    scope: toWord(scope),
    description: toWord(description),
  };
}

function toExtra({ resourceId, role, roleName, principal, principalType, scope }: Assignment): DriftFinding {
  return {
    of: "role assignment",
    kind: "extra",
    what: `${roleName ?? `role ${toLastFour(role)}`} for ${principalType} ${toLastFour(principal)} on ${scope.split("/").at(-1) ?? ""}`,
    fix: `if nobody needs it: az role assignment delete --ids ${resourceId}`,
  };
}

/** What every operator has: the rows and the bot, and the secret or the key where there is one. And the host writes its rows. */
function findMissing(ours: readonly Assignment[], outputs: DriftSubject["outputs"]): readonly DriftFinding[] {
  const { secretUrl, certificate } = outputs.credential;
  const needed: readonly (readonly [role: AzureRoleName, what: string])[] = [
    ["storageTableDataReader", "read the notifications"],
    ["reader", "read the bot"],
    ...(secretUrl === null ? [] : [["keyVaultSecretsUser", "read the credential"] as const]),
    ...(certificate === undefined ? [] : [["keyVaultCryptoUser", "sign with the credential's key"] as const]),
  ];
  const operators = (outputs.made?.operators ?? []).flatMap((operator) =>
    needed
      .filter(([role]) => !ours.some(({ principal, roleName }) => principal === operator && roleName === role))
      .map(([role, what]) => `operator ${toLastFour(operator)} may not ${what} (${role})`),
  );
  const host = ours.some(({ roleName }) => roleName === "storageTableDataContributor")
    ? []
    : ["the callback host may not write the notifications (storageTableDataContributor)"];
  return [...operators, ...host].map((what) => ({
    of: "role assignment",
    kind: "missing",
    what,
    fix: `pulumi up --stack ${outputs.stack} --refresh`,
  }));
}
