import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseJson, toObject } from "../lib/wire-error.ts";

/** One evidence document in a folder, as the chain of digests sees it. */
export interface EvidenceFile {
  readonly file: string;
  /** Of the file's bytes, lower-case hex. */
  readonly sha256: string;
  /** The parsed document; undefined where it is no JSON. */
  readonly document: unknown;
  /** What it says lay there before it: null for the first, undefined where it says nothing. */
  readonly previous: { readonly file: string; readonly sha256: string } | null | undefined;
  /** What the page beside it says it was made from; undefined where there is no page, or it says nothing. */
  readonly pageSha256: string | undefined;
}

/** Names of evidence documents; pages and hand-offs beside them are made from these and are not part of the chain. */
const evidenceName = /^evidence-[0-9A-Za-z-]+\.json$/;

/** Every evidence document of a folder, in the order of their names, which is that of their start. None where there is no folder. */
export async function loadEvidenceFolder(directory: string): Promise<readonly EvidenceFile[]> {
  let names: string[];
  try {
    names = await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  const files: EvidenceFile[] = [];
  for (const file of names.filter((name) => evidenceName.test(name)).sort()) {
    const bytes = await readFile(join(directory, file));
    const document = parseJson(bytes.toString("utf8"));
    const pageSha256 = await readPageDigest(join(directory, file.replace(/json$/, "html")));
    files.push({ file, sha256: toDigest(bytes), document, previous: toPrevious(toObject(document)["previous"]), pageSha256 });
  }
  return files;
}

/**
 * The document that the next one names as its predecessor: the last one that nobody names yet. Not simply the newest
 * name: a run that began early may end late.
 */
export function findHead(files: readonly EvidenceFile[]): EvidenceFile | undefined {
  const named = new Set(files.map(({ previous }) => previous?.file));
  return files.findLast(({ file }) => !named.has(file)) ?? files.at(-1);
}

/** SHA-256 in lower-case hex. */
export function toDigest(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A page without a digest, an older one or somebody's, is nothing to compare with. */
async function readPageDigest(page: string): Promise<string | undefined> {
  try {
    return /Every value on this page is from[^,]*, sha256\s*<span[^>]*>([0-9a-f]{64})</.exec(await readFile(page, "utf8"))?.[1];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** What a document that started then is called, before the number that tells two of one millisecond apart. */
export function toStamp(startedAt: string): string {
  return startedAt.replaceAll(/[-:.]/g, "");
}

function toPrevious(value: unknown): EvidenceFile["previous"] {
  if (value === null) return null;
  const { file, sha256 } = toObject(value);
  return typeof file === "string" && typeof sha256 === "string" ? { file, sha256 } : undefined;
}
