import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toCloudFile } from "../../scripts/rehearse/to-cloud-file.ts";
import type { Seed } from "../cloud/core/seed.ts";
import { startCloud, type RunningCloud } from "../cloud/start-cloud.ts";
import { checkoutDirectory, startScript, type ScriptProcess } from "./run-script.ts";

export const tenantId = "c1029d34-1045-479a-a161-47a4b8548948";
export const subscriptionId = "a56c34e9-d1fa-4581-87a3-91111dd36a3b";
export const personObjectId = "fc720212-cf68-4c53-9035-4f47a9358f5b";
export const calleeObjectId = "2786f876-e9dc-4d77-b496-5ddb04c23ab9";
export const calleeName = "kim@rehearsal.example";
/** Azure role `Owner`. Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles, read 2026-11-25. */
const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** A tenant with a person and a callee and nothing else, a directory to work in, and bootstrap as a process of its own. */
export interface BootstrapWorld {
  readonly cloud: RunningCloud;
  /** Where Pulumi.yaml is. */
  readonly directory: string;
  readonly start: (flags: readonly string[], environment?: NodeJS.ProcessEnv) => ScriptProcess;
  /** Requests that changed something, as `arm.storageAccounts.put`, tokens and questions in POST apart. */
  readonly writes: () => readonly string[];
}

/** What whoever makes an environment with consent: grant needs. */
export const ableSeed: Seed = {
  users: [
    { objectId: personObjectId, displayName: "Operator", directoryRoles: ["Privileged Role Administrator", "Application Administrator"] },
    { objectId: calleeObjectId, displayName: "Kim", userPrincipalName: calleeName },
  ],
  roleAssignments: [
    { principalObjectId: personObjectId, principalType: "User", roleDefinitionId: owner, scope: `/subscriptions/${subscriptionId}` },
  ],
};

/** @param cliDirectory of the Pulumi CLI; undefined: there is none on PATH */
export async function openBootstrapWorld(root: string, seed: Seed = ableSeed, cliDirectory?: string): Promise<BootstrapWorld> {
  const cloud = await startCloud({
    tenantId,
    subscriptionId,
    seed,
    clock: { mode: "real", rate: 60 },
    dependenciesDirectory: checkoutDirectory,
  });
  const directory = join(root, "work");
  mkdirSync(directory, { recursive: true });
  copyFileSync(join(checkoutDirectory, "Pulumi.yaml"), join(directory, "Pulumi.yaml"));
  const { description } = cloud;
  const cloudFile = join(root, "cloud.json");
  writeFileSync(cloudFile, JSON.stringify(toCloudFile(cloud)));
  writeFileSync(join(root, "passphrase"), "of this test alone");
  mkdirSync(join(root, "backend"), { recursive: true });
  const path = process.env["PATH"] ?? "";
  const environment = {
    PATH:
      cliDirectory === undefined
        ? path
            .split(":")
            .filter((entry) => !entry.includes("pulumi"))
            .join(":")
        : `${cliDirectory}:${path}`,
    HOME: root,
    NODE_EXTRA_CA_CERTS: description.caFile,
    DIALTONE_REHEARSAL_CLOUD: cloudFile,
    DIALTONE_REHEARSAL_ENGINE_DIRECTORY: root,
    ...cloud.signInOf(personObjectId),
  };
  return {
    cloud,
    directory,
    start: (flags, more = {}) =>
      startScript("bootstrap", [`--directory=${directory}`, ...flags], { environment: { ...environment, ...more } }),
    writes: () =>
      cloud.context.transcript
        .exchanges()
        .filter(
          ({ method, operation }) =>
            method !== "GET" && operation !== "login.token" && operation?.endsWith("checkNameAvailability") !== true,
        )
        .map(({ operation, method }) => operation ?? method),
  };
}
