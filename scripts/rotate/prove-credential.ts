import type { Cloud } from "../../infra/contract/cloud.ts";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";
import { createBudgetClock } from "../lib/budget-clock.ts";
import type { CommandContext } from "../lib/command.ts";
import { createBudgets } from "../verify/budgets.ts";
import { credentialChecks } from "../verify/checks/credential-checks.ts";
import type { Judgement } from "../verify/judgement.ts";
import { judgeFailedLook } from "../verify/uncertain.ts";
import { createFindings, type Check, type Verification } from "../verify/verification.ts";
import { createVerifyClients } from "../verify/verify-clients.ts";
import { waitForRole } from "./wait-for-role.ts";

/**
 * Proves the credential in use by a token, the way verify does: as the operator, by the reference that consumers have.
 * @param isRoleNew the update before gave the operator the right to use it: that may take minutes to count
 * @throws DialtoneError with the code of the check that did not pass
 */
export async function proveCredential(cloud: Cloud, outputs: Outputs, context: CommandContext, isRoleNew = false): Promise<void> {
  const { environment, progress, signal } = context;
  const clockRate = cloud.rehearsal?.clockRate ?? 1;
  const clock = createBudgetClock(clockRate);
  const budgets = createBudgets(clockRate);
  const ready = createVerifyClients(cloud, outputs, clock, budgets, signal, environment);
  const clients = isRoleNew ? waitForRole(ready, { clock, progress, signal }) : ready;
  const verification: Verification = {
    cloud,
    outputs,
    calleeObjectId: outputs.callees[0] ?? "",
    isCallWanted: false,
    isAnswerRequired: false,
    drill: undefined,
    clients,
    clock,
    budgets,
    progress,
    signal,
    findings: createFindings(),
  };
  try {
    for (const check of credentialChecks.filter(({ isFor }) => isFor === undefined || isFor(outputs))) {
      const { status, code, message, saw, expected, fix } = await judge(check, verification);
      if ((status === "failed" || status === "unknown") && code !== null)
        throw new DialtoneError({ code, what: message, saw, expected, fix });
    }
  } finally {
    await clients.close();
  }
}

async function judge(check: Check, verification: Verification): Promise<Judgement> {
  try {
    return await check.run(verification);
  } catch (error) {
    verification.signal.throwIfAborted();
    const judgement = judgeFailedLook(error, "the credential", verification);
    if (judgement === undefined) throw error;
    return judgement;
  }
}
