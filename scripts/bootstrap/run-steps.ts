import type { Progress } from "../lib/progress.ts";
import { isToDo, type PlannedStep } from "./bootstrap-report.ts";
import type { Step, StepContext, StepState } from "./steps/step.ts";

/** How many steps are read at a time: a directory and Azure throttle whoever asks for more at once. */
const readersAtOnce = 8;

/** What is there of each step. Changes nothing. */
export async function readSteps(steps: readonly Step[], context: StepContext): Promise<readonly PlannedStep[]> {
  const states: StepState[] = [];
  const left = steps.map((step, index) => ({ step, index }));
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) states[next.index] = await next.step.read(context);
  };
  await Promise.all(Array.from({ length: readersAtOnce }, work));
  return steps.map(({ name, title }, index) => ({ name, title, state: states[index] as StepState, isApplied: false }));
}

/**
 * Does what the plan says, in order. Each step reads again before it acts: an interrupted run, a colleague or an earlier
 * step may have done it meanwhile, and a second run goes on where this one stops.
 */
export async function applySteps(
  steps: readonly Step[],
  planned: readonly PlannedStep[],
  context: StepContext,
  progress: Progress,
): Promise<readonly PlannedStep[]> {
  const done: PlannedStep[] = [];
  for (const [index, step] of steps.entries()) {
    const plan = planned[index] as PlannedStep;
    context.signal.throwIfAborted();
    if (!isToDo(plan.state) || !isToDo(await step.read(context))) {
      done.push(plan);
      continue;
    }
    progress.step("bootstrap", `${step.title} (${index + 1} of ${steps.length})`);
    await step.apply(context);
    done.push({ ...plan, isApplied: true });
  }
  return done;
}
