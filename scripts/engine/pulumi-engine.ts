import { rmSync } from "node:fs";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { outputsKey } from "../../infra/contract/outputs.ts";
import type { DeployerCloud } from "../lib/deployer-cloud.ts";
import { createOwnedFolder } from "../lib/owned-folder.ts";
import { mendFileBackend } from "../recover/mend-file-backend.ts";
import { recoverStack } from "../recover/recover-stack.ts";
import { createRecoveryCloud } from "../recover/recovery-cloud.ts";
import { createReading } from "../stack/automation-handle.ts";
import { requirePulumi } from "./find-pulumi.ts";
import type { Program } from "./in-process.ts";
import type { EngineOperation, OperationResult, ProvisionResult } from "./provision.ts";
import { toPulumiConfig } from "./read-stack-config.ts";
import { refuseBrokenCli } from "./refuse-broken-cli.ts";
import { runEngineOperation, type EngineRun } from "./run-operation.ts";
import { toStackOutputs } from "./stack-outputs.ts";
import { createThrowawayWorkspace } from "./throwaway-workspace.ts";

export interface PulumiStackOptions {
  readonly stackName: string;
  /** Default: what the directory's stack file says already. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly program: Program;
  /** `azuread:PORT,azure-native:PORT`: the stand-ins, attached in place of plugins. */
  readonly debugProviders: string;
  readonly environment: NodeJS.ProcessEnv;
  /** What another process opened, or will: kept at the end. Default: a new one, removed at the end. */
  readonly directory?: string | undefined;
  /** The process before was killed: nobody else is at work in the directory. */
  readonly afterDeath?: boolean;
}

/** A stack on the real engine, in a backend that is thrown away. Operations run one after the other. */
export interface PulumiStack {
  readonly engineVersion: string;
  /** The stack as the Automation API has it, for what is not below. */
  readonly automation: Stack;
  /** Replaces the configuration; for the operations after it. */
  readonly configure: (values: Readonly<Record<string, unknown>>) => Promise<void>;
  /** @param configFile in place of the stack's own file */
  readonly preview: (report: Report, configFile?: string) => Promise<OperationResult>;
  readonly up: (report: Report) => Promise<ProvisionResult>;
  readonly refresh: (report: Report) => Promise<OperationResult>;
  readonly destroy: (report: Report) => Promise<OperationResult>;
  readonly previewDestroy: (report: Report) => Promise<OperationResult>;
  /** What `npm run recover` does; see scripts/recover/recover-stack.ts. */
  readonly recover: (deployer: DeployerCloud, subscriptionId: string, report: Report) => Promise<OperationResult>;
  /** Backend, home and state, every event and all that was printed: everything that the engine wrote. */
  readonly directory: string;
  readonly close: () => Promise<void>;
}

type Report = (line: string) => void;

/** Name of the project, as in Pulumi.yaml. */
const project = "dialtone";

/**
 * Opens the stack through the Automation API with the program inline: engine, state, diffs, secrets and hooks are
 * Pulumi's own, only the plugins are stand-ins. State, home and passphrase are new and die with {@link PulumiStack.close}:
 * the user's are never read or written.
 * @throws DialtoneError DT_USAGE_ENGINE
 */
export async function openPulumiStack(options: PulumiStackOptions): Promise<PulumiStack> {
  const cli = await requirePulumi(options.environment);
  const directory = options.directory ?? createOwnedFolder("engine");
  const workspace = createThrowawayWorkspace(directory);
  if (options.afterDeath === true) mendFileBackend(workspace.backend);
  let programError: unknown;
  const program: Program = async () => {
    try {
      return await options.program();
    } catch (error) {
      programError = error;
      throw error;
    }
  };
  // The Automation API asks the CLI for its version in this process's own environment, and the CLI writes into its home. The
  // program, which runs in this process too, asks the CLI for its stack's tags, as it does below `pulumi up`.
  process.env["PULUMI_HOME"] = workspace.home;
  process.env["PULUMI_BACKEND_URL"] = workspace.backendUrl;
  const opening = LocalWorkspace.createOrSelectStack(
    { stackName: options.stackName, projectName: project, program },
    {
      workDir: workspace.workDir,
      pulumiHome: workspace.home,
      projectSettings: { name: project, runtime: "nodejs", backend: { url: workspace.backendUrl } },
      envVars: { ...workspace.toVariables(options.environment), PULUMI_DEBUG_PROVIDERS: options.debugProviders },
    },
  );
  const stack = await refuseBrokenCli(cli, opening);
  let { values } = options;
  if (values !== undefined) await configure(stack, values);

  const ending = new AbortController();
  const operate = (operation: EngineOperation, report: Report, run: EngineRun["run"]): Promise<OperationResult> => {
    programError = undefined;
    return runEngineOperation({
      operation,
      stackName: options.stackName,
      engineVersion: cli.version,
      signal: ending.signal,
      report,
      traceDirectory: directory,
      values,
      readProgramError: () => programError,
      run,
    });
  };
  const refresh = (report: Report): Promise<OperationResult> => operate("refresh", report, (hooks) => stack.refresh(hooks));
  return {
    engineVersion: cli.version,
    automation: stack,
    directory,
    configure: (given) => {
      values = given;
      return configure(stack, given);
    },
    preview: (report, configFile) =>
      operate("preview", report, (hooks) => stack.preview({ ...hooks, ...(configFile === undefined ? {} : { configFile }) })),
    refresh,
    destroy: (report) => operate("destroy", report, (hooks) => stack.destroy(hooks)),
    previewDestroy: (report) => operate("preview-destroy", report, (hooks) => stack.previewDestroy(hooks)),
    up: async (report) => {
      let output: { value: unknown; secret: boolean } | undefined;
      const result = await operate("up", report, async (hooks) => {
        output = (await stack.up(hooks)).outputs[outputsKey];
      });
      if (output?.secret === true) throw secretOutput();
      return { ...result, operation: "up", outputs: toStackOutputs({ [outputsKey]: output?.value }) };
    },
    recover: async (deployer, subscriptionId, report) => {
      const startedAt = performance.now();
      const cloud = createRecoveryCloud(deployer);
      const strays = await recoverStack({ stack: { ...createReading(stack, options.stackName), refresh }, cloud, subscriptionId, report });
      const counts = { stray: strays.length };
      return {
        engine: "pulumi",
        engineVersion: cli.version,
        operation: "recover",
        resources: [],
        counts,
        durationMs: performance.now() - startedAt,
      };
    },
    close: () => {
      ending.abort();
      if (options.directory === undefined) rmSync(directory, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** Written into the throw-away workspace's own stack file, which keeps the salt that the engine made. */
async function configure(stack: Stack, values: Readonly<Record<string, unknown>>): Promise<void> {
  const settings = await stack.workspace.stackSettings(stack.name);
  await stack.workspace.saveStackSettings(stack.name, { ...settings, config: toPulumiConfig(values) });
}

function secretOutput(): DialtoneError {
  return new DialtoneError({
    code: "DT_PROVISION_FAILED",
    what: `the stack output ${outputsKey} is a secret`,
    saw: "an output with a secret in it",
    expected: "outputs that everybody may read; secrets stay in the vault",
    fix: "take the secret out of infra/lib/stack-outputs.ts",
  });
}
