import type { Outputs } from "../../infra/contract/outputs.ts";
import type { OperationResult, ProvisionResult } from "../engine/provision.ts";
import type { StackState, StateResource } from "../recover/stack-state.ts";

type Report = (line: string) => void;

/**
 * One stack of this project, for the commands around `pulumi up`: the user's own, on the user's own CLI, backend and
 * sign-in; or, in a rehearsal, the rehearsed one on the same engine. Operations run one after the other.
 */
export interface StackHandle {
  readonly stackName: string;
  /** Version of the Pulumi CLI. */
  readonly engineVersion: string;
  readonly isRehearsed: boolean;
  /** Where a command keeps what its next run needs; in nobody's repository. */
  readonly directory: string;
  /** The time that the program sees: in a rehearsal, the cloud's may have been moved. */
  readonly now: () => Date;
  /** What `up` would do, with these keys of this project set; nothing is written, the stack's file neither. */
  readonly previewWith: (sets: Readonly<Record<string, unknown>>, report: Report) => Promise<OperationResult>;
  /** What `up` would create now, by a preview of its own. Rejects where that fails before it comes to any. */
  readonly planCreates: () => Promise<readonly StateResource[]>;
  /** @throws DialtoneError DT_PROVISION_FAILED, DT_UNCERTAIN_ENGINE; as all operations do */
  readonly up: (report: Report) => Promise<ProvisionResult>;
  readonly refresh: (report: Report) => Promise<OperationResult>;
  readonly previewDestroy: (report: Report) => Promise<OperationResult>;
  readonly destroy: (report: Report) => Promise<OperationResult>;
  /** Undefined where the stack was never deployed, or is gone. @throws DialtoneError DT_USAGE_OUTPUTS where another version wrote them */
  readonly outputs: () => Promise<Outputs | undefined>;
  /** Keys of this project without `dialtone:`, as values; encrypted ones are left out. */
  readonly readConfiguration: () => Promise<Readonly<Record<string, unknown>>>;
  /** Sets keys of this project in `Pulumi.<stack>.yaml`, whose comments stay; undefined removes a key. */
  readonly configure: (sets: Readonly<Record<string, unknown>>) => void;
  /** `pulumi stack export`: secrets are ciphertext. */
  readonly readState: () => Promise<StackState>;
  /** `pulumi stack import` of that state, changed. */
  readonly replaceState: (state: StackState) => Promise<void>;
  /** Releases the lock of a run that died. */
  readonly cancel: () => Promise<void>;
  readonly close: () => Promise<void>;
}
