import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";
import { createThrowawayWorkspace } from "../engine/throwaway-workspace.ts";
import { createOwnedFolder } from "../lib/owned-folder.ts";
import { toCloudVariables } from "../rehearse/child-environment.ts";
import { toCloudFile } from "../rehearse/to-cloud-file.ts";
import { rehearsalEngineVariable } from "../stack/open-stack.ts";

/** What commands of ours need to work in this cloud, and where they keep what only Azure has. */
export interface OwnCommands {
  /** The environment of `npm run bootstrap`, signed in as the deployer. */
  readonly variables: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

/** A folder with the cloud's address, and with a Pulumi backend and a passphrase that stand in for Azure's blobs and keys. */
export function createOwnCommands(cloud: RunningCloud): OwnCommands {
  const directory = createOwnedFolder("cloud");
  createThrowawayWorkspace(directory);
  const cloudFile = join(directory, "cloud.json");
  writeFileSync(cloudFile, JSON.stringify(toCloudFile(cloud)));
  const { deployer, tenantId } = cloud.description;
  return {
    variables: {
      ...toCloudVariables(cloudFile, cloud),
      [rehearsalEngineVariable]: directory,
      AZURE_TENANT_ID: tenantId,
      AZURE_CLIENT_ID: deployer.clientId,
      AZURE_CLIENT_SECRET: deployer.clientSecret,
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
