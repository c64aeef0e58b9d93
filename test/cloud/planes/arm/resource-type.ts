import type { ArmResource } from "../../core/cloud-context.ts";
import type { Claims } from "../../core/operation.ts";
import type { ArmId } from "./arm-id.ts";
import type { Json } from "./body-check.ts";
import type { StructureShape } from "./shape.ts";

/** How a long-running operation is followed; each resource provider has one. `none`: the answer is final. */
export type LongRunningStyle = "none" | "azure-async-operation" | "location" | "provisioning-state";

/** A type of resource as data: what it is called, what may be sent, who follows how. */
export interface ResourceType {
  /** `Microsoft.KeyVault/vaults`. */
  readonly type: string;
  /** Prefix of its operations: `arm.vaults`. */
  readonly operation: string;
  /** What azure-native 3.28 and the official JavaScript clients send, and those between. */
  readonly apiVersions: readonly string[];
  readonly methods: readonly ("GET" | "HEAD" | "PUT" | "PATCH" | "DELETE" | "LIST")[];
  /** Where it lives: in a resource group, below another resource of it, or on any resource (`extension`). */
  readonly scope: "group" | "extension";
  /** Where it may be placed; `none`: proxy resources have no location. */
  readonly location: "region" | "global" | "region-or-global" | "none";
  readonly name: { readonly pattern: RegExp; readonly code: string; readonly message: (name: string) => string };
  readonly body: StructureShape;
  /** False where Microsoft's published model of the answer has no `systemData`. Default true. */
  readonly hasSystemData?: boolean;
  readonly write: {
    readonly createdStatus: 200 | 201 | 202;
    readonly style: LongRunningStyle;
    readonly durationMs: number;
    readonly workingState?: string;
    /** True where a PATCH is answered with what came of it, and only a PUT takes long. */
    readonly isPatchFinal?: true;
  };
  /** True where a PUT or PATCH without a body means an empty one. */
  readonly hasOptionalBody?: true;
  readonly remove: { readonly status: 200 | 202 | 204; readonly style: LongRunningStyle; readonly durationMs: number };
  /** URL or repository path with the day it was read, or `ASSUMED: why`. */
  readonly source: string;
}

/** One PUT or PATCH on its way into the store. */
export interface ResourceWrite {
  readonly id: ArmId;
  readonly caller: Claims;
  /** The body as it is kept: checked, with defaults. */
  readonly body: Json;
  readonly current: ArmResource | undefined;
  readonly apiVersion: string;
}

/** What a type does beyond its table. */
interface ResourceBehaviour {
  /** Refuses what a shape cannot tell: uniqueness, references. */
  readonly admit?: (write: ResourceWrite) => void | Promise<void>;
  /** Read-only members, merged into the resource when it is written. */
  readonly derive?: (write: ResourceWrite) => Json | Promise<Json>;
  /** What takes long; answers more read-only members. A refusal fails the operation. */
  readonly work?: (resource: ArmResource, write: ResourceWrite) => Promise<Json | undefined>;
  /** Whether a list at the scope has it; by default what is below the scope, or directly on it for an extension. */
  readonly isListed?: (resource: ArmResource, scope: string, filter: string | null) => boolean;
  /** Before it is gone from the store. */
  readonly removing?: (resource: ArmResource) => void | Promise<void>;
}

export interface ResourceKind {
  readonly rules: ResourceType;
  readonly behaviour: ResourceBehaviour;
}
