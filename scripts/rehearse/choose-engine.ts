import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Scenario } from "../../test/cloud/scenarios/scenario.ts";
import { findPulumi, requirePulumi } from "../engine/find-pulumi.ts";
import type { Progress } from "../lib/progress.ts";

/** What `--engine` may say. */
export const engineChoices = ["auto", "pulumi", "in-process"] as const;
export type EngineChoice = (typeof engineChoices)[number];

/** A CLI that has not said its version after so many milliseconds is told of. */
const slowAfterMs = 1500;

/**
 * Who runs the program: the real engine where its CLI is on PATH, else the SDK's own mock monitor in process, which is
 * said. `--engine` decides otherwise.
 * @throws DialtoneError DT_USAGE_ENGINE where `pulumi` was asked for and cannot be had
 */
export async function chooseEngine(
  wanted: EngineChoice,
  environment: NodeJS.ProcessEnv,
  progress: Progress,
): Promise<"in-process" | "pulumi"> {
  if (wanted === "in-process") return "in-process";
  const slow = setTimeout(() => progress.step("engine", "asking the pulumi on PATH for its version"), slowAfterMs);
  try {
    return await choose(wanted, environment, progress);
  } finally {
    clearTimeout(slow);
  }
}

async function choose(wanted: "auto" | "pulumi", environment: NodeJS.ProcessEnv, progress: Progress): Promise<"in-process" | "pulumi"> {
  if (wanted === "pulumi") {
    await requirePulumi(environment);
    return "pulumi";
  }
  const cli = await findPulumi(environment);
  if (cli?.isNewEnough === true) return "pulumi";
  if (cli !== undefined)
    progress.step(
      "engine",
      `in process: ${cli.command} ${cli.version === "" ? "does not say its version" : `is too old (${cli.version})`}`,
    );
  return "in-process";
}

/** What a scenario needs and this machine does not have; empty: it can be played. */
export async function findMissingNeeds(scenario: Pick<Scenario, "needs">, environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  if (scenario.needs === undefined || scenario.needs.length === 0) return [];
  const cli = await findPulumi(environment);
  return cli?.isNewEnough === true ? [] : scenario.needs;
}

/** @throws DialtoneError DT_UNCERTAIN_ENGINE where a scenario cannot be played on this machine: it says nothing about the stack */
export async function assertNeeds(scenario: Scenario, environment: NodeJS.ProcessEnv): Promise<void> {
  const missing = await findMissingNeeds(scenario, environment);
  if (missing.length === 0) return;
  throw new DialtoneError({
    code: "DT_UNCERTAIN_ENGINE",
    what: `the scenario "${scenario.name}" cannot be played on this machine`,
    saw: `not on PATH, or too old: ${missing.join(", ")}`,
    expected: "the Pulumi CLI on PATH",
    fix: "install it (https://www.pulumi.com/docs/install), then run this again",
  });
}
