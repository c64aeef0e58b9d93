import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { errorCodes } from "../../infra/contract/error-codes.ts";
import { chainLinks } from "../../infra/contract/exit-code.ts";
import { toCallChecks } from "./call/call-checks.ts";
import type { CallRecord } from "./call/call-record.ts";
import { runCall } from "./call/run-call.ts";
import { botChecks } from "./checks/bot-checks.ts";
import { callbacksChecks } from "./checks/callbacks-checks.ts";
import { toCallingChecks } from "./checks/calling-checks.ts";
import { consentChecks } from "./checks/consent-checks.ts";
import { credentialChecks } from "./checks/credential-checks.ts";
import { hostChecks } from "./checks/host-checks.ts";
import { tenantChecks } from "./checks/tenant-checks.ts";
import { toPromptChecks } from "./drill/prompt-check.ts";
import type { CheckRecord } from "./evidence.ts";
import { failed, skipped, unknown, type Judgement } from "./judgement.ts";
import { judgeFailedLook } from "./uncertain.ts";
import type { Check, Verification } from "./verification.ts";

/** Everything that is looked at before a phone rings, in the order in which it is looked at. */
function toChecksBeforeCall(verification: Verification): readonly Check[] {
  return [
    ...credentialChecks,
    ...consentChecks,
    ...tenantChecks,
    ...botChecks,
    ...hostChecks,
    ...toPromptChecks(verification),
    ...callbacksChecks,
    ...toCallingChecks(verification),
  ].filter(({ isFor }) => isFor === undefined || isFor(verification.outputs));
}

/** What came of the chain: every check in the chain's order, and the call where there was one. */
export interface ChainOutcome {
  readonly checks: readonly CheckRecord[];
  readonly call: CallRecord | undefined;
}

/**
 * Walks the chain and stops at the first broken link: what comes after is skipped and says on what. Within a link every
 * check that can be made is made. An interruption ends the walk; the call has been hung up by then.
 */
export async function walkChain(verification: Verification): Promise<ChainOutcome> {
  const records: CheckRecord[] = [];
  let broken: CheckRecord | undefined;
  for (const check of toChecksBeforeCall(verification)) {
    const needed = check.needs.find((checkId) => records.some((record) => record.id === checkId && !isGood(record)));
    const startedAt = performance.now();
    const judgement =
      broken !== undefined && broken.link !== check.link
        ? skipped(`needs ${broken.id}`)
        : needed === undefined
          ? await runCheck(check, verification)
          : skipped(`needs ${needed}`);
    const record = toRecord(check, judgement, startedAt);
    records.push(record);
    if (record.status === "failed" || record.status === "unknown") broken ??= record;
  }
  const call = await runCallIfWanted(verification, broken, records);
  return { checks: records.sort((left, right) => chainLinks.indexOf(left.link) - chainLinks.indexOf(right.link)), call };
}

async function runCallIfWanted(
  verification: Verification,
  broken: CheckRecord | undefined,
  records: CheckRecord[],
): Promise<CallRecord | undefined> {
  const accessToken = verification.findings.accessToken;
  const startedAt = performance.now();
  const reason =
    broken !== undefined
      ? `needs ${broken.id}`
      : verification.isCallWanted
        ? accessToken === undefined
          ? "needs credential.token"
          : undefined
        : "not asked for (--no-call)";
  if (reason !== undefined || accessToken === undefined) {
    for (const check of toCallChecks(verification)) records.push(toRecord(check, skipped(reason ?? "needs credential.token"), startedAt));
    return undefined;
  }
  const call = verification.signal.aborted ? undefined : await runCall(verification, accessToken);
  for (const check of toCallChecks(verification)) {
    const judgement = call === undefined ? skipped("interrupted") : check.judge(call, verification);
    // The call's checks are judged together; its time belongs to the one that placed it.
    records.push(toRecord(check, judgement, check.checkId === "call.created" ? startedAt : performance.now()));
  }
  return call;
}

async function runCheck(check: Check, verification: Verification): Promise<Judgement> {
  if (verification.signal.aborted) return skipped("interrupted");
  try {
    return await check.run(verification);
  } catch (error) {
    if (verification.signal.aborted) return skipped("interrupted");
    if (error instanceof DialtoneError) {
      const judge = errorCodes[error.code] === "uncertain" ? unknown : failed;
      return judge(error.code, error.what, { saw: error.saw, expected: error.expected, fix: error.fix });
    }
    const judgement = judgeFailedLook(error, check.checkId, verification);
    if (judgement === undefined) throw error;
    return judgement;
  }
}

function isGood(record: CheckRecord): boolean {
  return record.status === "passed" || record.status === "warned";
}

function toRecord(
  check: { readonly checkId: string; readonly link: CheckRecord["link"] },
  judgement: Judgement,
  startedAt: number,
): CheckRecord {
  return { id: check.checkId, link: check.link, ...judgement, durationMs: Math.max(0, Math.round(performance.now() - startedAt)) };
}
