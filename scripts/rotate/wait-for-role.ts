import { RestError } from "@azure/core-rest-pipeline";
import type { BudgetClock } from "../lib/budget-clock.ts";
import { pollWithin } from "../lib/poll-within.ts";
import type { Progress } from "../lib/progress.ts";
import { parseRestError } from "../verify/quote.ts";
import type { VerifyClients } from "../verify/verify-clients.ts";

/** How long a new role may take to count, and between two looks, in cloud seconds. Source: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting (up to 10 min), read 2026-11-26. */
const budgetSeconds = 600;
const everySeconds = 10;

/**
 * The clients, with patience for a role that the update before gave the operator: a new key, or a first secret, is refused
 * for minutes, and says nothing about the credential.
 */
export function waitForRole(
  clients: VerifyClients,
  { clock, progress, signal }: { readonly clock: BudgetClock; readonly progress: Progress; readonly signal: AbortSignal },
): VerifyClients {
  const patiently = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
    const end = await pollWithin<{ readonly value: Value } | { readonly refusal: unknown }>({
      clock,
      signal,
      everySeconds,
      budgetSeconds,
      attempt: async () => {
        try {
          return { value: await ask() };
        } catch (error) {
          if (!isNotYetInForce(error)) throw error;
          return { refusal: error };
        }
      },
      isEnough: (given) => "value" in given,
      onWait: (elapsed, budget) =>
        progress.step("credential", `the operator's new role does not count yet: ${Math.round(elapsed)} s of ${budget} s`),
    });
    if ("value" in end) return end.value;
    throw end.refusal;
  };
  return {
    ...clients,
    readSecret: (secretUrl) => patiently(() => clients.readSecret(secretUrl)),
    signAssertion: (certificate) => patiently(() => clients.signAssertion(certificate)),
  };
}

/** Of all that a vault refuses with, this alone passes by itself. */
function isNotYetInForce(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 403 && parseRestError(error).codes.includes("ForbiddenByRbac");
}
