import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Evidence } from "./evidence.ts";
import { findHead, loadEvidenceFolder, toDigest, toStamp } from "./evidence-folder.ts";
import { formatEvidencePage } from "./evidence-page/format-evidence-page.ts";
import { formatHandOffPage } from "./hand-off/format-hand-off-page.ts";
import { formatHandOffText } from "./hand-off/format-hand-off-text.ts";
import { toHandOff } from "./hand-off/hand-off.ts";

/** What was written. */
export interface WrittenEvidence {
  /** Path of the JSON. */
  readonly file: string;
  /** The document as it was written: with `previous`. */
  readonly evidence: Evidence;
  /** Paths of the pages beside it: the proof for eyes, and the hand-off where a person has to consent. */
  readonly pages: readonly string[];
}

/**
 * Writes `evidence-<start>.json` into a directory, which is made if need be, with the digest of the evidence that was
 * there before; beside it the page for eyes and, where a person must consent, the hand-off as page and as text. Each
 * under another name first: a reader never sees half a document. Nothing that is there is overwritten.
 */
export async function writeEvidence(directory: string, evidence: Evidence): Promise<WrittenEvidence> {
  await mkdir(directory, { recursive: true });
  const head = findHead(await loadEvidenceFolder(directory));
  const chained: Evidence = { ...evidence, previous: head === undefined ? null : { file: head.file, sha256: head.sha256 } };
  const stamp = await findFreeStamp(directory, toStamp(evidence.startedAt));
  const json = `${JSON.stringify(chained, undefined, 2)}\n`;
  const name = `evidence-${stamp}.json`;
  const file = await put(directory, name, json);
  const pages = [await put(directory, `evidence-${stamp}.html`, formatEvidencePage(chained, { file: name, sha256: toDigest(json) }))];
  const handOff = toHandOff(chained);
  if (handOff !== undefined) {
    pages.push(await put(directory, `handoff-${stamp}.html`, formatHandOffPage(handOff)));
    pages.push(await put(directory, `handoff-${stamp}.txt`, formatHandOffText(handOff)));
  }
  return { file, evidence: chained, pages };
}

async function put(directory: string, name: string, text: string): Promise<string> {
  const file = join(directory, name);
  const unfinished = join(directory, `.${name}-${process.pid}.part`);
  await writeFile(unfinished, text, { mode: 0o644 });
  await rename(unfinished, file);
  return file;
}

/** Two runs of one millisecond are two documents. */
async function findFreeStamp(directory: string, stamp: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? stamp : `${stamp}-${count}`;
    const isTaken = await stat(join(directory, `evidence-${candidate}.json`)).then(
      () => true,
      () => false,
    );
    if (!isTaken) return candidate;
  }
}
