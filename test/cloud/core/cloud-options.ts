import type { PipelineJob } from "../planes/pipeline/pipeline-issuer.ts";
import type { ClockOptions } from "./clock.ts";
import type { FaultRule } from "./fault-rule.ts";
import type { NationName } from "./nation.ts";
import type { Seed } from "./seed.ts";

/** What a simulated cloud is started with. */
export interface CloudOptions {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly seed: Seed;
  /** Same seed, same ids. Default 1. */
  readonly idSeed?: number;
  readonly clock: ClockOptions;
  readonly faults?: readonly FaultRule[];
  /** Which of Microsoft's clouds it looks like: audiences, domains, regions, metadata. Default: the public one. */
  readonly nation?: NationName;
  /** A pipeline's job, whose tokens Entra may be told to trust. Default: there is none. */
  readonly pipeline?: PipelineJob;
  /** A machine in Azure, by the resource id of its managed identity, which the seed has. Default: there is none. */
  readonly machineIdentityId?: string;
  /** Root of the checkout whose node_modules images are built with. */
  readonly dependenciesDirectory: string;
  /** Where the cloud's own folder is made. Default: the system's temporary directory. */
  readonly temporaryDirectory?: string;
  /** Port of ARM and the metadata; login, Graph and the others follow it. Default 0: any free ones. */
  readonly port?: number;
  /** Aborted: the start stops between two steps and leaves nothing open. */
  readonly signal?: AbortSignal;
  /** What a reader should be told. Default: kept in `warnings()`, nowhere else. */
  readonly warn?: (message: string) => void;
}
