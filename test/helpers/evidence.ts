import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { checkoutDirectory } from "./run-script.ts";

/** An evidence document as a reader from outside sees it. */
export interface EvidenceDocument {
  readonly schema: string;
  readonly outcome: string;
  readonly exitCode: number;
  readonly rehearsal: boolean;
  readonly engine: string | null;
  readonly engineVersion?: string;
  readonly stack: string;
  readonly cloud: string;
  readonly permission: { readonly granted: boolean | null; readonly inToken: boolean | null; readonly wider: readonly string[] };
  readonly checks: readonly EvidenceCheck[];
  readonly call: EvidenceCall | null;
}
export interface EvidenceCheck {
  readonly id: string;
  readonly link: string;
  readonly status: string;
  readonly code: string | null;
  readonly message: string;
  readonly saw: string;
  readonly expected: string;
  readonly fix: string;
}
export interface EvidenceCall {
  readonly id: string;
  readonly states: readonly string[];
  readonly answered: boolean;
  readonly hungUp: boolean;
  readonly result: { readonly code: number; readonly subcode: number; readonly meaning: string } | null;
  readonly notifications: readonly { readonly at: string; readonly state: string }[];
}

const schemaFile = join(checkoutDirectory, "docs", "schemas", "evidence-1.schema.json");

/** Reads the one document that stdout holds, and checks it against the published schema. Throws with every violation. */
export function parseEvidence(text: string): EvidenceDocument {
  const document: unknown = JSON.parse(text);
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));
  if (!validate(document)) throw new Error(`the evidence breaks its schema: ${ajv.errorsText(validate.errors)}`);
  return document as EvidenceDocument;
}

/** The one document that `--evidence` wrote into a directory. */
export function findEvidenceFile(directory: string): string {
  const [file, ...others] = readdirSync(directory).filter((name) => /^evidence-.*\.json$/.test(name));
  if (file === undefined || others.length > 0) throw new Error(`${directory} does not hold exactly one evidence document`);
  return join(directory, file);
}

/** Each link and the worst that its checks came to. */
export function toLinkStatuses(evidence: EvidenceDocument): Record<string, string> {
  const severity = ["skipped", "passed", "warned", "unknown", "failed"];
  const links: Record<string, string> = {};
  for (const { link, status } of evidence.checks) {
    const before = links[link];
    links[link] = before === undefined || severity.indexOf(status) > severity.indexOf(before) ? status : before;
  }
  return links;
}

/** The first check that did not pass. */
export function findBrokenCheck(evidence: EvidenceDocument): EvidenceCheck | undefined {
  return evidence.checks.find(({ status }) => status === "failed" || status === "unknown");
}
