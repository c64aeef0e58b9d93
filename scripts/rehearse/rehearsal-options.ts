import type { CloudOptions } from "../../test/cloud/core/cloud-options.ts";
import type { Seed } from "../../test/cloud/core/seed.ts";
import type { ScenarioCloud } from "../../test/cloud/scenarios/scenario.ts";
import type { Progress } from "../lib/progress.ts";

/** What a rehearsal is of, and who watches and ends it. */
export interface RehearsalOptions {
  readonly stackName: string;
  readonly scenarioCloud: ScenarioCloud;
  /** Configuration keys that the scenario sets. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly engine: "in-process" | "pulumi";
  readonly environment: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** More than the stack needs in the cloud. */
  readonly extraSeed?: Seed;
  /** Where the cloud differs from the scenario's: its first port, a clock that is moved by hand. */
  readonly cloudOptions?: Partial<Pick<CloudOptions, "port" | "clock">>;
}
