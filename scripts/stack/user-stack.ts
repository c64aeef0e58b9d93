import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assertReadableState } from "../recover/damaged-state.ts";
import { mendFileBackend } from "../recover/mend-file-backend.ts";
import { LocalWorkspace, type Stack, StackNotFoundError } from "@pulumi/pulumi/automation/index.js";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { outputsKey } from "../../infra/contract/outputs.ts";
import { requirePulumi } from "../engine/find-pulumi.ts";
import { runEngineOperation, type EngineRun } from "../engine/run-operation.ts";
import { toStackOutputs } from "../engine/stack-outputs.ts";
import { createReading } from "./automation-handle.ts";
import { withDraftStackFile } from "./stack-configuration.ts";
import type { StackHandle } from "./stack-handle.ts";

/** The checkout: where Pulumi.yaml is. */
const checkoutDirectory = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The user's own stack: `pulumi` on PATH, the user's backend, home, passphrase and sign-in, the program of this checkout
 * run by Pulumi itself.
 * @throws DialtoneError DT_USAGE_ENGINE without a CLI, DT_USAGE_STACK where there is no such stack or it cannot be opened
 */
export async function openUserStack(
  stackName: string,
  environment: NodeJS.ProcessEnv,
  { signal, isAfterDeath = false }: { readonly signal: AbortSignal; readonly isAfterDeath?: boolean },
  workDir: string = checkoutDirectory,
): Promise<StackHandle> {
  const { version: engineVersion } = await requirePulumi(environment, ": only it can work on a stack");
  const backend = environment["PULUMI_BACKEND_URL"] ?? "";
  if (backend.startsWith("file:///")) {
    if (isAfterDeath) mendFileBackend(fileURLToPath(backend));
    // Its file has the last part of `organization/project/stack`.
    assertReadableState(fileURLToPath(backend), stackName.split("/").at(-1) ?? stackName);
  }
  const stack = await select(stackName, workDir, environment);
  const operate = (operation: EngineRun["operation"], report: EngineRun["report"], run: EngineRun["run"]) =>
    runEngineOperation({ operation, stackName, engineVersion, signal, report, run });
  return {
    ...createReading(stack, stackName),
    engineVersion,
    isRehearsed: false,
    now: () => new Date(),
    directory: join(workDir, ".dialtone"),
    previewWith: (sets, report) =>
      withDraftStackFile(workDir, stackName, sets, (configFile) =>
        operate("preview", report, (hooks) => stack.preview({ ...hooks, configFile })),
      ),
    refresh: (report) => operate("refresh", report, (hooks) => stack.refresh(hooks)),
    previewDestroy: (report) => operate("preview-destroy", report, (hooks) => stack.previewDestroy(hooks)),
    destroy: (report) => operate("destroy", report, (hooks) => stack.destroy(hooks)),
    up: async (report) => {
      let output: unknown;
      const result = await operate("up", report, async (hooks) => {
        output = (await stack.up(hooks)).outputs[outputsKey]?.value;
      });
      return { ...result, operation: "up", outputs: toStackOutputs({ [outputsKey]: output }) };
    },
    close: () => Promise.resolve(),
  };
}

async function select(stackName: string, workDir: string, environment: NodeJS.ProcessEnv): Promise<Stack> {
  const envVars = Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[0].startsWith("PULUMI_")),
  );
  try {
    return await LocalWorkspace.selectStack({ stackName, workDir }, { envVars });
  } catch (error) {
    const isAbsent = error instanceof StackNotFoundError;
    throw new DialtoneError({
      code: "DT_USAGE_STACK",
      what: isAbsent ? `there is no stack "${stackName}"` : `stack "${stackName}" cannot be opened`,
      saw: isAbsent ? "none of that name in the backend that you are logged in to" : readReason(error),
      expected: "a stack of this project, in the backend that pulumi is logged in to",
      fix: isAbsent
        ? "pulumi stack ls names those there are; pulumi whoami --verbose names the backend"
        : "pulumi login, and PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE where the stack has a passphrase",
      cause: error,
    });
  }
}

/** The CLI's own last word. */
function readReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const stderr = /stderr: ([\s\S]*?)(?:\n err\?:|$)/.exec(text)?.[1]?.trim() ?? text;
  return stderr.split("\n").at(-1) ?? text;
}
