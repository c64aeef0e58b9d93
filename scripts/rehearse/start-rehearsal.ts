import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outputs } from "../../infra/contract/outputs.ts";
import type { Seed } from "../../test/cloud/core/seed.ts";
import type { ScenarioCloud } from "../../test/cloud/scenarios/scenario.ts";
import type { CloudOptions } from "../../test/cloud/core/cloud-options.ts";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";
import type { ProvisionResult } from "../engine/provision.ts";
import { createOwnedFolder, sweepOwnedFolders } from "../lib/owned-folder.ts";
import { startedAtVariable, type Progress } from "../lib/progress.ts";
import { createBootstrapStage, type BootstrapStage } from "./bootstrap-stage.ts";
import {
  createChildEnvironment,
  toCloudVariables,
  toDeployerVariables,
  toMachineVariables,
  toPipelineVariables,
} from "./child-environment.ts";
import { startEngineChild } from "./engine-child.ts";
import { toLostProcess } from "./lost-process.ts";
import { createStackLife, type StackLife } from "./stack-life.ts";
import { createStackPlan, type StackPlan } from "./stack-plan.ts";
import { startStackCloud } from "./start-stack-cloud.ts";
import { toCloudFile } from "./to-cloud-file.ts";
import { untilAborted } from "./until-aborted.ts";
import { runVerify, type VerifyRun } from "./verify-child.ts";

export interface RehearsalOptions {
  readonly stackName: string;
  readonly scenarioCloud: ScenarioCloud;
  /** Configuration keys that the scenario sets. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly engine: "in-process" | "pulumi";
  readonly environment: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** More than the stack needs in the cloud. */
  readonly extraSeed?: Seed;
  /** Where the cloud differs from the scenario's: its first port, a clock that is moved by hand. */
  readonly cloudOptions?: Partial<Pick<CloudOptions, "port" | "clock">>;
}

export interface VerifyOptions {
  readonly flags: readonly string[];
  readonly isQuiet: boolean;
  readonly isMuted: boolean;
  /** How far its machine's clock is ahead, in milliseconds. */
  readonly clockAheadMs: number;
}

/** A simulated cloud, and the real programs run against it, each in a process of its own. */
export interface Rehearsal {
  readonly cloud: RunningCloud;
  readonly plan: StackPlan;
  /** This rehearsal's own files; gone when it is closed. */
  readonly directory: string;
  /** Rejects when the cloud lost a process that it cannot be without; never resolves. */
  readonly broken: Promise<never>;
  /** Provisions the stack; once. Default: the stack's own configuration, in a backend of the engine's own. */
  readonly provision: (made?: Pick<BootstrapStage, "configFile" | "engineDirectory">) => Promise<ProvisionResult>;
  /** Where a story makes its environment; opened when it is first asked for. */
  readonly bootstrapStage: () => BootstrapStage;
  /**
   * Instead of `provision`: the stack's life on the real engine, operation by operation; or, by another name and with
   * `own` configuration, that of a stack beside it.
   */
  readonly live: (stackName?: string, own?: Readonly<Record<string, unknown>>) => StackLife;
  /** `AZURE_*` variables that sign in as the stack's first operator. */
  readonly operatorSignIn: () => Readonly<Record<string, string>>;
  /** What `npm run verify` needs in its environment to work in this cloud, signed in as that operator. */
  readonly verifyVariables: () => Readonly<Record<string, string>>;
  /** Verifies what was provisioned; as often as the story says. */
  readonly verify: (options: VerifyOptions) => Promise<VerifyRun>;
  /** The outputs that verify is given; undefined before the stack is there. */
  readonly outputs: () => Outputs | undefined;
  /** Gives verify other outputs from here on. */
  readonly replaceOutputs: (outputs: Outputs) => void;
  /** Ends every process and the cloud, and removes the rehearsal's files. */
  readonly close: () => Promise<void>;
}

/** Starts the cloud and, at the same time, the engine's process, which loads while the cloud starts. */
export async function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const swept = sweepOwnedFolders();
  if (swept > 0) options.progress.step("cloud", `removed ${swept} folder(s) that killed rehearsals left in ${tmpdir()}`);
  const directory = createOwnedFolder("rehearsal");
  const removeFiles = (): void => rmSync(directory, { recursive: true, force: true });
  const childEnvironment = createChildEnvironment(options.environment);
  let plan: StackPlan;
  try {
    plan = createStackPlan({ ...options, directory });
  } catch (error) {
    removeFiles();
    throw error;
  }
  const engine = startEngineChild(childEnvironment);
  let cloud: RunningCloud;
  try {
    cloud = await startStackCloud(plan, directory, options);
  } catch (error) {
    await engine.end(true);
    removeFiles();
    throw error;
  }
  const broken = cloud.broken.catch((cause: unknown) => Promise.reject(toLostProcess(cause)));
  broken.catch(() => {}); // heard of where something is awaited
  const cloudFile = join(directory, "cloud.json");
  const outputsFile = join(directory, "outputs.json");
  writeFileSync(cloudFile, JSON.stringify(toCloudFile(cloud)));
  const cloudVariables = toCloudVariables(cloudFile, cloud);
  let engineUsed = options.engine;
  let engineVersion: string | undefined;
  let verifyCount = 0;
  const lives = new Map<string, StackLife>();
  let stage: BootstrapStage | undefined;
  let outputs: Outputs | undefined;
  const engineEnvironment = {
    ...cloudVariables,
    ...toDeployerVariables(cloud),
    // Where an update ends with a verification of its own: whoever deploys is an operator too.
    ...operatorSignIn(),
    DIALTONE_GATE_DIRECTORY: join(directory, "gate"),
    DIALTONE_REHEARSAL_ENGINE: options.engine,
  };

  function replaceOutputs(given: Outputs): void {
    outputs = given;
    writeFileSync(outputsFile, JSON.stringify(given));
  }
  const keepOutputs = (result: ProvisionResult): void => {
    engineUsed = result.engine;
    engineVersion = result.engineVersion;
    replaceOutputs(result.outputs);
  };

  async function provision(made?: Pick<BootstrapStage, "configFile" | "engineDirectory">): Promise<ProvisionResult> {
    options.signal.throwIfAborted(); // before the engine is told anything
    const result = await untilAborted(options.signal, [
      engine.provision(
        {
          stackName: plan.stackName,
          configFile: made?.configFile ?? plan.configFile,
          engine: options.engine,
          ...(made === undefined ? {} : { engineDirectory: made.engineDirectory }),
          environment: engineEnvironment,
        },
        options.progress,
      ),
      broken,
    ]);
    keepOutputs(result);
    void engine.end(); // waited for in close()
    return result;
  }

  function live(stackName = plan.stackName, own: Readonly<Record<string, unknown>> = {}): StackLife {
    const isFirst = stackName === plan.stackName;
    const ownDirectory = isFirst ? directory : join(directory, stackName);
    const life =
      lives.get(stackName) ??
      createStackLife(
        {
          stackName,
          directory: ownDirectory,
          startEngine: () => startEngineChild(childEnvironment),
          environment: { ...engineEnvironment, DIALTONE_REHEARSAL_ENGINE: "pulumi" },
          operatorSignIn: () => ({ ...operatorSignIn(), ...toPipelineVariables(cloud) }),
          childEnvironment: { ...childEnvironment, [startedAtVariable]: String(performance.timeOrigin) },
          writeConfig: (sets) =>
            createStackPlan({ ...options, overrides: { ...options.overrides, ...own, ...sets }, directory: ownDirectory }).configFile,
          onOutputs: keepOutputs,
        },
        isFirst ? engine : startEngineChild(childEnvironment),
      );
    lives.set(stackName, life);
    return life;
  }

  function bootstrapStage(): BootstrapStage {
    stage ??= createBootstrapStage(directory, plan.stackName, { ...childEnvironment, ...cloudVariables, ...operatorSignIn() });
    return stage;
  }

  function operatorSignIn(): Readonly<Record<string, string>> {
    if (plan.machine !== undefined) return toMachineVariables(cloud, plan.machine.clientId);
    return plan.operatorObjectId === undefined ? {} : cloud.signInOf(plan.operatorObjectId);
  }

  function verifyVariables(): Readonly<Record<string, string>> {
    return { ...cloudVariables, ...operatorSignIn(), ...toPipelineVariables(cloud) };
  }

  function verify(given: VerifyOptions): Promise<VerifyRun> {
    verifyCount += 1;
    return runVerify({
      ...given,
      outputsFile,
      environment: {
        ...childEnvironment,
        ...verifyVariables(),
        DIALTONE_REHEARSAL_ENGINE: engineUsed,
        ...(engineVersion === undefined ? {} : { DIALTONE_REHEARSAL_ENGINE_VERSION: engineVersion }),
        [startedAtVariable]: String(performance.timeOrigin),
      },
      evidenceDirectory: join(directory, `evidence-${verifyCount}`),
      signal: options.signal,
      broken,
    });
  }

  async function close(): Promise<void> {
    // In process it has nothing to remove: who was interrupted does not wait for it.
    const isForced = options.engine === "in-process" && options.signal.aborted;
    await Promise.all([engine.end(isForced), ...[...lives.values()].map((life) => life.end()), cloud.stop()]);
    removeFiles();
  }

  return {
    cloud,
    plan,
    directory,
    broken,
    provision,
    bootstrapStage,
    live,
    operatorSignIn,
    verifyVariables,
    verify,
    outputs: () => outputs,
    replaceOutputs,
    close,
  };
}
