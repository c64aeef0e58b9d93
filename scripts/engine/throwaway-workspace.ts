import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withoutPulumiSettings } from "./pulumi-settings.ts";

/** Where an engine keeps what it writes: nothing of it is the user's, and nothing of the user's is read. */
export interface ThrowawayWorkspace {
  /** Folder of the state. */
  readonly backend: string;
  readonly backendUrl: string;
  readonly home: string;
  readonly workDir: string;
  /** An environment for the CLI: the given one without any Pulumi setting of the user's, and with ours. */
  readonly toVariables: (environment: NodeJS.ProcessEnv) => Record<string, string>;
}

/** Makes state, home and passphrase below the directory, or finds those of the process before. */
export function createThrowawayWorkspace(directory: string): ThrowawayWorkspace {
  const [backend, home, workDir] = ["backend", "home", "work"].map((name) => join(directory, name)) as [string, string, string];
  for (const path of [backend, home, workDir]) mkdirSync(path, { recursive: true });
  const passphraseFile = keepPassphrase(directory);
  const backendUrl = pathToFileURL(backend).href;
  return {
    backend,
    backendUrl,
    home,
    workDir,
    toVariables: (environment) => ({
      ...withoutPulumiSettings(environment),
      PULUMI_BACKEND_URL: backendUrl,
      PULUMI_HOME: home,
      PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // One lock file a stack and no history files beside the state: less to write.
      PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    }),
  };
}

/** One passphrase a directory, made by whoever comes first. */
function keepPassphrase(directory: string): string {
  const file = join(directory, "passphrase");
  try {
    writeFileSync(file, randomUUID(), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return file;
}
