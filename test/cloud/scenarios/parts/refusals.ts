import type { FaultAction, FaultRule } from "../../core/fault-rule.ts";

type AnswerAction = Extract<FaultAction, { kind: "answer" }>;

/** An answer of Microsoft Graph that says no, in Graph's envelope. */
export function graphAnswer(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}): AnswerAction {
  return { kind: "answer", status, headers, body: { error: { code, message } } };
}

/** An answer of the token service that says no: `AADSTS<code>: <text>`. */
export function loginAnswer(status: number, error: string, code: number, text: string): AnswerAction {
  return { kind: "answer", status, body: { error, error_description: `AADSTS${code}: ${text}`, error_codes: [code] } };
}

/** The one create of a call is answered with this. */
export function creatingACall(name: string, action: FaultAction): FaultRule {
  return { name, match: { operation: "calls.create" }, times: "always", action };
}

/** The calling app, and nobody else, is answered with this when it asks for a token. */
export function signingInTheApp(name: string, action: FaultAction, times: number | "always" = "always"): FaultRule {
  return { name, match: { operation: "login.token", clientId: "{app.clientId}" }, times, action };
}
