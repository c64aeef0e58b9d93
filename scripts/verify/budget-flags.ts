import type { Outputs } from "../../infra/contract/outputs.ts";
import { toMaxWaitSeconds, toWaitSeconds, type WaitName, waitNames } from "../../infra/contract/waits.ts";
import type { FlagDefinition, FlagValues } from "../lib/flag-values.ts";
import { createBudgets, type Budgets } from "./budgets.ts";

/** What each wait is for, and which budget it is; in the order of the chain. */
const waits: Readonly<Record<WaitName, { readonly budget: Exclude<keyof Budgets, `${string}PollSeconds`>; readonly waitsFor: string }>> = {
  credential: { budget: "credentialSeconds", waitsFor: "a new secret or service principal to be known to login" },
  consent: { budget: "consentSeconds", waitsFor: "a grant to show in a fresh token" },
  registration: { budget: "registrationSeconds", waitsFor: "the calling service to know a new bot (7503)" },
  host: { budget: "hostSeconds", waitsFor: "the callback host to wake up and be ready" },
  ring: { budget: "ringSeconds", waitsFor: "the callee to answer before hanging up" },
  callbacks: { budget: "callbackSeconds", waitsFor: "the first notification, from the create" },
  end: { budget: "endSeconds", waitsFor: "the end of the call, from the hang-up" },
  lostCall: { budget: "lostCallSeconds", waitsFor: "a sign of a call whose create had no answer" },
  read: { budget: "readSeconds", waitsFor: "a throttled or failing read to succeed" },
  answer: { budget: "answerSeconds", waitsFor: "the answer to one request" },
  drill: { budget: "drillSeconds", waitsFor: "a drill to come out" },
};

/** `lostCall` as people type it: `wait-lost-call`. */
function toFlagName(name: WaitName): string {
  return `wait-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The flags for `--help`; each names its default and its configuration key. */
export const budgetOptions: Readonly<Record<string, FlagDefinition>> = Object.fromEntries(
  waitNames.map((name) => {
    const { budget, waitsFor } = waits[name];
    const fallback = `dialtone:waits.${name}, or ${createBudgets(1)[budget]}s`;
    return [
      toFlagName(name),
      { type: "string", placeholder: "TIME", summary: `how long to wait for ${waitsFor} (default: ${fallback})` } satisfies FlagDefinition,
    ];
  }),
);

/** What was asked for, as `300s`, `5m`, `1h` or plain seconds; adds every problem. Cloud seconds, as the defaults are. */
export function parseBudgetFlags(values: FlagValues, problems: string[]): Partial<Budgets> {
  const asked: Partial<Record<keyof Budgets, number>> = {};
  for (const name of waitNames) {
    const flag = toFlagName(name);
    const text = values.string(flag);
    if (text === undefined) continue;
    const seconds = toWaitSeconds(text);
    const maxSeconds = toMaxWaitSeconds(name);
    if (seconds === undefined) problems.push(`--${flag} is "${text}", and not a time such as 90s, 5m or 1h`);
    else if (seconds > maxSeconds) problems.push(`--${flag} is ${text}, and at most ${maxSeconds}s can be waited`);
    else asked[waits[name].budget] = seconds;
  }
  return asked;
}

/** What the stack's configuration asks for (`dialtone:waits`, by way of the outputs), with what was typed on top. Pure. */
export function toAskedBudgets(configured: Outputs["waits"], typed: Partial<Budgets>): Partial<Budgets> {
  const asked: Partial<Record<keyof Budgets, number>> = {};
  for (const name of waitNames) {
    const seconds = configured?.[name];
    if (seconds !== undefined) asked[waits[name].budget] = Math.min(seconds, toMaxWaitSeconds(name));
  }
  return { ...asked, ...typed };
}
