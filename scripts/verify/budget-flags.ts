import type { FlagDefinition, FlagValues } from "../lib/flag-values.ts";
import { createBudgets, type Budgets } from "./budgets.ts";

/** Longest wait that can be asked for, in seconds (24 h): consent inside the calling service was seen to take that long (graph-calling facts 5.2 row 9, read 2026-11-23). */
const maxWaitSeconds = 24 * 60 * 60;
/** Longest ringing, in seconds: a call is never a nuisance, and Teams gives an unanswered call up within two minutes. */
const maxRingSeconds = 120;

interface BudgetFlag {
  readonly budget: Exclude<keyof Budgets, `${string}PollSeconds`>;
  readonly waitsFor: string;
  readonly maxSeconds?: number;
}

/** One flag for each waiting budget, in the order of the chain. */
const budgetFlags: Readonly<Record<string, BudgetFlag>> = {
  "wait-credential": { budget: "credentialSeconds", waitsFor: "a new secret or service principal to be known to login" },
  "wait-consent": { budget: "consentSeconds", waitsFor: "a grant to show in a fresh token" },
  "wait-registration": { budget: "registrationSeconds", waitsFor: "the calling service to know a new bot (7503)" },
  "wait-host": { budget: "hostSeconds", waitsFor: "the callback host to wake up and be ready" },
  "wait-ring": { budget: "ringSeconds", waitsFor: "the callee to answer before hanging up", maxSeconds: maxRingSeconds },
  "wait-callbacks": { budget: "callbackSeconds", waitsFor: "the first notification, from the create" },
  "wait-end": { budget: "endSeconds", waitsFor: "the end of the call, from the hang-up" },
  "wait-lost-call": { budget: "lostCallSeconds", waitsFor: "a sign of a call whose create had no answer" },
  "wait-read": { budget: "readSeconds", waitsFor: "a throttled or failing read to succeed" },
  "wait-answer": { budget: "answerSeconds", waitsFor: "the answer to one request" },
};

/** The flags for `--help`; each names its default. */
export const budgetOptions: Readonly<Record<string, FlagDefinition>> = Object.fromEntries(
  Object.entries(budgetFlags).map(([name, flag]) => [
    name,
    { type: "string", placeholder: "TIME", summary: `how long to wait for ${flag.waitsFor} (default ${createBudgets(1)[flag.budget]}s)` },
  ]),
);

const secondsPerUnit: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600 };

/** What was asked for, as `300s`, `5m`, `1h` or plain seconds; adds every problem. Cloud seconds, as the defaults are. */
export function parseBudgetFlags(values: FlagValues, problems: string[]): Partial<Budgets> {
  const asked: Partial<Record<keyof Budgets, number>> = {};
  for (const [name, { budget, maxSeconds = maxWaitSeconds }] of Object.entries(budgetFlags)) {
    const text = values.string(name);
    if (text === undefined) continue;
    const [, amount, unit = ""] = /^(\d{1,6})([smh]?)$/.exec(text) ?? [];
    const seconds = amount === undefined ? undefined : Number(amount) * (secondsPerUnit[unit] ?? 1);
    if (seconds === undefined) problems.push(`--${name} is "${text}", and not a time such as 90s, 5m or 1h`);
    else if (seconds > maxSeconds) problems.push(`--${name} is ${text}, and at most ${maxSeconds}s can be waited`);
    else asked[budget] = seconds;
  }
  return asked;
}
