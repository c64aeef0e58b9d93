import { type Document, isMap, isScalar, isSeq, Scalar, type YAMLMap, type YAMLSeq } from "yaml";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The YAML node for a value, made of the one that is there as far as it goes: comments and the way things are written stay
 * where their value stays. Entries of a list that have a `name` are the same where it is.
 */
export function mergeNode(document: Document, node: unknown, value: unknown): unknown {
  if (isMap(node) && isFields(value)) return mergeMap(document, node, value);
  if (isSeq(node) && Array.isArray(value)) return mergeList(document, node, value);
  if (isScalar(node) && node.value === value) return node;
  return toNode(document, value);
}

function mergeMap(document: Document, map: YAMLMap, value: Fields): YAMLMap {
  for (const key of map.items.map((item) => (isScalar(item.key) ? String(item.key.value) : "")))
    if (value[key] === undefined) map.delete(key);
  for (const [key, entry] of Object.entries(value)) if (entry !== undefined) map.set(key, mergeNode(document, map.get(key, true), entry));
  return map;
}

function mergeList(document: Document, list: YAMLSeq, values: readonly unknown[]): YAMLSeq {
  const before = [...list.items];
  list.items = values.map((value, index) => {
    const same = before.find((item) => isMap(item) && isFields(value) && value["name"] !== undefined && item.get("name") === value["name"]);
    const place = isFields(value) && value["name"] !== undefined ? undefined : before[index];
    return mergeNode(document, same ?? place, value);
  });
  return list;
}

/** A date in quotes: YAML 1.1, which Pulumi reads, makes a timestamp of a plain one. Source: https://yaml.org/type/timestamp.html, read 2026-11-25. */
function toNode(document: Document, value: unknown): unknown {
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value)) {
    const quoted = new Scalar(value);
    quoted.type = "QUOTE_DOUBLE";
    return quoted;
  }
  if (Array.isArray(value)) return mergeList(document, document.createNode([]) as YAMLSeq, value);
  if (isFields(value)) return mergeMap(document, document.createNode({}) as YAMLMap, value);
  return document.createNode(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
