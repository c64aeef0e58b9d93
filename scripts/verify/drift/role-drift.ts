import { azureRoleDefinitionIds } from "../../../infra/contract/microsoft-ids.ts";
import { toLastFour } from "../../lib/redact.ts";
import { toObject } from "../../lib/wire-error.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toEntries, toUnseenAnswer, toWord } from "./drift-finding.ts";

/** Source: https://learn.microsoft.com/rest/api/authorization/role-assignments/list-for-scope, read 2026-11-25. */
const apiVersion = "2022-04-01";
/** Every assignment of the stack says what it is for and begins so (infra/components). Somebody could write it too: it is a mark, no seal. */
const mark = /^Dialtone (?:operator|callback host|deployer)/;

/** Who may do what in the stack's resource group: what every operator needs, and nobody else. Inherited roles are not the stack's and are not looked at. */
export const roleDrift: DriftLook = { of: "role assignment", find: findRoleDrift };

async function findRoleDrift({ outputs, clients }: DriftSubject): Promise<readonly DriftFinding[]> {
  const group = `/subscriptions/${outputs.subscriptionId}/resourceGroups/${outputs.resourceGroupName}`;
  const answer = await clients.readAzure(`${group}/providers/Microsoft.Authorization/roleAssignments?api-version=${apiVersion}`);
  if (answer.status !== 200)
    return [toUnseenAnswer("role assignment", answer, `an operator with Reader on resource group ${outputs.resourceGroupName}`)];
  const inGroup = toEntries(answer).filter((one) =>
    toWord(toObject(one["properties"])["scope"]).toLowerCase().startsWith(group.toLowerCase()),
  );
  const extra = inGroup.filter((one) => !mark.test(toWord(toObject(one["properties"])["description"])));
  return [...extra.map(toExtra), ...findMissing(inGroup, outputs)];
}

function toExtra(assignment: Readonly<Record<string, unknown>>): DriftFinding {
  const { roleDefinitionId, principalId, principalType, scope } = toObject(assignment["properties"]);
  const roleId = toWord(roleDefinitionId).split("/").at(-1) ?? "";
  const role = Object.entries(azureRoleDefinitionIds).find(([, known]) => known === roleId)?.[0] ?? `role ${toLastFour(roleId)}`;
  return {
    of: "role assignment",
    kind: "extra",
    what: `${role} for ${toWord(principalType)} ${toLastFour(toWord(principalId))} on ${toWord(scope).split("/").at(-1) ?? ""}`,
    fix: `if nobody needs it: az role assignment delete --ids ${toWord(assignment["id"])}`,
  };
}

/** What every operator has: the rows and the bot, and the secret where there is one. */
function findMissing(inGroup: readonly Readonly<Record<string, unknown>>[], outputs: DriftSubject["outputs"]): readonly DriftFinding[] {
  const needed = [
    ["storageTableDataReader", "read the notifications"],
    ["reader", "read the bot"],
    ...(outputs.credential.secretUrl === null ? [] : [["keyVaultSecretsUser", "read the credential"] as const]),
  ] as const;
  const has = (operator: string, role: (typeof needed)[number][0]): boolean =>
    inGroup.some((one) => {
      const { principalId, roleDefinitionId } = toObject(one["properties"]);
      return principalId === operator && toWord(roleDefinitionId).endsWith(azureRoleDefinitionIds[role]);
    });
  return (outputs.made?.operators ?? []).flatMap((operator) =>
    needed
      .filter(([role]) => !has(operator, role))
      .map(([role, what]) => ({
        of: "role assignment" as const,
        kind: "missing" as const,
        what: `operator ${toLastFour(operator)} may not ${what} (${role})`,
        fix: `pulumi up --stack ${outputs.stack} --refresh`,
      })),
  );
}
