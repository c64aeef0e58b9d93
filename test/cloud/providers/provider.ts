import type { PropertyMap } from "./property-values.ts";

/** What a stand-in answers on the provider protocol; {@link createProviderService} puts it on the wire. */
export interface Provider {
  readonly packageName: "azuread" | "azure-native";
  /** At least the SDK's version, or the engine warns. */
  readonly version: string;
  /** Arguments of the provider itself that it does not know. */
  readonly checkConfig: (configuration: PropertyMap) => readonly CheckFailure[];
  readonly configure: (configuration: PropertyMap) => Promise<void>;
  readonly check: (request: CheckRequest) => Promise<CheckResult>;
  readonly diff: (request: ChangeRequest) => Promise<DiffResult>;
  readonly create: (request: CreateRequest) => Promise<CreateResult>;
  /** Undefined: the resource is gone. */
  readonly read: (request: ReadRequest) => Promise<ReadResult | undefined>;
  readonly update: (request: ChangeRequest & { readonly preview: boolean }) => Promise<PropertyMap>;
  readonly delete: (request: DeleteRequest) => Promise<void>;
  readonly invoke: (token: string, args: PropertyMap) => Promise<PropertyMap>;
  /** What is under way fails at its next wait, with what it has made so far; a request that was sent is still heard out. */
  readonly cancel: () => void;
}

/** The resource that a request is about. */
export interface Subject {
  readonly urn: string;
  /** Type token, for example `azuread:index/application:Application`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
}

export interface CheckRequest extends Subject {
  /** Undefined before the first create. */
  readonly oldInputs: PropertyMap | undefined;
  readonly newInputs: PropertyMap;
  /** Differs per resource and update, the same in its preview: what random names are made from. */
  readonly randomSeed: Uint8Array;
  /** What the stack's own naming rules say, if it has any. */
  readonly autonaming: { readonly proposedName: string; readonly mode: "propose" | "enforce" | "disable" } | undefined;
}
export interface CheckResult {
  readonly inputs: PropertyMap;
  readonly failures: readonly CheckFailure[];
}
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface ChangeRequest extends Subject {
  readonly resourceId: string;
  readonly oldInputs: PropertyMap;
  readonly oldOutputs: PropertyMap;
  /** Where the program ignores changes, it has the old values. */
  readonly newInputs: PropertyMap;
  /** Paths at which a change is none, whatever the cloud says there. */
  readonly ignoreChanges: readonly string[];
}
export interface DiffResult {
  readonly changes: readonly PropertyChange[];
  /** Top-level inputs that can only be changed by a new resource. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}
export interface PropertyChange {
  /** For example `properties.endpoint` or `owners[0]`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
}

interface CreateRequest extends Subject {
  readonly inputs: PropertyMap;
  readonly preview: boolean;
  /** Seconds; 0 when the program says nothing. */
  readonly timeoutSeconds: number;
}
interface CreateResult {
  /** Empty in a preview. */
  readonly resourceId: string;
  readonly outputs: PropertyMap;
}

interface ReadRequest extends Subject {
  readonly resourceId: string;
  readonly oldInputs: PropertyMap;
  readonly oldOutputs: PropertyMap;
}
interface ReadResult extends CreateResult {
  readonly inputs: PropertyMap;
}

interface DeleteRequest extends Subject {
  readonly resourceId: string;
  readonly oldInputs: PropertyMap;
  readonly oldOutputs: PropertyMap;
}
