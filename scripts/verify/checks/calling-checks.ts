import { isQuiet, toTimeOfDay } from "../../../infra/contract/quiet-hours.ts";
import { passed, unknown, type Judgement } from "../judgement.ts";
import type { Check, Verification } from "../verification.ts";

/** The window of the daily cap, in milliseconds: any 24 hours, so that midnight is no way around it. */
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Whether a call may be placed now, by the stack's own rules; made last before the create, and only where there are
 * rules and a call is wanted. A call that they forbid is no verdict on the chain: exit 3, and time alone cures it.
 */
export function toCallingChecks({ outputs, isCallWanted }: Pick<Verification, "outputs" | "isCallWanted">): readonly Check[] {
  if (!isCallWanted) return [];
  const { quietHours, callsPerDay } = outputs.calling ?? {};
  return [
    ...(quietHours === undefined ? [] : [{ checkId: "call.quiet-hours", link: "call", needs: [], run: checkQuietHours } as const]),
    ...(callsPerDay === undefined ? [] : [{ checkId: "call.daily-cap", link: "call", needs: [], run: checkDailyCap } as const]),
  ];
}

async function checkQuietHours({ outputs, findings }: Verification): Promise<Judgement> {
  const quietHours = outputs.calling?.quietHours;
  if (quietHours === undefined) throw new Error("quiet hours were checked where there are none");
  const { from, to, timeZone } = quietHours;
  const now = toCloudTime(findings.clockSkewSeconds);
  const saw = `${toTimeOfDay(now, timeZone)} in ${timeZone}, by the login host's clock`;
  const expected = `outside of ${from} to ${to}`;
  if (!isQuiet(quietHours, now)) return passed("these are not the stack's quiet hours", { saw, expected });
  const isAllDay = from === "00:00" && to === "24:00";
  const later = isAllDay
    ? "they are all day, so time does not cure it:"
    : `run verify again after ${to === "24:00" ? "00:00" : to} in ${timeZone}; or`;
  return unknown("DT_UNCERTAIN_QUIET_HOURS", "these are quiet hours: nobody was called", {
    saw,
    expected,
    fix: `${later} change dialtone:calling in Pulumi.${outputs.stack}.yaml, then: pulumi up --stack ${outputs.stack}`,
  });
}

async function checkDailyCap({ outputs, clients, findings, progress, signal }: Verification): Promise<Judgement> {
  const callsPerDay = outputs.calling?.callsPerDay;
  if (callsPerDay === undefined) throw new Error("a daily cap was checked where there is none");
  progress.step("call", "counting the calls of the last 24 hours");
  const since = new Date(toCloudTime(findings.clockSkewSeconds).getTime() - dayMs);
  const count = await clients.countCallsSince(since, signal);
  const saw = `${count} call${count === 1 ? "" : "s"} in ${outputs.notifications.tableName} since ${since.toISOString()}`;
  const expected = `fewer than ${callsPerDay} in 24 hours`;
  if (count < callsPerDay) return passed("the daily cap leaves room for a call", { saw, expected });
  return unknown("DT_UNCERTAIN_DAILY_CAP", "the daily cap of calls is reached: nobody was called", {
    saw,
    expected,
    fix: `run verify again when the calls are a day old; or raise dialtone:calling.callsPerDay in Pulumi.${outputs.stack}.yaml, then: pulumi up --stack ${outputs.stack}`,
  });
}

/** Now by Microsoft's clock: this machine's may be wrong, and the rows of the table carry the host's. */
function toCloudTime(clockSkewSeconds: number | undefined): Date {
  return new Date(Date.now() - (clockSkewSeconds ?? 0) * 1000);
}
