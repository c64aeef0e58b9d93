import { azurePaths, toArmType, toNameInput } from "./azure-paths.ts";
import { findCreated } from "./find-created.ts";
import { isGeneratedName } from "./generated-name.ts";
import type { RecoveryCloud } from "./recovery-cloud.ts";
import { entraTypes, findInState, nameOf, type StackState, type StateResource } from "./stack-state.ts";

/** What the engine writes where a preview does not know a value yet. Source: pulumi sdk/go/common/resource/plugin (UnknownStringValue), read 2026-11-25. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource of the program that is in no state, and is in the cloud already. */
export interface FoundResource {
  readonly resource: StateResource;
  readonly resourceId: string;
}

/**
 * Of what the program would create, what a run before made without anybody writing it down: under the name that the
 * program gives, or, where the provider makes one up, with the logical name in the stack's own resource group.
 * Does not: look for a resource group (another stack's looks the same) or a client secret (its text is lost).
 */
export async function findPlanned(
  cloud: RecoveryCloud,
  state: StackState,
  planned: readonly StateResource[],
  subscriptionId: string,
): Promise<readonly FoundResource[]> {
  const group = findInState(state, "azure-native:resources:ResourceGroup")?.id;
  const listed = group === undefined ? [] : await cloud.listAzure(`${group}/resources`, "2021-04-01");
  const known = new Set((state.resources ?? []).map(({ id }) => id?.toLowerCase()));
  const strays = listed.filter(({ id }) => !known.has(String(id).toLowerCase()));
  const found: FoundResource[] = [];
  for (const resource of planned) {
    const one = (await findNamed(cloud, state, resource, subscriptionId)) ?? findRenamed(resource, strays);
    if (one !== undefined) found.push(one);
  }
  return found;
}

async function findNamed(
  cloud: RecoveryCloud,
  state: StackState,
  resource: StateResource,
  subscriptionId: string,
): Promise<FoundResource | undefined> {
  const { type, inputs = {} } = resource;
  const isLookedFor = type === entraTypes.application || type === entraTypes.grant || (azurePaths[type] !== undefined && !isGroup(type));
  if (!isLookedFor || hasUnknownPlace(type, inputs)) return undefined;
  const fate = await findCreated(cloud, state, resource, subscriptionId);
  return fate.kind === "made" ? { resource, resourceId: fate.resourceId } : undefined;
}

/** The provider made another name up in that run: the one that is there goes into the inputs, and the next `up` keeps it. */
function findRenamed(resource: StateResource, strays: readonly Readonly<Record<string, unknown>>[]): FoundResource | undefined {
  const { type, urn, inputs = {} } = resource;
  const nameInput = toNameInput(type);
  const armType = toArmType(type);
  if (nameInput === undefined || armType === undefined || isGroup(type)) return undefined;
  const logicalName = nameOf(urn);
  const stray = strays.find(
    ({ type: listedType, name }) =>
      String(listedType).toLowerCase() === armType.toLowerCase() && isGeneratedName(String(name), logicalName),
  );
  if (stray === undefined) return undefined;
  return { resource: { ...resource, inputs: { ...inputs, [nameInput]: stray["name"] } }, resourceId: String(stray["id"]) };
}

function isGroup(type: string): boolean {
  return type === "azure-native:resources:ResourceGroup";
}

/** Whether the inputs that say where it is are not known before an update. */
function hasUnknownPlace(type: string, inputs: Readonly<Record<string, unknown>>): boolean {
  const places =
    type === entraTypes.grant
      ? ["principalObjectId", "resourceObjectId", "appRoleId"]
      : [...(azurePaths[type]?.path.matchAll(/\{(\w+)\}/g) ?? [])].map(([, name = ""]) => name).filter((name) => name !== "subscriptionId");
  return places.some((name) => inputs[name] === undefined || JSON.stringify(inputs[name]).includes(unknownValue));
}
