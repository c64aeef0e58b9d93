import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";

type Keys = Readonly<Record<string, unknown>>;

const projectPrefix = "dialtone:";

/** Keys of our project in a stack's file, as they stand there; none where there is no file. */
export function readStackKeys(file: string): Keys {
  if (!existsSync(file)) return {};
  const { config } = (parse(readFileSync(file, "utf8")) ?? {}) as { readonly config?: Keys };
  return Object.fromEntries(
    Object.entries(config ?? {}).flatMap(([key, value]) =>
      key.startsWith(projectPrefix) ? [[key.slice(projectPrefix.length), value]] : [],
    ),
  );
}

/** What a command changed in a stack's configuration; undefined for a key that it removed. */
export function findEditedKeys(before: Keys, after: Keys): Keys {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(keys.filter((key) => !isDeepStrictEqual(before[key], after[key])).map((key) => [key, after[key]]));
}
