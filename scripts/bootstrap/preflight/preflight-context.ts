import type { CloudAnswer } from "../../lib/cloud-http.ts";
import { parseJson, parseWireError, toObject } from "../../lib/wire-error.ts";
import type { PulumiCli } from "../../engine/find-pulumi.ts";
import type { Blueprint } from "../blueprint.ts";
import type { BootstrapCloud } from "../bootstrap-cloud.ts";
import type { BootstrapFlags } from "../bootstrap-flags.ts";
import type { PulumiCommand } from "../pulumi-cli.ts";
import type { StackFile } from "../stack-file.ts";
import { type Finding, unknown } from "./finding.ts";

/** What every look before the first change is made from. */
export interface PreflightContext {
  readonly cloud: BootstrapCloud;
  readonly blueprint: Blueprint;
  readonly flags: BootstrapFlags;
  readonly file: StackFile;
  /** The CLI on PATH; undefined where there is none. */
  readonly cli: PulumiCli | undefined;
  readonly pulumi: Pick<PulumiCommand, "findProblem">;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch, on this machine's clock. */
  readonly nowMs: () => number;
  /** Permissions of the sign-in on the subscription; asked once. */
  readonly permissions: () => Promise<CloudAnswer>;
  /** Resource providers of the subscription; asked once. */
  readonly providers: () => Promise<CloudAnswer>;
}

/** One look. Adds nothing, changes nothing. */
export interface PreflightCheck {
  readonly name: string;
  readonly run: (context: PreflightContext) => Promise<readonly Finding[]> | readonly Finding[];
}

/** `HTTP 403 (Authorization_RequestDenied)`. */
export function describeAnswer(answer: CloudAnswer): string {
  const { code } = parseWireError(answer.text, answer.headers);
  return `HTTP ${answer.status}${code === "" ? "" : ` (${code})`}`;
}

/** The finding of an answer that is none to the question. */
export function unanswered(check: string, what: string, answer: CloudAnswer): Finding {
  return unknown(check, `could not find out: ${what}`, describeAnswer(answer), "run it again; if it stays, the answer above says why");
}

/** `value` of a list that Graph or ARM answered. */
export function toList(answer: CloudAnswer): readonly Readonly<Record<string, unknown>>[] {
  const value = toObject(parseJson(answer.text))["value"];
  return Array.isArray(value) ? value.map(toObject) : [];
}
