import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { exitCode, type ExitCode } from "../../infra/contract/exit-code.ts";
import type { Paint } from "../lib/paint.ts";
import { evidenceSchema } from "./evidence.ts";
import { loadEvidenceFolder, toStamp, type EvidenceFile } from "./evidence-folder.ts";

/** What the digests show and what they do not; part of every answer. */
const scope =
  "This shows accidental change only: whoever changes a document on purpose can compute the digests anew. The newest document is named by none yet, only by the page beside it.";

/** One document of the folder. */
interface CheckedDocument {
  readonly file: string;
  readonly sha256: string;
  readonly startedAt: string | null;
  readonly outcome: string | null;
  readonly previous: string | null;
  /** Empty where it is as it was when the next one was written. */
  readonly problems: readonly string[];
  /** What a reader should know and what is no change. */
  readonly notes: readonly string[];
}

/** The answer of `--check`, for machines. */
export interface EvidenceCheck {
  readonly schema: "dialtone/evidence-check/1";
  readonly isIntact: boolean;
  readonly scope: string;
  readonly documents: readonly CheckedDocument[];
}

/**
 * Recomputes the chain of digests of a folder: every document fits the published schema, the one that it names as its
 * predecessor is there, and has the digest that it names.
 * @throws DialtoneError DT_USAGE_EVIDENCE where there is nothing to check
 */
export async function checkEvidence(directory: string): Promise<EvidenceCheck> {
  const files = await loadEvidenceFolder(directory);
  if (files.length === 0) {
    throw new DialtoneError({
      code: "DT_USAGE_EVIDENCE",
      what: "there is no evidence to check",
      saw: `no evidence-*.json in ${directory}`,
      expected: "a folder that --evidence wrote to",
      fix: "npm run verify -- --check DIR, with the DIR of --evidence DIR",
    });
  }
  const documents = files.map((file) => checkDocument(file, files));
  return { schema: "dialtone/evidence-check/1", isIntact: documents.every(({ problems }) => problems.length === 0), scope, documents };
}

function checkDocument(one: EvidenceFile, files: readonly EvidenceFile[]): CheckedDocument {
  const parsed = evidenceSchema.safeParse(one.document);
  const problems: string[] = [];
  const notes: string[] = [];
  if (!parsed.success) problems.push("is not a document of schema dialtone/evidence/1");
  for (const other of files) {
    if (other.previous?.file === one.file && other.previous.sha256 !== one.sha256)
      problems.push(`has changed since ${other.file} was written`);
  }
  if (one.pageSha256 !== undefined && one.pageSha256 !== one.sha256 && problems.length === 0)
    problems.push("is not the document that the page beside it was made from");
  if (parsed.success && !isNamedFor(one.file, parsed.data.startedAt))
    problems.push("is named for another start than its own: it was renamed, or is a copy");
  const { previous } = one;
  if (previous === undefined) {
    if (parsed.success) notes.push("names no predecessor: an older Dialtone wrote it");
  } else if (previous === null) {
    const other = files.find((file) => file.file !== one.file && file.previous === null);
    if (other !== undefined) notes.push(`begins a chain of its own, as ${other.file} does`);
  } else {
    if (!files.some(({ file }) => file === previous.file)) problems.push(`names ${previous.file} before it, which is not here any more`);
    const twin = files.find((file) => file.file !== one.file && file.previous?.file === previous.file);
    if (twin !== undefined) notes.push(`has the same predecessor as ${twin.file}: they were written at the same time`);
  }
  return {
    file: one.file,
    sha256: one.sha256,
    startedAt: parsed.success ? parsed.data.startedAt : null,
    outcome: parsed.success ? parsed.data.outcome : null,
    previous: previous?.file ?? null,
    problems,
    notes,
  };
}

function isNamedFor(file: string, startedAt: string): boolean {
  return file.replace(/(-\d+)?\.json$/, "") === `evidence-${toStamp(startedAt)}`;
}

/** 0 where every digest fits, 2 where one does not: a folder that is not what it was is the reader's to set right. */
export function toCheckExitCode(check: EvidenceCheck): ExitCode {
  return check.isIntact ? exitCode.done : exitCode.usage;
}

/** The check for people: a line per document, the problems in four parts, and what the whole thing shows. Pure. */
export function formatEvidenceCheck(check: EvidenceCheck, directory: string, paint: Paint): string {
  const lines = ["", paint.bold(`Dialtone verify: the chain of evidence in ${directory}`), ""];
  for (const one of check.documents) {
    const mark = one.problems.length === 0 ? paint.good("✓") : paint.bad("✘");
    lines.push(`  ${mark} ${one.file}  ${one.outcome ?? "unreadable"}  sha256 ${one.sha256}`);
    for (const problem of one.problems) lines.push(`      ${paint.bad("DT_EVIDENCE_CHANGED")}  ${problem}`);
    for (const note of one.notes) lines.push(`      ${paint.dim(note)}`);
  }
  const count = `${check.documents.length} document${check.documents.length === 1 ? "" : "s"}`;
  lines.push("");
  if (check.isIntact) lines.push(paint.good(`Intact: the digests of ${count} fit.`));
  else {
    const broken = check.documents.filter(({ problems }) => problems.length > 0).map(({ file }) => file);
    lines.push(
      paint.bad(`✘ DT_EVIDENCE_CHANGED  the folder is not what it was (exit ${exitCode.usage})`),
      `  saw       ${broken.join(", ")}`,
      "  expected  every document as it was written, and all of them",
      "  fix       restore them from where they were archived; what cannot be restored is no proof: npm run verify -- --evidence DIR makes a new one",
      paint.dim("  more      docs/errors.md#dt_evidence_changed"),
    );
  }
  return [...lines, check.scope, ""].join("\n");
}
