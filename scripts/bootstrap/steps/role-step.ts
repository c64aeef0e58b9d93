import { bootstrapRoleDefinitionIds, type BootstrapRoleName } from "../../../infra/contract/microsoft-ids.ts";
import { toRoleAssignmentName } from "../../../infra/contract/role-assignment-name.ts";
import type { CloudAnswer } from "../../lib/cloud-http.ts";
import { pollWithin } from "../../lib/poll-within.ts";
import { parseJson, parseWireError, toObject } from "../../lib/wire-error.ts";
import { azureApiVersions } from "../azure-ids.ts";
import { toStepFailure } from "./azure-failure.ts";
import { absent, there, type Step, type StepContext } from "./step.ts";

/** Names of the roles, as the portal has them. */
const roleNames: Record<BootstrapRoleName, string> = {
  contributor: "Contributor",
  keyVaultCryptoUser: "Key Vault Crypto User",
  reader: "Reader",
  roleBasedAccessControlAdministrator: "Role Based Access Control Administrator",
  storageBlobDataContributor: "Storage Blob Data Contributor",
  storageBlobDataReader: "Storage Blob Data Reader",
};

export interface RoleWanted {
  readonly name: string;
  readonly role: BootstrapRoleName;
  readonly scope: string;
  /** What it is on, in a reader's words. */
  readonly on: string;
  /** Who gets it, in a reader's words. */
  readonly who: string;
  /** Known from the start, or once an earlier step has made it; undefined: not yet. */
  readonly principalObjectId: string | ((context: StepContext) => Promise<string | undefined>);
  readonly principalType: string;
  /** Limits what a role that gives roles may give. */
  readonly condition?: string;
}

/** Cloud seconds until a principal that was just made has reached the directory that Azure asks. Source: hostile-and-faults F4. */
const directoryLagSeconds = 300;

/** A role assignment, found by what it says and not by its name: somebody may have made the same one by hand. */
export function toRoleStep(wanted: RoleWanted): Step {
  const guid = bootstrapRoleDefinitionIds[wanted.role];
  const find = async (context: StepContext): Promise<string | undefined> =>
    typeof wanted.principalObjectId === "string" ? wanted.principalObjectId : wanted.principalObjectId(context);
  const title = `role ${roleNames[wanted.role]} on ${wanted.on} for ${wanted.who}${wanted.condition === undefined ? "" : ", under a condition"}`;
  const collection = `${wanted.scope}/providers/Microsoft.Authorization/roleAssignments`;
  const version = `api-version=${azureApiVersions.authorization}`;
  return {
    name: wanted.name,
    title,
    read: async (context) => {
      const principalObjectId = await find(context);
      if (principalObjectId === undefined) return absent;
      const filter = new URLSearchParams({ $filter: `principalId eq '${principalObjectId}'` }).toString();
      const answer = await context.cloud.readAzure(`${collection}?${version}&${filter}`);
      if (answer.status === 404) return absent; // the scope is not there yet
      if (answer.status !== 200) throw toStepFailure("arm", `could not look for the ${title}`, answer, context.blueprint);
      const listed = (toObject(parseJson(answer.text))["value"] ?? []) as { properties?: Record<string, unknown> }[];
      const same = listed.find(({ properties }) => isSame(properties ?? {}, guid, wanted.scope, principalObjectId));
      if (same === undefined) return absent;
      return (same.properties?.["condition"] ?? undefined) === wanted.condition || wanted.condition === undefined
        ? there
        : { kind: "kept", how: `somebody gave it under another condition; compare it with docs/bootstrap.md` };
    },
    apply: async (context) => {
      const { cloud, signal, progress, blueprint } = context;
      const principalObjectId = await find(context);
      if (principalObjectId === undefined) throw new Error(`${wanted.name} was applied before its principal was there`);
      const body = {
        properties: {
          roleDefinitionId: `/subscriptions/${blueprint.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
          principalId: principalObjectId,
          principalType: wanted.principalType,
          ...(wanted.condition === undefined ? {} : { condition: wanted.condition, conditionVersion: "2.0" }),
        },
      };
      const path = `${collection}/${toRoleAssignmentName(wanted.scope, guid, principalObjectId)}?${version}`;
      const answer = await pollWithin<CloudAnswer>({
        clock: cloud.clock,
        signal,
        everySeconds: 5,
        budgetSeconds: directoryLagSeconds,
        attempt: () => cloud.putAzure(path, body),
        isEnough: (one) => parseWireError(one.text, one.headers).code !== "PrincipalNotFound",
        onWait: (elapsed, budget) =>
          progress.step("bootstrap", `  ${wanted.who} has not reached Azure's directory yet (${Math.round(elapsed)} s of ${budget} s)`),
      });
      if (answer.status < 300 || parseWireError(answer.text, answer.headers).code === "RoleAssignmentExists") return;
      throw toStepFailure("arm", `could not give the ${title}`, answer, blueprint);
    },
  };
}

function isSame(properties: Readonly<Record<string, unknown>>, guid: string, scope: string, principalObjectId: string): boolean {
  const text = (name: string): string => String(properties[name]).toLowerCase();
  return (
    text("roleDefinitionId").endsWith(`/${guid}`) &&
    text("scope") === scope.toLowerCase() &&
    text("principalId") === principalObjectId.toLowerCase()
  );
}
