import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { outputsKey, outputsSchema, type Outputs } from "../../infra/contract/outputs.ts";
import { toPlannedResource } from "../recover/planned-resource.ts";
import type { StateResource } from "../recover/stack-state.ts";
import { editStackFile, toConfigurationValues } from "./stack-configuration.ts";
import type { StackHandle } from "./stack-handle.ts";
import { exportState, importState } from "./state-transfer.ts";

type Reading = Pick<
  StackHandle,
  "stackName" | "outputs" | "readConfiguration" | "configure" | "readState" | "replaceState" | "cancel" | "planCreates"
>;

/** What the Automation API says of a stack without changing anything. The same for the user's stack and a rehearsed one. */
export function createReading(stack: Stack, stackName: string): Reading {
  return {
    stackName,
    outputs: async () => {
      const output = (await stack.outputs())[outputsKey];
      return output === undefined ? undefined : toOutputs(output.value, stackName);
    },
    readConfiguration: async () => toConfigurationValues(await stack.getAllConfig()),
    configure: (sets) => editStackFile(stack.workspace.workDir, stackName, sets),
    readState: async () => (await exportState(stack)).deployment ?? {},
    replaceState: async (state) => {
      await importState(stack, { ...(await exportState(stack)), deployment: state });
    },
    cancel: () => stack.cancel(),
    planCreates: async () => {
      const planned: StateResource[] = [];
      const onEvent = (event: EngineEvent): void => {
        const resource = toPlannedResource(event);
        if (resource !== undefined) planned.push(resource);
      };
      // A preview that fails has told what it would create all the same: a name that is taken fails it, and is what is asked for.
      const failure: unknown = await stack.preview({ onEvent }).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined && planned.length === 0) throw failure;
      return planned;
    },
  };
}

function toOutputs(value: unknown, stackName: string): Outputs {
  const parsed = outputsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DialtoneError({
    code: "DT_USAGE_OUTPUTS",
    what: `the outputs of stack ${stackName} do not keep their contract`,
    saw: parsed.error.issues.map(({ path, message }) => `${path.join(".") || outputsKey}: ${message}`).join("; "),
    expected: "outputs of schema dialtone/outputs/1, as this version writes them",
    fix: `pulumi up --stack ${stackName} with this version, then run this again`,
  });
}
