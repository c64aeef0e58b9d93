import type { CommandAct } from "../../test/cloud/scenarios/scenario.ts";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";
import type { Progress } from "../lib/progress.ts";
import type { CommandRun } from "./command-child.ts";
import type { LifeMismatch } from "./compare-life-run.ts";
import { killAtOperation } from "./kill-at-operation.ts";
import type { StackLife } from "./stack-life.ts";

export interface CommandStage {
  readonly cloud: RunningCloud;
  readonly life: Pick<StackLife, "startCommand">;
  /** What stands for `{evidence}` in flags. */
  readonly evidenceDirectory: string;
  readonly progress: Progress;
  /** Which death of the story this would be. */
  readonly death: number;
}

/** Runs one command of the story to its listed end, or kills it where the story says. */
export async function playCommand(act: CommandAct, stage: CommandStage): Promise<readonly LifeMismatch[]> {
  const { command, diesAt } = act;
  const { progress } = stage;
  const flags = (act.flags ?? []).map((flag) => flag.replaceAll("{evidence}", stage.evidenceDirectory));
  progress.step(command, `npm run ${command}${flags.length === 0 ? "" : ` -- ${flags.join(" ")}`}`);
  const running = stage.life.startCommand(command, flags);
  if (diesAt !== undefined) {
    const { ended, kill } = running;
    const request = await killAtOperation(stage.cloud, { operation: diesAt, death: stage.death, ended, kill });
    if (request !== undefined) {
      progress.step(command, `SIGKILL, after ${request} was done and before anybody heard of it`);
      return [];
    }
    return [{ what: `${command} was not killed`, saw: `${diesAt} never came`, expected: "SIGKILL in the middle of it" }];
  }
  const run = await running.ended;
  for (const line of `${run.stderr}${run.stdout}`.split("\n")) {
    // It has a clock of its own, which started with this one.
    if (line.trim() !== "") progress.step(command, `  ${line.replace(/^\s*\d+\.\d+s\s+/, "")}`);
  }
  return compareCommand(act, run);
}

/** Where a command did not end as its act lists it. Pure. */
function compareCommand({ command, exitCode, says = [] }: CommandAct, run: CommandRun): readonly LifeMismatch[] {
  const text = `${run.stderr}${run.stdout}`;
  const what = `${command} did not end as listed`;
  return [
    ...(run.exitCode === exitCode ? [] : [{ what, saw: `exit ${run.exitCode}: ${text.trim()}`, expected: `exit ${exitCode}` }]),
    ...says.filter((words) => !text.includes(words)).map((words) => ({ what, saw: text.trim(), expected: `"${words}" in it` })),
  ];
}
