import type { CloudContext } from "../../core/cloud-context.ts";
import type { AssignedIdentities } from "../identity/assigned-identities.ts";
import type { LongRunningOperations } from "./long-running.ts";
import type { ProviderRegistrations } from "./provider-registrations.ts";
import type { ResourceStore } from "./resource-store.ts";
import type { ResourceKind } from "./resource-type.ts";

/** What the handlers of all types work on. */
export interface ResourceServices {
  readonly context: CloudContext;
  readonly resources: ResourceStore;
  readonly operations: LongRunningOperations;
  readonly registrations: ProviderRegistrations;
  /** By type in lower case. */
  readonly identities: AssignedIdentities;
  readonly kinds: ReadonlyMap<string, ResourceKind>;
}
