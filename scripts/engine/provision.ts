import type { ErrorCode } from "../../infra/contract/error-codes.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";

/** What an engine can be asked to do with a stack. In process there is no state, so only `up`. */
export type EngineOperation = "preview" | "up" | "refresh" | "destroy" | "preview-destroy" | "recover";

/** One run, as the front asks the engine's process for it. */
export interface ProvisionRequest {
  readonly stackName: string;
  /** `Pulumi.<stack>.yaml`, read and never written. */
  readonly configFile: string;
  readonly engine: "in-process" | "pulumi";
  /** Default `up`. */
  readonly operation?: EngineOperation;
  /** Directory of the real engine's state, home and passphrase, for more than one process. Default: one of this process's own. */
  readonly engineDirectory?: string;
  /** How far the program's clock is ahead of the wall, in milliseconds. Default 0. */
  readonly clockAheadMs?: number;
  /** Added to the process: where the cloud is, and the deployer's sign-in. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface ProvisionedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** What the engine did with it: `create`, `same`, `update`, `replace`, `delete`, `refresh`, `read`. */
  readonly operation: string;
}

/** What an operation did. */
export interface OperationResult {
  readonly engine: "in-process" | "pulumi";
  /** Version of the CLI, or of the SDK whose mock monitor ran the program. */
  readonly engineVersion: string;
  readonly operation: EngineOperation;
  readonly resources: readonly ProvisionedResource[];
  /** The engine's own counts, by operation; component, provider and stack count, as they do for Pulumi. */
  readonly counts: Readonly<Record<string, number>>;
  readonly durationMs: number;
}

/** What `up` did, with the stack's outputs. */
export interface ProvisionResult extends OperationResult {
  readonly operation: "up";
  readonly outputs: Outputs;
}

/** What the engine's process tells its front. */
export type ProvisionMessage =
  /** Loaded, and waiting for a request. */
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly line: string }
  | { readonly kind: "done"; readonly result: ProvisionResult }
  /** The end of an operation that is not `up`. */
  | { readonly kind: "operated"; readonly result: OperationResult }
  | {
      readonly kind: "failed";
      readonly error: {
        readonly code: ErrorCode;
        readonly what: string;
        readonly saw: string;
        readonly expected: string;
        readonly fix: string;
        /** The whole text; for DT_BUG with the stack trace. */
        readonly message: string;
      };
    };
