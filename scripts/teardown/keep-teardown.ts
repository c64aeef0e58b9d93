import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createPaint } from "../lib/paint.ts";
import { formatTeardown } from "./format-teardown.ts";
import type { TeardownEvidence } from "./teardown-evidence.ts";

/** Writes `teardown-<start>.json` and the same as text into a directory; gives their paths. Each under another name first: a reader never sees half a document. */
export async function keepTeardown(directory: string, evidence: TeardownEvidence): Promise<readonly string[]> {
  await mkdir(directory, { recursive: true });
  const stem = join(directory, `teardown-${evidence.startedAt.replaceAll(/[-:.]/g, "")}`);
  const files = [
    [`${stem}.json`, `${JSON.stringify(evidence, undefined, 2)}\n`],
    [`${stem}.txt`, formatTeardown(evidence, createPaint(false, {}))],
  ] as const;
  for (const [file, text] of files) {
    await writeFile(`${file}.part`, text, { mode: 0o644 });
    await rename(`${file}.part`, file);
  }
  return files.map(([file]) => file);
}
