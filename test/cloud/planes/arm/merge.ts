import { isRecord } from "./body-check.ts";
import type { Json } from "./body-check.ts";

/** `more` laid over `base`, member by member; lists are replaced. */
export function mergeDeep(base: Readonly<Json>, more: Readonly<Json>): Json {
  const merged: Json = { ...base };
  for (const [name, value] of Object.entries(more)) {
    const before = merged[name];
    merged[name] = isRecord(before) && isRecord(value) ? mergeDeep(before, value) : value;
  }
  return merged;
}

/** JSON merge patch (RFC 7396): null removes; `tags` are replaced as a whole, as ARM does. */
export function mergePatch(base: Readonly<Json>, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged: Json = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    const before = merged[name];
    if (value === null) delete merged[name];
    else merged[name] = name !== "tags" && isRecord(before) && isRecord(value) ? mergePatch(before, value) : value;
  }
  return merged;
}
