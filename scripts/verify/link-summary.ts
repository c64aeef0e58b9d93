import type { ChainLink } from "../../infra/contract/exit-code.ts";
import type { CheckRecord, CheckStatus, Evidence } from "./evidence.ts";

/** A link of the chain as its checks make it. */
export interface LinkSummary {
  /** That of its worst check. */
  readonly status: CheckStatus;
  /** The sentence that stands for the link. */
  readonly message: string;
  readonly checks: readonly CheckRecord[];
}

/** Worst first: a link is as its worst check. */
const severity: readonly CheckStatus[] = ["failed", "unknown", "warned", "passed", "skipped"];

/** Which check's sentence stands for a link that is in order; the last one of the link where it was not made. */
const headlines: Record<ChainLink, string> = {
  credential: "credential.token",
  consent: "consent.nothing-wider",
  tenant: "tenant.callee",
  bot: "bot.channel",
  host: "host.ready",
  call: "call.ended",
  callbacks: "callbacks.received",
};

/** How a link stands. Pure. */
export function toLinkSummary(link: ChainLink, evidence: Evidence): LinkSummary {
  const checks = evidence.checks.filter((check) => check.link === link);
  const status = severity.find((one) => checks.some((check) => check.status === one)) ?? "skipped";
  const told = checks.filter((check) => check.status === status);
  const headline = told.find((check) => check.id === headlines[link]) ?? told.at(-1);
  return { status, message: (status === "passed" ? headline : told[0])?.message ?? "", checks };
}
