import type { Inputs } from "./provider-driver.ts";

/** A block of a provider's schema, as the protocol sends it. */
export interface SchemaBlock {
  readonly attributes: readonly { readonly name: string; readonly computed: boolean }[];
  readonly block_types: readonly { readonly type_name: string; readonly block: SchemaBlock; readonly nesting: string }[];
}

/**
 * An object of a schema with every member that it has: what is not given is null, or an empty collection of blocks. Members
 * that the schema has not are an error: the table would be wrong, and Terraform would say so.
 */
export function toWholeObject(block: SchemaBlock, given: Inputs): Record<string, unknown> {
  const names = [...block.attributes.map(({ name }) => name), ...block.block_types.map(({ type_name: name }) => name)];
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`the provider's schema has no ${unknown.join(", ")}`);
  return {
    ...Object.fromEntries(block.attributes.map(({ name }) => [name, given[name] ?? null])),
    ...Object.fromEntries(block.block_types.map((nested) => [nested.type_name, toNested(nested, given[nested.type_name])])),
  };
}

/** What Terraform proposes for an update: the configuration, and what is only the provider's to know as it was. */
export function toProposed(block: SchemaBlock, configuration: Inputs, prior: Inputs): Record<string, unknown> {
  const kept = block.attributes
    .filter(({ name, computed }) => computed && configuration[name] === null)
    .map(({ name }) => [name, prior[name] ?? null]);
  return { ...configuration, ...Object.fromEntries(kept) };
}

function toNested({ block, nesting }: SchemaBlock["block_types"][number], given: unknown): unknown {
  if (nesting === "LIST" || nesting === "SET") return ((given ?? []) as Inputs[]).map((item) => toWholeObject(block, item));
  if (nesting === "MAP") return given ?? {};
  if (nesting === "GROUP") return toWholeObject(block, (given ?? {}) as Inputs);
  return given === undefined ? null : toWholeObject(block, given as Inputs);
}
