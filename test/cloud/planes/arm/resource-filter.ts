import type { ArmResource } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import { parseArmId } from "./arm-id.ts";

/** What a clause may name, and where it is found. */
const members: Readonly<Record<string, (resource: ArmResource) => string | undefined>> = {
  resourcetype: ({ type }) => type,
  name: ({ name }) => name,
  location: ({ location }) => location,
  resourcegroup: ({ id }) => parseArmId(id)?.resourceGroupName,
};

/**
 * `$filter` of resource lists: `resourceType`, `name`, `location`, `resourceGroup` with `eq` and `ne`, and one tag by
 * `tagName eq '…' and tagValue eq '…'`; clauses are joined by `and`.
 * Source: https://learn.microsoft.com/rest/api/resources/resources/list, read 2026-11-25. `or` and `substringof` are absent.
 */
export function toResourceFilter(filter: string | null): (resource: ArmResource) => boolean {
  const tag: { name?: string; value?: string } = {};
  const tests: ((resource: ArmResource) => boolean)[] = [];
  for (const clause of (filter ?? "").split(/\s+and\s+/i).map((part) => part.trim())) {
    if (clause === "") continue;
    const [, name = "", operator = "", quoted = ""] = /^(\w+) (eq|ne) '((?:[^']|'')*)'$/i.exec(clause) ?? [];
    const value = quoted.replaceAll("''", "'");
    const member = members[name.toLowerCase()];
    if (name.toLowerCase() === "tagname" && operator.toLowerCase() === "eq") tag.name = value;
    else if (name.toLowerCase() === "tagvalue" && operator.toLowerCase() === "eq") tag.value = value;
    else if (member === undefined)
      throw new Refusal(400, "InvalidFilterInQueryString", `Invalid $filter '${filter ?? ""}' specified in the query string.`);
    else tests.push((resource) => (member(resource)?.toLowerCase() === value.toLowerCase()) === (operator.toLowerCase() === "eq"));
  }
  if (tag.name !== undefined) tests.push(({ tags }) => hasTag(tags, tag.name ?? "", tag.value));
  return (resource) => tests.every((test) => test(resource));
}

/** Names of tags compare without case, their values with it. Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources, read 2026-11-25. */
function hasTag(tags: unknown, name: string, value: string | undefined): boolean {
  const entries = Object.entries((tags ?? {}) as Record<string, string>);
  return entries.some(([known, its]) => known.toLowerCase() === name.toLowerCase() && (value === undefined || its === value));
}
