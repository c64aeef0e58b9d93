import { readFileSync } from "node:fs";

const text = readFileSync(
  new URL(import.meta.resolve("@microsoft/microsoft-graph-types/package.json")).pathname.replace("package.json", "microsoft-graph.d.ts"),
  "utf8",
);
const interfaces = new Map<string, { readonly parent: string | undefined; readonly own: ReadonlyMap<string, string> }>();
for (const [, name = "", parent, body = ""] of text.matchAll(/^export interface (\w+)(?: extends (\w+))? \{(\}|[^]*?^\})/gm)) {
  const own = new Map([...body.matchAll(/^ {4}(\w+)\?: ([^;]+);$/gm)].map(([, member = "", type = ""]) => [member, type]));
  interfaces.set(name, { parent, own });
}
const enumerations = new Map<string, readonly string[]>();
for (const [, name = "", union = ""] of text.matchAll(/^export type (\w+) =((?:\s*\|?\s*"[^"]*")+);/gm)) {
  enumerations.set(
    name,
    [...union.matchAll(/"([^"]*)"/g)].map(([, value = ""]) => value),
  );
}

/** `name -> type text` of an interface and of what it extends; undefined where Microsoft has none of that name. */
export function findPublishedMembers(name: string): ReadonlyMap<string, string> | undefined {
  const found = interfaces.get(name);
  if (found === undefined) return undefined;
  return new Map([...(found.parent === undefined ? [] : (findPublishedMembers(found.parent) ?? [])), ...found.own]);
}

/** The literals of an enumeration. */
export function findPublishedValues(name: string): readonly string[] | undefined {
  return enumerations.get(name);
}
