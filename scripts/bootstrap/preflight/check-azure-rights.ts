import { azureRoleDefinitionIds, bootstrapRoleDefinitionIds } from "../../../infra/contract/microsoft-ids.ts";
import { findAllowing, toAzurePermission } from "./azure-permission.ts";
import { needsPerson, ok, warned, type Finding } from "./finding.ts";
import { toList, unanswered, type PreflightContext } from "./preflight-context.ts";
import { assignAction, toRequiredActions } from "./required-actions.ts";

/** How many missing actions are named; the role that has them all is named beside them. */
const namedActions = 3;

/** The sign-in may make what the environment consists of, and may give the roles that its parts need of each other. */
export async function checkAzureRights({ cloud, blueprint, permissions }: PreflightContext): Promise<readonly Finding[]> {
  const answer = await permissions();
  if (answer.status !== 200) return [unanswered("azure-rights", "which Azure rights this sign-in has", answer)];
  const held = toList(answer).map(toAzurePermission);
  const { objectId, principalType } = cloud.signedIn;
  const grant = (role: string): string =>
    `az role assignment create --assignee-object-id ${objectId} --assignee-principal-type ${principalType} --role "${role}" --scope /subscriptions/${blueprint.subscriptionId}`;
  const missing = toRequiredActions(blueprint).filter((action) => findAllowing(held, action).length === 0);
  const making =
    missing.length === 0
      ? ok("azure-rights", "this sign-in may make everything in Azure", `${held.length} role permission(s) on the subscription`)
      : needsPerson(
          "azure-rights",
          "this sign-in may not make what the environment consists of: Contributor on the subscription is missing",
          `not allowed: ${missing.slice(0, namedActions).join(", ")}${missing.length > namedActions ? ` and ${missing.length - namedActions} more` : ""}`,
          `an owner of the subscription runs: ${grant("Contributor")}`,
        );
  return [making, toAssigning(findAllowing(held, assignAction), grant("Role Based Access Control Administrator"))];
}

/** Roles that are given for the stack and for its state. */
const stackRoles = { ...azureRoleDefinitionIds, storageBlobDataContributor: bootstrapRoleDefinitionIds.storageBlobDataContributor };

function toAssigning(allowing: ReturnType<typeof findAllowing>, grant: string): Finding {
  const check = "azure-role-assignments";
  const conditions = allowing.flatMap(({ condition }) => (condition === undefined ? [] : [condition]));
  if (allowing.length === 0)
    return needsPerson(
      check,
      "this sign-in may not give roles, and the host reads its vault and table by role",
      `not allowed: ${assignAction}`,
      `an owner of the subscription runs: ${grant}`,
    );
  if (conditions.length === allowing.length) {
    const unnamed = Object.entries(stackRoles).filter(
      ([, guid]) => !conditions.some((condition) => condition.toLowerCase().includes(guid)),
    );
    return warned(
      check,
      "this sign-in may give roles only under a condition; where it does not cover the stack's roles, Azure refuses them during pulumi up",
      `condition: ${conditions[0] ?? ""}`,
      unnamed.length === 0
        ? "it names every role of the stack: well where it allows them, and not where it forbids them"
        : `it does not name ${unnamed.map(([name, guid]) => `${name} (${guid})`).join(", ")}: whoever wrote it looks whether it allows them`,
    );
  }
  return ok(check, "this sign-in may give roles", assignAction);
}
