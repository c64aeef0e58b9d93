import type { Shape, StructureShape } from "../../../cloud/planes/arm/shape.ts";
import type { Published, PublishedMember } from "./published-model.ts";

type PublishedStructure = Extract<Published, { kind: "structure" }>;

/** Kinds of a table and of a model that are the same. */
const sameKinds: Readonly<Record<Shape["kind"], Published["kind"]>> = {
  text: "text",
  number: "number",
  flag: "flag",
  list: "list",
  dictionary: "dictionary",
  structure: "structure",
  anything: "anything",
};

/**
 * Where a table would let through what the published model does not have, or refuse what it has: one line each, as
 * `path: what`. `absent` is for members that the table does not know at all.
 */
export function differencesOf(model: PublishedStructure, table: StructureShape, path = ""): string[] {
  const declared = model.members();
  // The older generator flattens `properties` into the resource.
  const inner = table.members["properties"];
  const isFlat = inner?.kind === "structure" && !declared.has("properties");
  const known = isFlat ? { ...table.members, ...inner.members } : table.members;
  // What is answered only need not be in the model of a request.
  const unknown = Object.entries(known)
    .filter(([name, { readOnly }]) => !declared.has(name) && readOnly !== true && !(isFlat && name === "properties"))
    .map(([name]) => name);
  const absent = [...declared].filter(([name, { isReadOnly }]) => !isReadOnly && !Object.hasOwn(known, name) && !envelope.has(name));
  return [
    ...unknown.map((name) => `${path}${name}: not declared`),
    ...absent.map(([name]) => `${path}${name}: absent`),
    ...Object.entries(known).flatMap(([name, member]) => {
      const published = declared.get(name);
      return published === undefined ? [] : memberDifferences(published, member, `${path}${name}`);
    }),
  ];
}

/** What every resource has and no table lists: ARM's own. */
const envelope = new Set(["id", "name", "type", "systemData"]);

function memberDifferences(published: PublishedMember, table: Shape, at: string): string[] {
  if (published.isReadOnly) return table.readOnly === true ? [] : [`${at}: read-only`];
  if (table.readOnly === true) return [`${at}: can be written`];
  return [
    ...(published.isRequired && table.required !== true && table.initial === undefined ? [`${at}: required`] : []),
    ...(table.required === true && !published.isRequired ? [`${at}: not required`] : []),
    ...valueDifferences(published.shape, table, at),
  ];
}

function valueDifferences(published: Published, table: Shape, at: string): string[] {
  if (published.kind === "anything") return [];
  if (table.kind === "anything") return [`${at}: anything`];
  if (sameKinds[table.kind] !== published.kind) return [`${at}: ${table.kind} instead of ${published.kind}`];
  if (table.kind === "text" && published.kind === "text") return choiceDifferences(published.choices, table, at);
  if (table.kind === "structure" && published.kind === "structure") return differencesOf(published, table, `${at}.`);
  if ((table.kind === "list" || table.kind === "dictionary") && (published.kind === "list" || published.kind === "dictionary"))
    return valueDifferences(published.of, table.of, at);
  return [];
}

function choiceDifferences(published: readonly string[] | undefined, table: Extract<Shape, { kind: "text" }>, at: string): string[] {
  if (published === undefined || published.length === 0) return [];
  if (table.choices === undefined) return table.pattern === undefined ? [`${at}: any text instead of ${published.join("|")}`] : [];
  const more = table.choices.filter((choice) => !published.includes(choice));
  const fewer = published.filter((choice) => !(table.choices ?? []).includes(choice));
  return [
    ...(more.length > 0 ? [`${at}: lets through ${more.join("|")}`] : []),
    ...(fewer.length > 0 ? [`${at}: refuses ${fewer.join("|")}`] : []),
  ];
}

/** Where an answer has what the published model does not: members, kinds of values, values of an enumeration; or lacks what it requires. */
export function answerDifferencesOf(model: PublishedStructure, answer: Readonly<Record<string, unknown>>, path = ""): string[] {
  const declared = model.members();
  const { properties, ...root } = answer;
  const isFlat = isRecord(properties) && !declared.has("properties");
  const told: Readonly<Record<string, unknown>> = isFlat ? { ...root, ...properties } : answer;
  return [
    ...[...declared].filter(([name, { isRequired }]) => isRequired && told[name] === undefined).map(([name]) => `${path}${name}: missing`),
    ...Object.entries(told).flatMap(([name, value]) => {
      const published = declared.get(name);
      // `id`, `name` and `type` come from a base that the clients of some providers keep in another file.
      if (published === undefined) return path === "" && envelope.has(name) ? [] : [`${path}${name}: not declared`];
      return toldDifferences(published.shape, value, `${path}${name}`);
    }),
  ];
}

function toldDifferences(published: Published, value: unknown, at: string): string[] {
  if (value === null || published.kind === "anything") return [];
  switch (published.kind) {
    case "text":
      if (typeof value !== "string") return [`${at}: ${typeof value} instead of text`];
      return published.choices === undefined || published.choices.includes(value)
        ? []
        : [`${at}: ${value} is none of the published values`];
    case "number":
      return typeof value === "number" ? [] : [`${at}: ${typeof value} instead of number`];
    case "flag":
      return typeof value === "boolean" ? [] : [`${at}: ${typeof value} instead of flag`];
    case "list":
      return Array.isArray(value) ? value.flatMap((entry: unknown) => toldDifferences(published.of, entry, at)) : [`${at}: no list`];
    case "dictionary":
      return isRecord(value) ? Object.values(value).flatMap((entry) => toldDifferences(published.of, entry, at)) : [`${at}: no dictionary`];
    case "structure":
      return isRecord(value) ? answerDifferencesOf(published, value, `${at}.`) : [`${at}: no structure`];
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
