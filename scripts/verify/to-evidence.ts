import { errorCodes, type ErrorCode } from "../../infra/contract/error-codes.ts";
import { exitCode, type ExitCode } from "../../infra/contract/exit-code.ts";
import { toInterruption } from "../lib/interruption.ts";
import { isAnswered, toStates, type CallRecord } from "./call/call-record.ts";
import { toResultMeaning } from "./call/result-meaning.ts";
import type { DriftFinding } from "./drift/drift-finding.ts";
import { toDrillEvidence } from "./drill/to-drill-evidence.ts";
import type { CallEvidence, CheckRecord, Evidence } from "./evidence.ts";
import { isHandedOff } from "./hand-off/is-handed-off.ts";
import { toShown } from "./to-shown.ts";
import type { Verification } from "./verification.ts";
import type { ChainOutcome } from "./walk-chain.ts";

/** What a run carries beside its checks. */
export interface RunFacts {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly dialtoneVersion: string;
  /** Which engine provisioned the rehearsal; null outside of one. */
  readonly engine: Evidence["engine"];
  /** Version of that engine, where it is known. */
  readonly engineVersion: string | undefined;
  /** What drifted; undefined where nobody asked. */
  readonly drift?: readonly DriftFinding[] | undefined;
}

/** The evidence of a run. Pure. */
export function toEvidence(verification: Verification, chain: ChainOutcome, facts: RunFacts): Evidence {
  const { outputs, cloud, findings, signal, isCallWanted, clients } = verification;
  const interruption = toInterruption(signal);
  const code = interruption?.exitCode ?? toExitCode(chain.checks);
  return toShown<Evidence>({
    schema: "dialtone/evidence/1",
    outcome: interruption === undefined ? toOutcome(code, isCallWanted) : "interrupted",
    exitCode: code,
    rehearsal: cloud.rehearsal !== undefined,
    engine: facts.engine,
    ...(facts.engineVersion === undefined ? {} : { engineVersion: facts.engineVersion }),
    stack: outputs.stack,
    cloud: cloud.name,
    startedAt: facts.startedAt.toISOString(),
    finishedAt: facts.finishedAt.toISOString(),
    dialtoneVersion: facts.dialtoneVersion,
    subject: { displayName: outputs.app.displayName, clientId: outputs.app.clientId, tenantId: outputs.tenantId },
    permission: {
      value: outputs.permission.value,
      appRoleId: outputs.permission.appRoleId,
      granted: findings.isGranted,
      inToken: findings.claims === undefined ? null : findings.claims.roles.includes(outputs.permission.value),
      wider: [...findings.wider],
    },
    checks: [...chain.checks],
    call: chain.call === undefined ? null : toCallEvidence(chain.call),
    drill: chain.call === undefined ? null : toDrillEvidence(chain.call),
    asked: [...clients.asked()],
    ...(facts.drift === undefined ? {} : { drift: { findings: [...facts.drift] } }),
    handoff: chain.checks.some(isHandedOff)
      ? {
          consentUrl: outputs.consent.adminConsentUrl,
          graphUrl: cloud.graphUrl,
          principalObjectId: outputs.app.principalObjectId,
          resourceObjectId: outputs.permission.resourceObjectId,
        }
      : null,
  });
}

/**
 * The exit code: the first failed check in the chain's order decides, by its code; without one, anything unknown is 3,
 * never 0.
 */
export function toExitCode(checks: readonly CheckRecord[]): ExitCode {
  const failedCheck = checks.find((check) => check.status === "failed");
  if (failedCheck !== undefined) return exitCode[errorCodes[failedCheck.code as ErrorCode]];
  if (checks.some((check) => check.status === "unknown")) return exitCode.uncertain;
  return checks.some((check) => check.status === "passed" || check.status === "warned") ? exitCode.done : exitCode.usage;
}

/** Without a call nothing is proved, whatever passed: the exit code says that nothing is broken, the outcome that it is not known. */
function toOutcome(code: ExitCode, isCallWanted: boolean): Evidence["outcome"] {
  if (code === exitCode.done) return isCallWanted ? "proved" : "uncertain";
  if (code === exitCode.uncertain) return "uncertain";
  return code === exitCode.handoff ? "handoff" : "broken";
}

/** Null where no call is known to have been placed. */
function toCallEvidence(call: CallRecord): CallEvidence | null {
  if (call.callId === undefined) return null;
  return {
    id: call.callId,
    callChainId: call.callChainId ?? null,
    requestId: call.requestId ?? null,
    states: [...toStates(call)],
    answered: isAnswered(call),
    hungUp: call.hangUp?.isDone ?? false,
    result: call.result === undefined ? null : { ...call.result, meaning: toResultMeaning(call.result) },
    notifications: call.seen.map(({ at, state }) => ({ at: new Date(at).toISOString(), state })),
  };
}
