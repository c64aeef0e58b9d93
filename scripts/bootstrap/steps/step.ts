import type { Progress } from "../../lib/progress.ts";
import type { Blueprint } from "../blueprint.ts";
import type { BootstrapCloud } from "../bootstrap-cloud.ts";
import type { PulumiCommand } from "../pulumi-cli.ts";

/** What every step is made from. */
export interface StepContext {
  readonly blueprint: Blueprint;
  readonly cloud: BootstrapCloud;
  readonly pulumi: PulumiCommand;
  readonly environment: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Why stack and login are left out of this rehearsal; undefined where they are not. */
  readonly leftOut: string | undefined;
}

/** What is there of a step's work. */
export type StepState =
  | { readonly kind: "there" }
  | { readonly kind: "absent" }
  /** Something is there, and has to be changed: in a reader's words. */
  | { readonly kind: "differs"; readonly how: string }
  /** Something else is there that is the reader's own; it is left as it is, and the reader is told. */
  | { readonly kind: "kept"; readonly how: string };

/** One thing that bootstrap makes, as data. Reading changes nothing; applying twice comes to the same as applying once. */
export interface Step {
  /** Stable, for machines: `state-account`. */
  readonly name: string;
  /** What is there afterwards, one line. */
  readonly title: string;
  readonly read: (context: StepContext) => Promise<StepState>;
  readonly apply: (context: StepContext) => Promise<void>;
}

export const there: StepState = { kind: "there" };
export const absent: StepState = { kind: "absent" };
