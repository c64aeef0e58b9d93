import { joinPath } from "./property-path.ts";
import type { PropertyChange } from "./provider.ts";
import { isPropertyMap, isSameValue } from "./property-values.ts";

/** Where two values differ, as the engine wants to be told: by path and kind, no deeper than both sides have structure. */
export function toPropertyChanges(oldValue: unknown, newValue: unknown, path = ""): PropertyChange[] {
  if (isSameValue(oldValue, newValue)) return [];
  if (isPropertyMap(oldValue) && isPropertyMap(newValue)) {
    const keys = new Set([...Object.keys(oldValue), ...Object.keys(newValue)]);
    return [...keys].sort().flatMap((key) => toPropertyChanges(oldValue[key], newValue[key], joinPath(path, key)));
  }
  if (Array.isArray(oldValue) && Array.isArray(newValue)) {
    const length = Math.max(oldValue.length, newValue.length);
    return Array.from({ length }, (_, index) => toPropertyChanges(oldValue[index], newValue[index], joinPath(path, index))).flat();
  }
  if (oldValue === undefined) return [{ path, kind: "add" }];
  return [{ path, kind: newValue === undefined ? "delete" : "update" }];
}
