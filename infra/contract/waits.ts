/**
 * How long verify may wait for what can become true by itself: the names of its waits, as configuration keys, outputs and
 * flags have them (`lostCall` is `--wait-lost-call`), and how a time is written.
 */
export const waitNames = [
  "credential",
  "consent",
  "registration",
  "host",
  "ring",
  "callbacks",
  "end",
  "lostCall",
  "read",
  "answer",
  "drill",
] as const;

export type WaitName = (typeof waitNames)[number];

/** Longest wait that can be asked for, in seconds (24 h): consent inside the calling service was seen to take that long (graph-calling facts 5.2 row 9, read 2026-11-23). */
const maxWaitSeconds = 24 * 60 * 60;
/** Longest ringing and longest drill, in seconds: a call is never a nuisance, and Teams gives an unanswered call up within two minutes. */
const maxCallSeconds = 120;

/** The longest that can be waited for it, in seconds. */
export function toMaxWaitSeconds(name: WaitName): number {
  return name === "ring" || name === "drill" ? maxCallSeconds : maxWaitSeconds;
}

const secondsPerUnit: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600 };

/** Seconds of a time such as `90s`, `5m`, `1h` or plain seconds; undefined for anything else. */
export function toWaitSeconds(text: string): number | undefined {
  const [, amount, unit = ""] = /^(\d{1,6})([smh]?)$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (secondsPerUnit[unit] ?? 1);
}
