import { join } from "node:path";
import type { Outputs } from "../../infra/contract/outputs.ts";
import type { EngineOperation, OperationResult, ProvisionRequest, ProvisionResult } from "../engine/provision.ts";
import { createThrowawayWorkspace } from "../engine/throwaway-workspace.ts";
import { clockAheadVariable } from "./clock-ahead.ts";
import type { EngineChild } from "./engine-child.ts";
import { rehearsalEngineVariable } from "../stack/open-stack.ts";
import { startCommand, type RunningCommand } from "./command-child.ts";
import { findEditedKeys, readStackKeys } from "./edited-keys.ts";
import { readEngineTraces } from "./engine-traces.ts";

export interface StackLifeOptions {
  readonly stackName: string;
  /** Directory of this rehearsal's files. */
  readonly directory: string;
  readonly startEngine: () => EngineChild;
  readonly environment: Readonly<Record<string, string>>;
  /** What signs a command in as the stack's operator, beside the deployer. */
  readonly operatorSignIn: () => Readonly<Record<string, string>>;
  /** What a command gets beside it: this process's own, without what is not a rehearsal's. */
  readonly childEnvironment: NodeJS.ProcessEnv;
  /** Writes `Pulumi.<stack>.yaml` with these overrides on top of the scenario's own; gives its path. */
  readonly writeConfig: (overrides: Readonly<Record<string, unknown>>) => string;
  readonly onOutputs: (result: ProvisionResult) => void;
}

/** How an operation ended: with a result, or with what the engine said. */
export interface LifeRun {
  readonly result?: OperationResult;
  readonly error?: Error;
  /** What the engine reported on its way. */
  readonly lines: readonly string[];
}

/** A stack on the real engine from its first preview to its end; its state outlives the engine's processes. */
export interface StackLife {
  readonly outputs: () => Outputs | undefined;
  /** Everything that the engine has written and printed, events included; with what `pulumi stack output --json` prints now. */
  readonly readTraces: () => Promise<string>;
  /** One operation, on the engine that is at work or a new one. Never rejects for what the engine says. */
  readonly run: (operation: EngineOperation, report: (line: string) => void) => Promise<LifeRun>;
  /** The same operation, by an engine of its own on the same state; `tookMs`: from its start to its end, the process loaded. */
  readonly runRival: (operation: EngineOperation) => Promise<LifeRun & { readonly tookMs: number }>;
  /** SIGKILL to the engine and everything that it started, the CLI included. */
  readonly killEngine: () => Promise<void>;
  /** Starts `npm run COMMAND -- --stack NAME …` on the same state; what it writes into the stack's configuration stays. */
  readonly startCommand: (command: string, flags: readonly string[]) => RunningCommand;
  readonly configure: (sets: Readonly<Record<string, unknown>>) => void;
  readonly forward: (milliseconds: number) => void;
  readonly end: () => Promise<void>;
}

export function createStackLife(options: StackLifeOptions, first: EngineChild): StackLife {
  let engine: EngineChild | undefined = first;
  let outputs: Outputs | undefined;
  let overrides: Readonly<Record<string, unknown>> = {};
  let configFile = options.writeConfig(overrides);
  let clockAheadMs = 0;
  const engineDirectory = join(options.directory, "engine");
  const commands = new Set<RunningCommand>();

  const runOn = async (child: EngineChild, operation: EngineOperation, report: (line: string) => void): Promise<LifeRun> => {
    const lines: string[] = [];
    const request: ProvisionRequest = {
      stackName: options.stackName,
      configFile,
      engine: "pulumi",
      operation,
      engineDirectory,
      clockAheadMs,
      environment: options.environment,
    };
    try {
      const result = await child.run(request, (line) => {
        lines.push(line);
        report(line);
      });
      if ("outputs" in result) {
        outputs = result.outputs;
        options.onOutputs(result);
      }
      return { result, lines };
    } catch (error) {
      return { error: error instanceof Error ? error : new Error(String(error)), lines };
    }
  };

  const configure = (sets: Readonly<Record<string, unknown>>): void => {
    overrides = { ...overrides, ...sets };
    configFile = options.writeConfig(overrides);
  };

  return {
    outputs: () => outputs,
    readTraces: () => readEngineTraces(engineDirectory, options.stackName),
    run: (operation, report) => runOn((engine ??= options.startEngine()), operation, report),
    runRival: async (operation) => {
      const rival = options.startEngine();
      try {
        await rival.ready;
        const startedAt = performance.now();
        const run = await runOn(rival, operation, () => {});
        return { ...run, tookMs: Math.round(performance.now() - startedAt) };
      } finally {
        await rival.end();
      }
    },
    killEngine: async () => {
      engine?.program.kill();
      await engine?.program.ended;
      engine = undefined;
    },
    startCommand: (command, flags) => {
      const stackFile = join(engineDirectory, "work", `Pulumi.${options.stackName}.yaml`);
      const before = readStackKeys(stackFile);
      const running = startCommand(command, [`--stack=${options.stackName}`, ...flags], {
        ...options.childEnvironment,
        ...options.environment,
        ...options.operatorSignIn(),
        // The others open the stack by the directory, below; it asks `pulumi` itself.
        ...(command === "verify" ? createThrowawayWorkspace(engineDirectory).toVariables({}) : {}),
        [rehearsalEngineVariable]: engineDirectory,
        [clockAheadVariable]: String(clockAheadMs),
      });
      commands.add(running);
      const ended = running.ended.then((run) => {
        commands.delete(running);
        configure(findEditedKeys(before, readStackKeys(stackFile)));
        return run;
      });
      return { ...running, ended };
    },
    configure,
    forward: (milliseconds) => {
      clockAheadMs += milliseconds;
    },
    end: async () => {
      for (const { kill } of commands) kill();
      await Promise.all([engine?.end(), ...[...commands].map((command) => command.ended)]);
    },
  };
}
