import type { PropertyMap } from "../property-values.ts";
import type { Shape } from "../shape.ts";
import type { GraphClient } from "./graph-client.ts";

/** An input of an azuread resource, as the provider's schema has it. */
export interface InputRule {
  readonly isRequired?: true;
  /** A change makes a new resource. */
  readonly isForceNew?: true;
  /** Order means nothing. */
  readonly isSet?: true;
  /** Left out of the program, the cloud's value stands: no diff, no default. */
  readonly isComputed?: true;
  /** Never read back from the cloud. */
  readonly isWriteOnly?: true;
  /** What the provider takes for a missing value. */
  readonly default?: unknown;
  /** Of a block: the members that are known. */
  readonly shape?: Shape;
}

/** One resource type of azuread: its schema as far as we know it, and the requests that the official provider makes. */
export interface AzureadResource {
  readonly type: string;
  /** What ids of this type look like; `{name}` is one segment. */
  readonly idForm: string;
  readonly inputs: Readonly<Record<string, InputRule>>;
  /** Outputs beside the inputs; unknown in a preview. */
  readonly outputs: readonly string[];
  readonly secretOutputs: readonly string[];
  /** Looks before a create is planned (`preventDuplicateNames`). */
  readonly plan?: (graph: GraphClient, inputs: PropertyMap) => Promise<void>;
  /** Calls `keep` as soon as something exists, so that a later failure does not lose it. */
  readonly create: (graph: GraphClient, inputs: PropertyMap, keep: (resourceId: string) => void) => Promise<AzureadState>;
  /** Undefined: gone. */
  readonly read: (graph: GraphClient, resourceId: string, known: PropertyMap) => Promise<AzureadState | undefined>;
  /** Undefined where every input is force-new. */
  readonly update?: (graph: GraphClient, resourceId: string, inputs: PropertyMap, known: PropertyMap) => Promise<AzureadState>;
  readonly delete: (graph: GraphClient, resourceId: string, known: PropertyMap) => Promise<void>;
}

export interface AzureadState {
  readonly resourceId: string;
  readonly outputs: PropertyMap;
}
