import * as pulumi from "@pulumi/pulumi";
import { version as sdkVersion } from "@pulumi/pulumi/version.js";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { toLastFours } from "../lib/redact.ts";
import { toStackOutputs } from "./stack-outputs.ts";
import { toProvisionError } from "./provision-error.ts";
import type { ProvisionResult } from "./provision.ts";
import { toPulumiConfig } from "./read-stack-config.ts";
import { toReaderValues } from "./reader-values.ts";
import { createResourceRegistrar, type PatchableMonitor } from "./resource-registrar.ts";

/** A Pulumi program as a function, the way the Automation API takes it. */
export type Program = () => Promise<Record<string, unknown>>;

export interface InProcessRun {
  readonly stackName: string;
  /** Configuration as {@link readStackConfig} gives it. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly program: Program;
  /** Port of each stand-in, by package. */
  readonly ports: Readonly<Record<string, number>>;
  readonly report: (line: string) => void;
}

/** Name of the project, as in Pulumi.yaml. */
const project = "dialtone";
/** What the CLI gives a program as its organisation where the backend is somebody's own. */
const organization = "organization";

/**
 * Runs the stack's program in this process, on the SDK's own mock monitor, against the stand-ins. Not the Pulumi
 * engine: no state, no diff, no preview; every run creates. Once per process: the SDK's settings are global.
 * @throws DialtoneError the program's own, or DT_PROVISION_FAILED with the first resource that failed and its message
 */
export async function runInProcess(run: InProcessRun): Promise<ProvisionResult> {
  const startedAt = performance.now();
  const registrar = createResourceRegistrar(run.ports, ({ type, name }, tookMs) => {
    if (!type.startsWith("pulumi:") && !type.startsWith(`${project}:`)) {
      run.report(`created ${type.split(":").at(-1) ?? type} ${toLastFours(name)} in ${(tookMs / 1000).toFixed(1)} s`);
    }
  });
  const stray = collectStrayErrors();
  try {
    await pulumi.runtime.setMocks(registrar.mocks, project, run.stackName, false, organization);
    pulumi.runtime.setAllConfig(toPulumiConfig(run.values));
    registrar.patch(pulumi.runtime.getMonitor() as unknown as PatchableMonitor);
    const outputs = await Promise.race([
      runProgram(run.program),
      stray.first.then((error) => Promise.reject(error)),
      registrar.failed.then((failure) => Promise.reject(failure)),
    ]);
    return {
      engine: "in-process",
      engineVersion: sdkVersion,
      operation: "up",
      outputs: toStackOutputs(outputs),
      resources: registrar.resources,
      counts: { create: registrar.resources.length },
      durationMs: Math.round(performance.now() - startedAt),
    };
  } catch (error) {
    throw toProvisionError(error, toReaderValues(run.stackName, run.values, registrar.made));
  } finally {
    stray.stop();
    registrar.close();
  }
}

async function runProgram(program: Program): Promise<unknown> {
  let returned: Record<string, unknown> = {};
  const { promise: thrown, reject: tellThrown } = Promise.withResolvers<never>();
  const stack = pulumi.runtime.runInPulumiStack(async () => {
    try {
      returned = await program();
      return returned;
    } catch (error) {
      tellThrown(error);
      // Told once: the SDK would reject the stack, and its outputs, and what waits for them.
      return new Promise<never>(() => {});
    }
  });
  const outputs: unknown = await Promise.race([stack, thrown]);
  // Waits for every registration, also of what no output depends on.
  await pulumi.runtime.disconnect();
  // One turn of the event loop: an error in an `apply` is heard of when the microtasks are through.
  await new Promise((resolve) => setImmediate(resolve));
  for (const [name, value] of Object.entries(returned)) {
    if (!(await pulumi.isSecret(pulumi.output(value)))) continue;
    throw new DialtoneError({
      code: "DT_PROVISION_FAILED",
      what: `the stack output ${name} is a secret`,
      saw: "an output with a secret in it",
      expected: "outputs that everybody may read; secrets stay in the vault",
      fix: "take the secret out of infra/lib/stack-outputs.ts",
    });
  }
  return outputs;
}

/** An error in an `apply` that nobody awaits is an unhandled rejection; the language host of Pulumi catches it the same way. */
function collectStrayErrors(): { first: Promise<unknown>; stop: () => void } {
  const { promise: first, resolve } = Promise.withResolvers<unknown>();
  const onError = (error: unknown): void => resolve(error);
  process.on("unhandledRejection", onError);
  return {
    first,
    stop: () => {
      // Rejections that follow from the same failure may still come; they are known by then.
      setTimeout(() => process.off("unhandledRejection", onError), 1000).unref();
    },
  };
}
