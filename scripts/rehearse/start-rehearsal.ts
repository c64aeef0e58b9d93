import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outputs } from "../../infra/contract/outputs.ts";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";
import type { ProvisionResult } from "../engine/provision.ts";
import { createOwnedFolder, sweepOwnedFolders } from "../lib/owned-folder.ts";
import { startedAtVariable } from "../lib/progress.ts";
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
import type { RehearsalOptions } from "./rehearsal-options.ts";
import type { Rehearsal, VerifyOptions } from "./rehearsal.ts";
import { createStackLife, type StackLife } from "./stack-life.ts";
import { createStackPlan, type StackPlan } from "./stack-plan.ts";
import { startStackCloud } from "./start-stack-cloud.ts";
import { toCloudFile } from "./to-cloud-file.ts";
import { untilAborted } from "./until-aborted.ts";
import { runVerify, type VerifyRun } from "./verify-child.ts";

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
