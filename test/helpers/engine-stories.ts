import { findPulumi } from "../../scripts/engine/find-pulumi.ts";
import { runScript } from "./run-script.ts";

/** A story as `npm run rehearse -- --list --json` lists it. */
export interface EngineStory {
  readonly name: string;
  readonly exitCode: number;
  readonly needs?: readonly string[];
}

/** What somebody else changes under a stack, or the stack's own configuration: test/e2e/engine-changes.test.ts plays these. */
export const changeStories: readonly string[] = [
  "application-gone",
  "azure-changed-meanwhile",
  "azure-locked",
  "group-gone",
  "region-moved",
];

/** The engine's own faults: test/e2e/engine-faults.test.ts plays these, test/e2e/engine-commands.test.ts what is in neither list. */
export const faultStories: readonly string[] = [
  "created-then-failed",
  "created-then-lost",
  "directory-lag",
  "directory-lag-ends",
  "engine-killed",
  "image-build-failed",
  "lost-answers",
  "partial-failure",
  "second-application",
  "two-runs",
];

/** The stories that need the real engine, but for `lifecycle`, which engine.test.ts reads step by step; and why they are skipped, if they are. */
export async function loadEngineStories(): Promise<{ readonly stories: readonly EngineStory[]; readonly skip: string | false }> {
  const cli = await findPulumi(process.env);
  const { stdout } = await runScript("rehearse", ["--list", "--json"]);
  const { scenarios } = JSON.parse(stdout) as { scenarios: readonly EngineStory[] };
  return {
    stories: scenarios.filter(({ name, needs }) => needs?.includes("pulumi") === true && name !== "lifecycle"),
    skip: cli?.isNewEnough === true ? false : "no Pulumi CLI of 3.259.0 or newer on PATH",
  };
}
