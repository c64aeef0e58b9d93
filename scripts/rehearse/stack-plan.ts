import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { NationName } from "../../test/cloud/core/nation.ts";
import type { Seed } from "../../test/cloud/core/seed.ts";
import type { AzureRoleOfScenario, ScenarioCloud } from "../../test/cloud/scenarios/scenario.ts";
import { readStackConfig } from "../engine/read-stack-config.ts";
import { checkoutDirectory } from "./checkout.ts";
import { createMachine, type RehearsedMachine } from "./rehearsed-machine.ts";
import { toNation } from "./to-nation.ts";

/** What a rehearsal takes from a stack's configuration: what it runs, and what the cloud must hold for it. */
export interface StackPlan {
  readonly stackName: string;
  /** The stack's configuration with what the scenario sets; in the rehearsal's own directory. */
  readonly configFile: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** The cloud that the configuration names; the public one where it names none that can be rehearsed. */
  readonly nation: NationName;
  readonly seed: Seed;
  /** Whom verify signs in as; undefined where the configuration names nobody. */
  readonly operatorObjectId: string | undefined;
  readonly calleeObjectIds: readonly string[];
  /** The machine in Azure that verify runs on; undefined: somebody's own. */
  readonly machine: RehearsedMachine | undefined;
  /** The stack's own file, not the story, leaves consent to a person. */
  readonly isConsentLeftToPerson: boolean;
}

/** Tenant and subscription of a rehearsal whose configuration names none: the program itself then says what is missing. */
const placeholderTenantId = "5f4e1d2c-0b6a-4c3d-9e8f-7a6b5c4d3e2f";
const placeholderSubscriptionId = "1c9b7a65-4d3e-4f2a-8b1c-0d9e8f7a6b5c";

/** Who makes environments in a story that says so. */
const engineerObjectId = "7e0d5b1c-2f3a-4b6d-8c9e-0a1b2c3d4e5f";
/** Who deploys in a story that says with which rights. */
const deployerObjectId = "3c9a1e7d-6b5f-4d2c-9a8b-7f6e5d4c3b2a";
/** Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles, read 2026-11-25. */
const azureRoleIds: Record<AzureRoleOfScenario, string> = {
  Owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  Contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "Role Based Access Control Administrator": "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
};

const principalTypes = ["User", "Group", "ServicePrincipal"] as const;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads `Pulumi.<stack>.yaml`, applies the scenario's configuration, and writes the result beside the rehearsal's other
 * files: the user's own file is never written. Whether the values make sense is for the program's config.ts to say,
 * which reports all problems at once; here they only seed the cloud.
 * @throws DialtoneError DT_USAGE_STACK, DT_CONFIG_SECRET
 */
export function createStackPlan(options: {
  readonly stackName: string;
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly scenarioCloud: Pick<
    ScenarioCloud,
    "callee" | "otherCallees" | "calleeAccount" | "engineer" | "deployer" | "tenant" | "machineIdentity"
  >;
  readonly directory: string;
}): StackPlan {
  const { values: own } = readStackConfig(options.stackName, checkoutDirectory);
  const values: Record<string, unknown> = { ...own, ...options.overrides };
  mkdirSync(options.directory, { recursive: true });
  const configFile = join(options.directory, `Pulumi.${options.stackName}.yaml`);
  const config = Object.fromEntries(Object.entries(values).map(([key, value]) => [key.includes(":") ? key : `dialtone:${key}`, value]));
  writeFileSync(configFile, stringify({ config }));

  const calleeObjectIds = toGuids(values["callees"]);
  const { callee, otherCallees = callee, calleeAccount, engineer, deployer, tenant, machineIdentity } = options.scenarioCloud;
  const operators = toOperators(values["operators"]);
  const named = new Set([...calleeObjectIds, ...operators.map(({ objectId }) => objectId)]);
  const ownerObjectIds = toGuids(values["owners"]).filter((objectId) => !named.has(objectId));
  const tenantId = toGuids([values["tenantId"]])[0] ?? placeholderTenantId;
  const subscriptionId = toGuids([values["subscriptionId"]])[0] ?? placeholderSubscriptionId;
  const machine = machineIdentity === undefined ? undefined : createMachine(machineIdentity, subscriptionId, tenantId);
  return {
    stackName: options.stackName,
    configFile,
    tenantId,
    subscriptionId,
    nation: toNation(values["cloud"]),
    seed: {
      ...tenant,
      ...machine?.seed,
      users: [
        ...(calleeAccount === "absent" ? [] : calleeObjectIds).map((objectId, index) => ({
          objectId,
          ...toCalling(index === 0 ? callee : otherCallees),
          ...(calleeAccount === "absent" ? {} : calleeAccount),
        })),
        ...ownerObjectIds.map((objectId) => ({ objectId })),
        ...(engineer === undefined
          ? []
          : [{ objectId: engineerObjectId, displayName: "Engineer", directoryRoles: engineer.directoryRoles }]),
      ],
      operators,
      ...(engineer === undefined
        ? {}
        : { roleAssignments: toRoleAssignments(engineer.azureRoles, engineerObjectId, "User", subscriptionId) }),
      ...(deployer === undefined
        ? {}
        : {
            deployer: { objectId: deployerObjectId, graphRoles: deployer.graphRoles, subscriptionOwner: false },
            roleAssignments: toRoleAssignments(deployer.azureRoles, deployerObjectId, "ServicePrincipal", subscriptionId),
          }),
    },
    operatorObjectId: engineer === undefined ? operators[0]?.objectId : engineerObjectId,
    calleeObjectIds,
    machine,
    isConsentLeftToPerson: own["consent"] === "manual" && options.overrides["consent"] === undefined,
  };
}

function toRoleAssignments(
  roles: readonly AzureRoleOfScenario[],
  principalObjectId: string,
  principalType: "User" | "ServicePrincipal",
  subscriptionId: string,
): NonNullable<Seed["roleAssignments"]> {
  return roles.map((role) => ({
    principalObjectId,
    principalType,
    roleDefinitionId: azureRoleIds[role],
    scope: `/subscriptions/${subscriptionId}`,
  }));
}

function toCalling(behaviour: ScenarioCloud["callee"]): Pick<NonNullable<Seed["users"]>[number], "calling"> {
  return behaviour === undefined ? {} : { calling: behaviour };
}

/** Each once and in lower case, as the program has them; what is no object id is for the program to say. */
function toGuids(value: unknown): string[] {
  const entries = Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string" && guid.test(entry)) : [];
  return [...new Set(entries.map((entry) => entry.toLowerCase()))];
}

function toOperators(value: unknown): NonNullable<Seed["operators"]>[number][] {
  if (!Array.isArray(value)) return [];
  const operators = value.flatMap((entry: unknown) => {
    if (typeof entry !== "object" || entry === null) return [];
    const { objectId, principalType } = entry as Record<string, unknown>;
    const kind = principalTypes.find((one) => one === principalType);
    return kind === undefined ? [] : toGuids([objectId]).map((lower) => ({ objectId: lower, principalType: kind }));
  });
  return [...new Map(operators.map((operator) => [operator.objectId, operator])).values()];
}
