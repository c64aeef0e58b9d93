import type { Shape } from "../shape.ts";

/** One resource type of azure-native: where it lives in ARM, and how its arguments become a request body. */
export interface ArmType {
  readonly type: string;
  /** What the SDK's default is; "Uses Azure REST API version" in its `.d.ts`. */
  readonly apiVersion: string;
  /** Path template; every `{parameter}` is an input of that name. `{subscriptionId}` comes from the provider. */
  readonly path: string;
  /** The input that names the resource; named by the provider where the program does not. */
  readonly nameInput: string;
  readonly naming: "random-suffix" | "uuid" | "required";
  /** Inputs beside the path's parameters. */
  readonly inputs: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  /** Inputs that stand beside `properties` in the body; all the others stand inside (the SDK flattens them). */
  readonly topLevel: readonly string[];
  /** SDK name to ARM name, where they differ; a member further down by its path. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Paths of outputs that only the cloud knows; unknown in a preview. */
  readonly outputs: readonly string[];
  /** Inputs, beside the path's parameters, that only a new resource can change. */
  readonly forceNew: readonly string[];
  /** An update reads first, to keep what it does not manage (for example access policies). */
  readonly readsBeforeUpdate: boolean;
}

type Described = Pick<ArmType, "type" | "apiVersion" | "path" | "nameInput" | "inputs"> & Partial<ArmType>;

/** Fills in what most types have in common. */
export function describeArmType(described: Described): ArmType {
  return {
    naming: "random-suffix",
    required: [],
    topLevel: ["location", "tags", "identity", "kind", "sku", "properties"],
    renamed: {},
    outputs: [],
    forceNew: [],
    readsBeforeUpdate: false,
    ...described,
  };
}

/** Names of the path's parameters that are inputs, in order. */
export function pathInputsOf(armType: ArmType): string[] {
  return [...armType.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").filter((name) => name !== "subscriptionId");
}
