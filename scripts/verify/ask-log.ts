import { RestError } from "@azure/core-rest-pipeline";
import { OperatorSignInFailure } from "../lib/operator-credential.ts";
import { toLastFour } from "../lib/redact.ts";
import { toTransportFailure } from "../lib/transport-failure.ts";
import type { Asked } from "./evidence.ts";

/** What is asked of whom, with whose identity. */
export type Question = Pick<Asked, "service" | "as" | "what">;

/** Keeps what a run asked, for the evidence: no body, no query, no token; a callee by the last four characters. */
export interface AskLog {
  /** Asks, and notes the answer or why there was none. What is thrown is thrown on. */
  readonly ask: <Value>(question: Question, send: () => Promise<Value>, toAnswer: (value: Value) => string) => Promise<Value>;
  /** In the order of the first sending; equal questions with equal answers in a row are one entry. */
  readonly entries: () => readonly Asked[];
}

/** @param personalIds object ids of people, which never appear whole */
export function createAskLog(personalIds: readonly string[], now: () => number = Date.now): AskLog {
  const entries: Asked[] = [];
  const note = (question: Question, answer: string, startedAt: number): void => {
    const what = toRedacted(question.what, personalIds);
    const last = entries.at(-1);
    const isRepeat = last?.service === question.service && last.as === question.as && last.what === what && last.answer === answer;
    if (last !== undefined && isRepeat) {
      last.times += 1;
      last.durationMs = Math.max(0, Math.round(now() - Date.parse(last.at)));
      return;
    }
    const durationMs = Math.max(0, Math.round(now() - startedAt));
    entries.push({ at: new Date(startedAt).toISOString(), service: question.service, as: question.as, what, answer, times: 1, durationMs });
  };
  return {
    ask: async (question, send, toAnswer) => {
      const startedAt = now();
      try {
        const value = await send();
        note(question, toAnswer(value), startedAt);
        return value;
      } catch (error) {
        note(question, toFailure(error), startedAt);
        throw error;
      }
    },
    entries: () => entries,
  };
}

function toRedacted(what: string, personalIds: readonly string[]): string {
  // Ids are GUIDs: nothing in them means anything to a pattern.
  return personalIds.reduce((text, personalId) => text.replaceAll(new RegExp(personalId, "gi"), toLastFour(personalId)), what);
}

function toFailure(error: unknown): string {
  if (error instanceof RestError && error.statusCode !== undefined) return `${error.statusCode} ${error.code ?? ""}`.trim();
  if (error instanceof OperatorSignInFailure) return "not sent: the operator is not signed in";
  const failure = toTransportFailure(error, "");
  if (failure !== undefined) return `no answer: ${failure.kind}`;
  return error instanceof Error && error.name === "AbortError" ? "interrupted" : "no answer";
}
