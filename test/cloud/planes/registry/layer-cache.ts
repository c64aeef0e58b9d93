import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

type Files = ReadonlyMap<string, Buffer>;

/** Files that a step left behind, by everything that it ran on; as long as this process lives. */
const layers = new Map<string, Promise<Files>>();

/**
 * Runs a step of a build, or puts in place what the same step left behind when it ran on the same files before: a builder's
 * layer cache. Twenty rehearsals in one process bundle the same host once.
 * @param step everything beside the files that the step depends on: its command, its environment
 */
export async function runInLayer(rootDirectory: string, step: string, run: () => Promise<void>): Promise<void> {
  const before = readFiles(rootDirectory);
  const key = toKey(step, before);
  const known = layers.get(key);
  if (known !== undefined) {
    putFiles(rootDirectory, await known);
    return;
  }
  const layer = run().then(
    () => new Map([...readFiles(rootDirectory)].filter(([path, content]) => before.get(path)?.equals(content) !== true)),
  );
  layers.set(key, layer);
  try {
    await layer;
  } catch (error) {
    layers.delete(key);
    throw error;
  }
}

/** Every plain file below. What is linked in (node_modules) belongs to the step and is not followed. */
function readFiles(rootDirectory: string, folder = ""): Files {
  const files = new Map<string, Buffer>();
  // Not `recursive`: Node follows links there.
  for (const entry of readdirSync(join(rootDirectory, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile()) files.set(path, readFileSync(join(rootDirectory, path)));
    if (entry.isDirectory()) for (const [below, content] of readFiles(rootDirectory, path)) files.set(below, content);
  }
  return files;
}

function putFiles(rootDirectory: string, files: Files): void {
  for (const [path, content] of files) {
    const target = join(rootDirectory, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

function toKey(step: string, files: Files): string {
  const digest = createHash("sha256").update(`${step}\n`);
  for (const [path, content] of [...files].toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    digest.update(`${path}\n${content.byteLength}\n`).update(content);
  }
  return digest.digest("hex");
}
