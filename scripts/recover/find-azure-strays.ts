import { azurePaths, toArmType } from "./azure-paths.ts";
import { isGeneratedName } from "./generated-name.ts";
import type { RecoveryCloud } from "./recovery-cloud.ts";
import { findInState, nameOf, type StackState, type StateResource } from "./stack-state.ts";

/** Api-version of the lists of groups and of what is in them. Source: https://learn.microsoft.com/rest/api/resources, read 2026-11-25. */
const listApiVersion = "2021-04-01";

/** What lies in the stack's group and is in no state, and empty groups that look like the stack's. One line each, with the cure. */
export async function findAzureStrays(cloud: RecoveryCloud, state: StackState): Promise<readonly string[]> {
  const group = findInState(state, "azure-native:resources:ResourceGroup");
  if (group === undefined) return [];
  const known = new Set((state.resources ?? []).map(({ id }) => id?.toLowerCase()));
  const isKnown = (resourceId: unknown): boolean => known.has(String(resourceId).toLowerCase());
  return [...(await findEmptyGroups(cloud, group, isKnown)), ...(await findInGroup(cloud, group, isKnown))];
}

/** Of the types that the stack makes: what others keep in its group is theirs. */
async function findInGroup(cloud: RecoveryCloud, group: StateResource, isKnown: (resourceId: unknown) => boolean): Promise<string[]> {
  const ours = new Set(Object.keys(azurePaths).map((type) => toArmType(type)?.toLowerCase()));
  const listed = await cloud.listAzure(`${group.id ?? ""}/resources`, listApiVersion);
  return listed
    .filter(({ id, type }) => ours.has(String(type).toLowerCase()) && !isKnown(id))
    .map(
      ({ id, type, name }) => `${String(type)} "${String(name)}" is in no state; if nobody uses it: az resource delete --ids ${String(id)}`,
    );
}

/** Another stack's group has the same beginning, and something in it: that one is not looked at any further. */
async function findEmptyGroups(cloud: RecoveryCloud, group: StateResource, isKnown: (resourceId: unknown) => boolean): Promise<string[]> {
  const [subscription = ""] = /^\/subscriptions\/[^/]+/.exec(group.id ?? "") ?? [];
  const groups = await cloud.listAzure(`${subscription}/resourcegroups`, listApiVersion);
  const alike = groups.filter(({ id, name }) => isGeneratedName(String(name), nameOf(group.urn)) && !isKnown(id));
  const lines: string[] = [];
  for (const { id, name } of alike) {
    if ((await cloud.listAzure(`${String(id)}/resources`, listApiVersion)).length > 0) continue;
    lines.push(
      `an empty resource group "${String(name)}" is in no state of this stack; if no other stack has it: az group delete --name ${String(name)}`,
    );
  }
  return lines;
}
