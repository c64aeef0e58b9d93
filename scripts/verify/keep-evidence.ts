import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Evidence } from "./evidence.ts";
import { loadEvidenceFolder } from "./evidence-folder.ts";
import { writeEvidence } from "./write-evidence.ts";

/** The document, and where it is kept. */
export interface KeptEvidence {
  /** As it was written, with `previous`; as it was found where it could not be written. */
  readonly evidence: Evidence;
  /** The JSON first, then its pages. */
  readonly paths: readonly string[];
  /** Why it is not in the folder. */
  readonly problem: DialtoneError | undefined;
}

/**
 * Makes the folder and tries it: to be called before anything is asked, because a phone that has rung cannot be unrung.
 * @throws DialtoneError DT_USAGE_FLAG where evidence could not be kept there
 */
export async function prepareEvidenceFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await loadEvidenceFolder(directory); // the next document names the one before it
    const trial = join(directory, `.evidence-${randomUUID()}.part`);
    await writeFile(trial, "");
    await rm(trial);
  } catch (error) {
    throw toProblem(directory, error, "evidence cannot be kept where --evidence says; nothing was done yet");
  }
}

/** Writes the evidence into the folder. Never throws: what was proved is not lost with a disk that has filled up meanwhile. */
export async function keepEvidence(directory: string, found: Evidence): Promise<KeptEvidence> {
  try {
    const { file, pages, evidence } = await writeEvidence(directory, found);
    return { evidence, paths: [file, ...pages], problem: undefined };
  } catch (error) {
    const what = "the evidence could not be written where --evidence says; it stands on stdout only";
    return { evidence: found, paths: [], problem: toProblem(directory, error, what) };
  }
}

function toProblem(directory: string, error: unknown, what: string): DialtoneError {
  return new DialtoneError({
    code: "DT_USAGE_FLAG",
    what,
    saw: `${directory}: ${error instanceof Error ? error.message : String(error)}`,
    expected: "a directory that can be made, read and written to",
    fix: "give --evidence another DIR, or mend that one (permissions, free space, a file of that name)",
    cause: error,
  });
}
