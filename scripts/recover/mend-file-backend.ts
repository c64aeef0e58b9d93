import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Removes what a killed CLI may leave half written in a `file://` backend and then stumbles over with "failed to load
 * checkpoint: EOF": an empty `.attrs` file, which holds a checksum beside each file and nothing that is needed. The
 * state itself is replaced as a whole or not at all.
 * Source: gocloud.dev blob/fileblob attrs.go (written in place), seen with CLI 3.259.0 on 2026-11-25.
 */
export function mendFileBackend(directory: string): void {
  const root = join(directory, ".pulumi");
  if (statSync(root, { throwIfNoEntry: false }) === undefined) return;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && file.endsWith(".attrs") && statSync(file).size === 0) rmSync(file);
  }
}
