import type { Outputs } from "../../infra/contract/outputs.ts";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";
import type { ProvisionResult } from "../engine/provision.ts";
import type { BootstrapStage } from "./bootstrap-stage.ts";
import type { StackLife } from "./stack-life.ts";
import type { StackPlan } from "./stack-plan.ts";
import type { VerifyRun } from "./verify-child.ts";

export interface VerifyOptions {
  readonly flags: readonly string[];
  readonly isQuiet: boolean;
  readonly isMuted: boolean;
  /** How far its machine's clock is ahead, in milliseconds. */
  readonly clockAheadMs: number;
}

/** A simulated cloud, and the real programs run against it, each in a process of its own. */
export interface Rehearsal {
  readonly cloud: RunningCloud;
  readonly plan: StackPlan;
  /** This rehearsal's own files; gone when it is closed. */
  readonly directory: string;
  /** Rejects when the cloud lost a process that it cannot be without; never resolves. */
  readonly broken: Promise<never>;
  /** Provisions the stack; once. Default: the stack's own configuration, in a backend of the engine's own. */
  readonly provision: (made?: Pick<BootstrapStage, "configFile" | "engineDirectory">) => Promise<ProvisionResult>;
  /** Where a story makes its environment; opened when it is first asked for. */
  readonly bootstrapStage: () => BootstrapStage;
  /**
   * Instead of `provision`: the stack's life on the real engine, operation by operation; or, by another name and with
   * `own` configuration, that of a stack beside it.
   */
  readonly live: (stackName?: string, own?: Readonly<Record<string, unknown>>) => StackLife;
  /** `AZURE_*` variables that sign in as the stack's first operator. */
  readonly operatorSignIn: () => Readonly<Record<string, string>>;
  /** What `npm run verify` needs in its environment to work in this cloud, signed in as that operator. */
  readonly verifyVariables: () => Readonly<Record<string, string>>;
  /** Verifies what was provisioned; as often as the story says. */
  readonly verify: (options: VerifyOptions) => Promise<VerifyRun>;
  /** The outputs that verify is given; undefined before the stack is there. */
  readonly outputs: () => Outputs | undefined;
  /** Gives verify other outputs from here on. */
  readonly replaceOutputs: (outputs: Outputs) => void;
  /** Ends every process and the cloud, and removes the rehearsal's files. */
  readonly close: () => Promise<void>;
}
