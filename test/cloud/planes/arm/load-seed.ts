import type { ArmResource, CloudContext } from "../../core/cloud-context.ts";
import { type Claims, Refusal } from "../../core/operation.ts";
import type { SeedArmResource } from "../../core/seed.ts";
import { SeedRefusal } from "../../core/seed-refusal.ts";
import { parseArmId } from "./arm-id.ts";
import { checkBody, type Json } from "./body-check.ts";
import { mergeDeep } from "./merge.ts";
import { checkLocation, requirePlace } from "./resource-place.ts";
import type { ResourceServices } from "./resource-services.ts";

/** Types whose work is a process of its own: what a seed says of them is kept, and nothing runs. */
const withoutWork = ["microsoft.app/containerapps", "microsoft.containerregistry/registries/taskruns", "microsoft.resources/deployments"];

/**
 * Puts in place what existed before the first request: vaults open, accounts have their tables, identities their principals.
 * @throws SeedRefusal with every resource that this cloud would not have let anybody make
 */
export async function loadSeed(services: ResourceServices): Promise<void> {
  const { context, resources } = services;
  const problems: string[] = [];
  for (const [at, seeded] of context.seed.armResources.entries()) {
    try {
      await loadResource(services, seeded);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(`armResources.${at}: ${error.message}`);
    }
  }
  if (problems.length > 0) throw new SeedRefusal(problems);
  for (const assignment of context.seed.roleAssignments) resources.put(toRoleAssignment(context, assignment));
}

async function loadResource(services: ResourceServices, seeded: SeedArmResource): Promise<void> {
  const { context, resources } = services;
  const id = parseArmId(seeded.id);
  const kind = services.kinds.get(seeded.type.toLowerCase());
  if (id === undefined || kind === undefined) throw new Refusal(404, "InvalidResourceType", `${seeded.type} is no type of this cloud`);
  requirePlace(services, kind, id);
  if (!kind.rules.name.pattern.test(id.name)) throw new Refusal(400, kind.rules.name.code, kind.rules.name.message(id.name));
  const { id: _id, name: _name, type: _type, systemData: _systemData, ...rest } = seeded as SeedArmResource & Json;
  // What the service sets may stand in a seed: it is what was there.
  const body = checkBody(kind.rules.body, rest, rest);
  checkLocation(services, kind, id, body, undefined);
  const write = { id, caller: toDeployer(context), body, current: undefined, apiVersion: kind.rules.apiVersions[0] ?? "" };
  const isWhole = kind.rules.type === "Microsoft.ManagedIdentity/userAssignedIdentities" && hasPrincipal(seeded);
  if (!isWhole) await kind.behaviour.admit?.(write);
  const own = "identity" in kind.rules.body.members ? services.identities.assign(id.id, id.name, body["identity"] as Json | undefined) : {};
  const derived = isWhole ? {} : mergeDeep(own, (await kind.behaviour.derive?.(write)) ?? {});
  const kept = { id: id.id, name: id.name, type: kind.rules.type, ...body, properties: (body["properties"] ?? {}) as Json };
  const said = mergeDeep(mergeDeep(kept, derived), isWhole ? rest : {});
  const resource = mergeDeep(said, { properties: { provisioningState: "Succeeded" } }) as ArmResource;
  resources.put(resource);
  if (withoutWork.includes(kind.rules.type.toLowerCase())) return;
  const more = await kind.behaviour.work?.(resource, write);
  if (more !== undefined) resources.put(mergeDeep(resource, more) as ArmResource);
}

/** An identity whose principal the seed's directory has already. */
function hasPrincipal(seeded: SeedArmResource): boolean {
  return (seeded["properties"] as Json | undefined)?.["principalId"] !== undefined;
}

/** Who made what was there before. */
function toDeployer({ seed: { deployer } }: CloudContext): Claims {
  return { oid: deployer.objectId, appid: deployer.clientId, idtyp: "app" } as Claims;
}

function toRoleAssignment(
  context: CloudContext,
  seeded: CloudContext["seed"]["roleAssignments"][number],
): Parameters<ResourceServices["resources"]["put"]>[0] {
  const name = context.ids.guid(`role-assignment:${seeded.scope}:${seeded.roleDefinitionId}:${seeded.principalObjectId}`);
  return {
    id: `${seeded.scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    type: "Microsoft.Authorization/roleAssignments",
    properties: {
      roleDefinitionId: `/subscriptions/${context.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${seeded.roleDefinitionId}`,
      principalId: seeded.principalObjectId,
      principalType: seeded.principalType,
      scope: seeded.scope,
      provisioningState: "Succeeded",
    },
  };
}
