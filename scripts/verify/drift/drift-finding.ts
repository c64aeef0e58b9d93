import type { CloudAnswer } from "../../lib/cloud-http.ts";
import { parseWireError } from "../../lib/wire-error.ts";
import type { Evidence } from "../evidence.ts";
import type { Verification } from "../verification.ts";

/** One difference between the stack and its cloud, or one place where nobody could look. */
export type DriftFinding = NonNullable<Evidence["drift"]>["findings"][number];

/** What the looks at drift work with. */
export type DriftSubject = Pick<Verification, "outputs" | "clients" | "cloud">;

/** One kind of drift: what it looks at, and the look. Throws what a client throws: it is `unknown` then. */
export interface DriftLook {
  readonly of: DriftFinding["of"];
  readonly find: (subject: DriftSubject) => Promise<readonly DriftFinding[]>;
}

/** Nobody could look there. */
export function toUnseen(of: DriftFinding["of"], saw: string, needs: string): DriftFinding {
  return { of, kind: "unknown", what: `could not be looked at: ${saw}`, fix: needs };
}

/** The same for an answer that is none. */
export function toUnseenAnswer(of: DriftFinding["of"], answer: CloudAnswer, needs: string): DriftFinding {
  return toUnseen(of, `HTTP ${answer.status} ${parseWireError(answer.text, answer.headers).code}`.trim(), needs);
}

export function toWord(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : "nothing";
}
