import { isRecord } from "./check-body.ts";
import type { JsonObject } from "./directory-object.ts";

/**
 * Applies a PATCH as Graph does: complex values are merged property by property, collections and plain values replaced,
 * a null for a complex value brings its defaults back. Source: ../shared/facts/cloud-wire.md 1.5 (the provider relies on it).
 */
export function mergePatch(current: JsonObject, changes: JsonObject, defaults: JsonObject = {}): JsonObject {
  const merged: JsonObject = { ...current };
  for (const [name, value] of Object.entries(changes)) {
    const before = current[name];
    if (isRecord(value) && isRecord(before)) merged[name] = mergePatch(before, value);
    else if (value === null && isRecord(defaults[name])) merged[name] = structuredClone(defaults[name]);
    else merged[name] = value;
  }
  return merged;
}
