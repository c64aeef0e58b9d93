import { findAzureStrays } from "./find-azure-strays.ts";
import type { RecoveryCloud } from "./recovery-cloud.ts";
import { entraTypes, findInState, type StackState } from "./stack-state.ts";

/**
 * What carries the stack's names or lies in its group, and is in no state: a second application, a secret that nobody
 * knows, a second vault. One line each, with the cure.
 */
export async function findStrays(cloud: RecoveryCloud, state: StackState): Promise<readonly string[]> {
  return [...(await findInEntra(cloud, state)), ...(await findAzureStrays(cloud, state))];
}

async function findInEntra(cloud: RecoveryCloud, state: StackState): Promise<readonly string[]> {
  const application = findInState(state, entraTypes.application);
  if (application === undefined) return [];
  const displayName = String(application.inputs?.["displayName"]);
  const filter = new URLSearchParams({ $filter: `displayName eq '${displayName.replaceAll("'", "''")}'` });
  const applications = await cloud.listGraph(`/v1.0/applications?${filter.toString()}`);
  const twins = applications.filter(({ id }) => `/applications/${String(id)}` !== application.id);
  const known = new Set((state.resources ?? []).filter(({ type }) => type === entraTypes.password).map(({ id }) => id?.split("/").at(-1)));
  const own = await cloud.readGraph(`/v1.0${application.id ?? ""}`);
  const secrets = (own?.["passwordCredentials"] ?? []) as { keyId: string; displayName?: string; startDateTime?: string }[];
  return [
    ...twins.map(({ appId, id, createdDateTime, notes }) =>
      typeof notes === "string" && notes !== application.inputs?.["notes"] && notes.startsWith("Dialtone stack ")
        ? `an application "${displayName}" belongs to another stack (${notes}): leave it, and give this one a name of its own: pulumi config set displayName NAME`
        : `a second application "${displayName}" is in no state: client id ${String(appId)}, made ${String(createdDateTime)}; if nobody uses it: az ad app delete --id ${String(id)}`,
    ),
    ...secrets
      .filter(({ keyId }) => !known.has(keyId))
      .map(
        ({ keyId, displayName: name = "" }) =>
          `a secret "${name}" of the application is in no state: key id ${keyId}; if nobody uses it: az ad app credential delete --id ${String(own?.["appId"])} --key-id ${keyId}`,
      ),
  ];
}
