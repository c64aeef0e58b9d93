import type { Blueprint, Operator } from "../blueprint.ts";
import { createConfigurationStep } from "./configuration-step.ts";
import { createLoginStep } from "./login-step.ts";
import { createPipelineFileStep } from "./pipeline-file-step.ts";
import { createPipelineSteps } from "./pipeline-steps.ts";
import { createProviderSteps } from "./provider-steps.ts";
import { createStackStep } from "./stack-step.ts";
import { createGroupStep, createStateSteps } from "./state-steps.ts";
import type { Step } from "./step.ts";

/** Everything that this environment consists of before its first `pulumi up`, in order. */
export function createSteps(blueprint: Blueprint, signedIn: Operator): readonly Step[] {
  const { backend, pipeline } = blueprint;
  return [
    ...createProviderSteps(blueprint),
    ...(backend.kind === "azure" || pipeline !== undefined ? [createGroupStep(blueprint)] : []),
    ...(backend.kind === "azure" ? createStateSteps(blueprint, signedIn) : []),
    ...(pipeline === undefined ? [] : createPipelineSteps(blueprint, pipeline)),
    createStackStep(blueprint),
    ...(backend.kind === "current" ? [] : [createLoginStep(blueprint)]),
    createConfigurationStep(blueprint),
    ...(pipeline === undefined ? [] : [createPipelineFileStep(blueprint, pipeline)]),
  ];
}
