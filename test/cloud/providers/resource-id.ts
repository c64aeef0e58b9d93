import { ProviderFailure } from "./provider-failure.ts";

/** Parameters that hold the whole id of another resource, slashes and all. */
const wholeIds = new Set(["scope", "resourceUri"]);

/**
 * The parts of an id by the names that its form gives them; of an extension's scope the whole id, with its slash.
 * @throws ProviderFailure where the id is one of another type, or none
 */
export function parseResourceId(form: string, resourceId: string): Readonly<Record<string, string>> {
  const pattern = form.replaceAll(/(\/?)\{(\w+)\}/g, (_, slash: string, name: string) =>
    wholeIds.has(name) ? `(?<${name}>/.+)` : `${slash}(?<${name}>(?!\\.{1,2}(?:/|$))[^/]+)`,
  );
  const parts = new RegExp(`^${pattern}$`, "i").exec(resourceId)?.groups;
  if (parts === undefined) throw new ProviderFailure(`parsing the id "${resourceId}": expected ${form}`);
  return { ...parts };
}
