import type { Evidence } from "./evidence.ts";

/** The verdict of a run in one sentence, and how it sounds. */
export interface Verdict {
  readonly tone: "good" | "warn" | "bad";
  readonly sentence: string;
}

/** One sentence, and no more than what the evidence shows. Pure. */
export function toVerdict(evidence: Evidence): Verdict {
  const broken = evidence.checks.find((check) => check.status === "failed") ?? evidence.checks.find((check) => check.status === "unknown");
  const scope = evidence.rehearsal ? " in a rehearsal, against the simulated Microsoft cloud" : "";
  const { outcome, call, exitCode } = evidence;
  const proof = `Proved${scope}: this app may call;${call?.answered === true ? "" : " nobody answered, and"} the call, its signed callbacks and its end were seen`;
  if (outcome === "proved") {
    return {
      tone: "good",
      sentence: isDrilled(evidence) ? `${proof}. So was the drill.` : `${proof}.`,
    };
  }
  // The drill is the last thing that is judged: everything before it is in order.
  if (broken?.id === "call.drill" && outcome !== "interrupted" && isOnlyBroken(broken, evidence)) {
    return {
      tone: outcome === "broken" ? "bad" : "warn",
      sentence: `${proof}. The drill was not: ${broken.message} (${broken.code}, exit ${exitCode}).`,
    };
  }
  if (outcome === "handoff") {
    return {
      tone: "warn",
      sentence: "A person is needed: an administrator has to consent; nothing has to be deployed again after that (exit 4).",
    };
  }
  if (outcome === "interrupted") {
    const end = call === null ? "no call was placed" : `the call was ${call.hungUp ? "hung up" : "NOT hung up"}`;
    return { tone: "warn", sentence: `Interrupted (exit ${exitCode}); ${end}.` };
  }
  if (outcome === "broken") return { tone: "bad", sentence: `Broken at ${broken?.id ?? "?"} (${broken?.code ?? "?"}, exit ${exitCode}).` };
  if (broken?.code === "DT_UNCERTAIN_QUIET_HOURS" || broken?.code === "DT_UNCERTAIN_DAILY_CAP") {
    return { tone: "warn", sentence: `Nothing is broken as far as was looked; ${broken.message} (${broken.code}, exit ${exitCode}).` };
  }
  return broken === undefined
    ? { tone: "warn", sentence: "Nothing is broken as far as was looked; without a call nothing is proved (--no-call)." }
    : { tone: "warn", sentence: `Not known: ${broken.id} could not be found out (exit ${exitCode}). Run verify again.` };
}

function isOnlyBroken(broken: Evidence["checks"][number], { checks }: Evidence): boolean {
  return checks.every((check) => check === broken || (check.status !== "failed" && check.status !== "unknown"));
}

function isDrilled({ drill }: Evidence): boolean {
  return drill?.end === "transferred" || drill?.end === "cancelled";
}
