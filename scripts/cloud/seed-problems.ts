import type { Seed } from "../../test/cloud/core/seed.ts";
import { parseArmId } from "../../test/cloud/planes/arm/arm-id.ts";
import { microsoftServicePrincipals } from "../../test/cloud/planes/graph/microsoft-service-principals.ts";

/**
 * What a seed of the right form says about itself that cannot be: ids given twice, principals, roles and addresses that
 * do not exist. Every problem, by place; values are GUIDs and role names, never secrets.
 */
export function toSeedProblems(seed: Seed, subscriptionId: string | undefined): string[] {
  return [toDoubles, toStrangers, toUnknownRoles, toMisplacedResources].flatMap((check) => check(seed, subscriptionId));
}

/** The same of a seed that has not the right form either: what can be said of it is said, beside what its form is not. */
export function toSeedProblemsWherePossible(seed: unknown): string[] {
  const { subscriptionId } = (seed ?? {}) as { subscriptionId?: string };
  return [toDoubles, toStrangers, toUnknownRoles, toMisplacedResources].flatMap((check) => {
    try {
      return check(seed as Seed, subscriptionId);
    } catch {
      return []; // its form is not what the check reads: that is among the problems already
    }
  });
}

type Place = [place: string, value: string];

/** Every object id of a seed, with where it stands. */
function toObjectIds(seed: Seed): Place[] {
  const { users = [], groups = [], applications = [], servicePrincipals = [], deployer } = seed;
  const found: [place: string, value: string | null | undefined][] = [
    ...users.map(({ objectId }, at): Place => [`users.${at}.objectId`, objectId]),
    ...groups.map(({ objectId }, at): Place => [`groups.${at}.objectId`, objectId]),
    ...applications.flatMap(({ applicationObjectId, principalObjectId }, at): typeof found => [
      [`applications.${at}.applicationObjectId`, applicationObjectId],
      [`applications.${at}.principalObjectId`, principalObjectId],
    ]),
    ...servicePrincipals.map(({ objectId }, at): Place => [`servicePrincipals.${at}.objectId`, objectId]),
    ["deployer.objectId", deployer?.objectId],
  ];
  return found.filter((entry): entry is Place => typeof entry[1] === "string");
}

function toDoubles(seed: Seed): string[] {
  const clientIds = [
    ...microsoftServicePrincipals.map(({ displayName, clientId }): Place => [displayName, clientId]),
    ...(seed.applications ?? []).map(({ clientId }, at): Place => [`applications.${at}.clientId`, clientId]),
    ...(seed.servicePrincipals ?? []).map(({ clientId }, at): Place => [`servicePrincipals.${at}.clientId`, clientId]),
  ];
  return [toObjectIds(seed), clientIds].flatMap((entries) => {
    const first = new Map<string, string>();
    return entries.flatMap(([place, value]) => {
      const known = first.get(value.toLowerCase());
      if (known !== undefined) return [`${place}: the same id as ${known}`];
      first.set(value.toLowerCase(), place);
      return [];
    });
  });
}

/** References to principals that neither the seed has nor the cloud makes for it. */
function toStrangers(seed: Seed): string[] {
  const known = new Set([
    ...toObjectIds(seed).map(([, objectId]) => objectId.toLowerCase()),
    // An operator who is not listed elsewhere is made.
    ...(seed.operators ?? []).map(({ objectId }) => objectId.toLowerCase()),
  ]);
  const references: Place[] = [
    ...(seed.groups ?? []).flatMap(({ memberObjectIds }, at) =>
      memberObjectIds.map((objectId, member): Place => [`groups.${at}.memberObjectIds.${member}`, objectId]),
    ),
    ...(seed.applications ?? []).flatMap(({ owners = [] }, at) =>
      owners.map((objectId, owner): Place => [`applications.${at}.owners.${owner}`, objectId]),
    ),
    ...(seed.grants ?? []).map(({ principalObjectId }, at): Place => [`grants.${at}.principalObjectId`, principalObjectId]),
    ...(seed.roleAssignments ?? []).map(({ principalObjectId }, at): Place => [
      `roleAssignments.${at}.principalObjectId`,
      principalObjectId,
    ]),
  ];
  return references
    .filter(([, objectId]) => !known.has(objectId.toLowerCase()))
    .map(([place]) => `${place}: nobody in this seed has this object id`);
}

function toUnknownRoles(seed: Seed): string[] {
  const graph = microsoftServicePrincipals.find(({ audience }) => audience === "graph");
  const wanted: [place: string, resourceClientId: string | undefined, roleValue: string][] = [
    ...(seed.applications ?? []).flatMap(({ graphRoles = [] }, at) =>
      graphRoles.map((value, role): [string, undefined, string] => [`applications.${at}.graphRoles.${role}`, undefined, value]),
    ),
    ...(seed.deployer?.graphRoles ?? []).map((value, role): [string, undefined, string] => [
      `deployer.graphRoles.${role}`,
      undefined,
      value,
    ]),
    ...(seed.grants ?? []).map(({ resourceClientId, roleValue }, at): [string, string | undefined, string] => [
      `grants.${at}.roleValue`,
      resourceClientId,
      roleValue,
    ]),
  ];
  return wanted.flatMap(([place, resourceClientId, roleValue]) => {
    const resource =
      resourceClientId === undefined ? graph : microsoftServicePrincipals.find(({ clientId }) => clientId === resourceClientId);
    if (resource === undefined)
      return [`${place.replace("roleValue", "resourceClientId")}: a seed can grant roles of Microsoft's resources only`];
    if (resource.appRoles.some(({ value }) => value === roleValue)) return [];
    const roles = resource.appRoles.map(({ value }) => value).join(", ");
    return [`${place}: "${roleValue}" is none of the simulated roles of ${resource.displayName} (${roles})`];
  });
}

function toMisplacedResources(seed: Seed, subscriptionId: string | undefined): string[] {
  const problems: string[] = [];
  for (const [at, resource] of (seed.armResources ?? []).entries()) {
    const parsed = parseArmId(resource.id);
    if (parsed === undefined) {
      problems.push(`armResources.${at}.id: not the id of a resource`);
      continue;
    }
    if (parsed.type.toLowerCase() !== resource.type.toLowerCase()) problems.push(`armResources.${at}.type: the id says ${parsed.type}`);
    if (subscriptionId !== undefined && parsed.subscriptionId.toLowerCase() !== subscriptionId.toLowerCase()) {
      problems.push(`armResources.${at}.id: not in the seed's subscription`);
    }
  }
  return problems;
}
