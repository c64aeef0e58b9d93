import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { DeployerCloud } from "../lib/deployer-cloud.ts";
import { parseWireError } from "../lib/wire-error.ts";
import { isAboutTheThing } from "./look-at-item.ts";
import type { InventoryItem, StackInventory } from "./stack-inventory.ts";

/** What stands in the way of a teardown, told before anything is deleted. */
export interface Obstacles {
  /** Names of resources that refuse to be deleted. */
  readonly protected: readonly string[];
  /** ARM ids of what somebody else put into the stack's resource group, which is deleted with everything in it. */
  readonly foreign: readonly string[];
}

/**
 * Looks for resources in the stack's group that are not the stack's own.
 * @throws TransportFailure, DialtoneError DT_UNCERTAIN_RIGHTS where the group may not be listed: it is not deleted unseen
 */
export async function findObstacles(cloud: DeployerCloud, inventory: StackInventory): Promise<Obstacles> {
  const groups = inventory.items.filter(({ kind }) => kind === "resource group");
  const own = inventory.items.map(({ cloudId }) => cloudId.toLowerCase());
  const isOwn = (resourceId: string): boolean =>
    own.some((ownId) => ownId === resourceId || (resourceId.startsWith(`${ownId}/`) && !isGroup(ownId, groups)));
  const foreign = await Promise.all(
    groups.map(async (group) => (await listGroup(cloud, group)).filter((resourceId) => !isOwn(resourceId.toLowerCase()))),
  );
  return { protected: inventory.protected, foreign: foreign.flat() };
}

/** @throws DialtoneError DT_TEARDOWN_PROTECTED, DT_TEARDOWN_FOREIGN */
export function refuseObstacles({ protected: names, foreign }: Obstacles, stackName: string, isUnprotected: boolean): void {
  const isRefused = names.length > 0 && !isUnprotected;
  if (foreign.length > 0) {
    throw new DialtoneError({
      code: "DT_TEARDOWN_FOREIGN",
      what: `the resource group of stack ${stackName} holds what this stack did not make, and would take it along`,
      saw: [...foreign, ...(isRefused ? [`and it is protected (protect: true): ${names.join(", ")}`] : [])].join("\n            "),
      expected: "only resources of this stack in its resource group",
      fix: `move them (az resource move --destination-group GROUP --ids ID) or delete them, then: npm run teardown -- --stack ${stackName} --yes${isRefused ? ` --unprotect ${stackName}` : ""}`,
    });
  }
  if (isRefused) {
    throw new DialtoneError({
      code: "DT_TEARDOWN_PROTECTED",
      what: `stack ${stackName} is protected against deletion (protect: true); nothing was done`,
      saw: `protected: ${names.join(", ")}`,
      expected: "a stack whose protection was lifted, knowingly",
      fix: `npm run teardown -- --stack ${stackName} --yes --unprotect ${stackName}; with the application go its consent and the bot's identity`,
    });
  }
}

async function listGroup(cloud: DeployerCloud, group: InventoryItem): Promise<readonly string[]> {
  const path = `${group.cloudId}/resources?api-version=${group.apiVersion ?? ""}`;
  const found = await cloud.list("arm", path);
  if (found !== undefined) return found.map(({ id }) => String(id));
  const answer = await cloud.ask({ to: "arm", method: "GET", path });
  const { code } = parseWireError(answer.text, answer.headers);
  if (answer.status === 404 && isAboutTheThing(code)) return []; // deleted by hand
  const isBusy = answer.status === 200 || answer.status === 429 || answer.status >= 500;
  throw new DialtoneError({
    code: "DT_UNCERTAIN_RIGHTS",
    what: "what else is in the stack's resource group could not be read, and it is not deleted unseen",
    saw: `HTTP ${answer.status} ${code} listing ${group.name}`,
    expected: isBusy ? "the whole list" : "200: a deployer who may read the group",
    fix: isBusy
      ? "run it again in some minutes; nothing was done"
      : "sign in as the deployer (az login, or the ARM_* variables of the providers) and run it again; nothing was done",
  });
}

function isGroup(cloudId: string, groups: readonly InventoryItem[]): boolean {
  return groups.some((group) => group.cloudId.toLowerCase() === cloudId);
}
