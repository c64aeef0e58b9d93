import type { LocalWorkspaceOptions } from "@pulumi/pulumi/automation/index.js";
import { DialtoneError } from "../../../infra/contract/dialtone-error.ts";
import { pollWithin } from "../../lib/poll-within.ts";
import type { Blueprint } from "../blueprint.ts";
import { readStackFile } from "../stack-file.ts";
import { writeStackKey } from "../write-stack-key.ts";
import { toPulumiPlace } from "./pulumi-variables.ts";
import { absent, there, type Step, type StepContext, type StepState } from "./step.ts";

/** Cloud seconds until roles on the state and its key count: minutes, now and then. Source: hostile-and-faults F4 and Azure's own "up to 10 minutes". */
const roleLagSeconds = 600;

/** The stack in its backend, with its secrets provider. Made and read by the user's own CLI, through the Automation API. */
export function createStackStep(blueprint: Blueprint): Step {
  const { stackName, directory, backend } = blueprint;
  return {
    name: "stack",
    title: `stack ${stackName} in ${backend.url}, encrypted by ${backend.secretsProvider}`,
    read: (context) => readStack(context),
    apply: async (context) => {
      const { environment, cloud, signal, progress } = context;
      const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
      const place = toPulumiPlace(backend, environment);
      if (place.isStandIn)
        progress.step("bootstrap", `  rehearsed at ${place.backendUrl}: the CLI's own drivers for blobs and keys are not`);
      const options: LocalWorkspaceOptions = { secretsProvider: place.secretsProvider, envVars: place.variables };
      let failure: unknown;
      await pollWithin({
        clock: cloud.clock,
        signal,
        everySeconds: 20,
        budgetSeconds: backend.kind === "azure" ? roleLagSeconds : 0,
        attempt: async () => {
          try {
            const stack = await LocalWorkspace.createOrSelectStack({ stackName, workDir: directory }, options);
            // A run that died after the stack was made and before its key was written down.
            if (!hasKey(blueprint, place.secretsProvider)) writeStackKey(blueprint, await stack.exportStack());
            failure = undefined;
          } catch (error) {
            failure = error;
          }
        },
        // New roles answer 403 for some minutes; everything else stays what it is.
        isEnough: () =>
          failure === undefined || !/AuthorizationPermissionMismatch|Forbidden|ForbiddenByRbac|\b403\b/.test(toWords(failure)),
        onWait: (elapsed, budget) =>
          progress.step("bootstrap", `  the roles on state and key do not count yet (${Math.round(elapsed)} s of ${budget} s)`),
      });
      if (failure !== undefined) throw toFailure(failure, blueprint);
    },
  };
}

async function readStack({ blueprint, environment, leftOut }: StepContext): Promise<StepState> {
  if (leftOut !== undefined) return { kind: "kept", how: leftOut };
  const { backend, directory, stackName } = blueprint;
  const place = toPulumiPlace(backend, environment);
  const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
  try {
    const workspace = await LocalWorkspace.create({ workDir: directory, envVars: place.variables });
    const listed = await workspace.listStacks();
    if (!listed.some(({ name }) => name === stackName || name.endsWith(`/${stackName}`))) return absent;
  } catch {
    return absent; // the backend itself is not there yet, or its roles do not count yet: making it says which
  }
  return hasKey(blueprint, place.secretsProvider) ? there : { kind: "differs", how: "its secrets provider is not written down" };
}

/** Pulumi Cloud keeps its key to itself; everybody else's is in the stack's file. */
function hasKey({ directory, stackName }: Blueprint, secretsProvider: string): boolean {
  return secretsProvider === "default" || readStackFile(directory, stackName).hasKey;
}

function toFailure(error: unknown, { stackName, backend }: Blueprint): DialtoneError {
  const text = toWords(error);
  const said = /stderr: ([\s\S]*?)(?:\n err\?:|$)/.exec(text)?.[1]?.trim() ?? text;
  return new DialtoneError({
    code: "DT_BOOTSTRAP_STATE",
    what: `stack ${stackName} could not be made in its backend`,
    saw: said.split("\n").at(-1) ?? said,
    expected: `a stack in ${backend.url}, encrypted by ${backend.secretsProvider}`,
    fix: `cure what it says, then: npm run bootstrap -- --stack ${stackName}; what was made before is kept`,
    cause: error,
  });
}

function toWords(error: unknown): string {
  return error instanceof Error ? error.message : JSON.stringify(error);
}
