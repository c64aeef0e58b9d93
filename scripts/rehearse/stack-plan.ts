import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Seed } from "../../test/cloud/core/seed.ts";
import type { ScenarioCloud } from "../../test/cloud/scenarios/scenario.ts";
import { readStackConfig } from "../engine/read-stack-config.ts";
import { checkoutDirectory } from "./checkout.ts";

/** What a rehearsal takes from a stack's configuration: what it runs, and what the cloud must hold for it. */
export interface StackPlan {
  readonly stackName: string;
  /** The stack's configuration with what the scenario sets; in the rehearsal's own directory. */
  readonly configFile: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly seed: Seed;
  /** Whom verify signs in as; undefined where the configuration names nobody. */
  readonly operatorObjectId: string | undefined;
  readonly calleeObjectIds: readonly string[];
  /** The stack's own file, not the story, leaves consent to a person. */
  readonly isConsentLeftToPerson: boolean;
}

/** Tenant and subscription of a rehearsal whose configuration names none: the program itself then says what is missing. */
const placeholderTenantId = "5f4e1d2c-0b6a-4c3d-9e8f-7a6b5c4d3e2f";
const placeholderSubscriptionId = "1c9b7a65-4d3e-4f2a-8b1c-0d9e8f7a6b5c";

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
  readonly scenarioCloud: Pick<ScenarioCloud, "callee" | "otherCallees" | "calleeAccount">;
  readonly directory: string;
}): StackPlan {
  const { values: own } = readStackConfig(options.stackName, checkoutDirectory);
  const values: Record<string, unknown> = { ...own, ...options.overrides };
  mkdirSync(options.directory, { recursive: true });
  const configFile = join(options.directory, `Pulumi.${options.stackName}.yaml`);
  const config = Object.fromEntries(Object.entries(values).map(([key, value]) => [key.includes(":") ? key : `dialtone:${key}`, value]));
  writeFileSync(configFile, stringify({ config }));

  const calleeObjectIds = toGuids(values["callees"]);
  const { callee, otherCallees = callee, calleeAccount } = options.scenarioCloud;
  const operators = toOperators(values["operators"]);
  const named = new Set([...calleeObjectIds, ...operators.map(({ objectId }) => objectId)]);
  const ownerObjectIds = toGuids(values["owners"]).filter((objectId) => !named.has(objectId));
  return {
    stackName: options.stackName,
    configFile,
    tenantId: toGuids([values["tenantId"]])[0] ?? placeholderTenantId,
    subscriptionId: toGuids([values["subscriptionId"]])[0] ?? placeholderSubscriptionId,
    seed: {
      users: [
        ...(calleeAccount === "absent" ? [] : calleeObjectIds).map((objectId, index) => ({
          objectId,
          ...toCalling(index === 0 ? callee : otherCallees),
          ...(calleeAccount === "absent" ? {} : calleeAccount),
        })),
        ...ownerObjectIds.map((objectId) => ({ objectId })),
      ],
      operators,
    },
    operatorObjectId: operators[0]?.objectId,
    calleeObjectIds,
    isConsentLeftToPerson: own["consent"] === "manual" && options.overrides["consent"] === undefined,
  };
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
