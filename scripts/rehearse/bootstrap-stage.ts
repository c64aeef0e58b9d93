import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { createThrowawayWorkspace } from "../engine/throwaway-workspace.ts";
import { rehearsalEngineVariable } from "../stack/open-stack.ts";
import { checkoutDirectory } from "./checkout.ts";
import { startCommand, type RunningCommand } from "./command-child.ts";

/** An empty checkout with an empty Pulumi backend, in which a story makes its environment. */
export interface BootstrapStage {
  /** Starts `npm run bootstrap` there. */
  readonly start: (flags: readonly string[]) => RunningCommand;
  /** `Pulumi.<stack>.yaml`, once bootstrap has written it. */
  readonly configFile: string;
  /** State, home and passphrase, for the engine that deploys what bootstrap made. */
  readonly engineDirectory: string;
}

/** @param environment that signs in as whoever makes the environment, and says where the cloud is */
export function createBootstrapStage(directory: string, stackName: string, environment: NodeJS.ProcessEnv): BootstrapStage {
  const engineDirectory = join(directory, "bootstrapped");
  const { workDir } = createThrowawayWorkspace(engineDirectory);
  copyFileSync(join(checkoutDirectory, "Pulumi.yaml"), join(workDir, "Pulumi.yaml"));
  return {
    start: (flags) =>
      startCommand("bootstrap", [`--stack=${stackName}`, `--directory=${workDir}`, ...flags], {
        ...environment,
        [rehearsalEngineVariable]: engineDirectory,
      }),
    configFile: join(workDir, `Pulumi.${stackName}.yaml`),
    engineDirectory,
  };
}
