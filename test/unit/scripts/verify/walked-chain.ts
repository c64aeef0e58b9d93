import { evidenceSchema, type Evidence } from "../../../../scripts/verify/evidence.ts";
import { toEvidence } from "../../../../scripts/verify/to-evidence.ts";
import { walkChain } from "../../../../scripts/verify/walk-chain.ts";
import { clientId, outputs, runFacts, toAnswer, type World } from "./verification-fixture.ts";

/** The evidence of a walk through a scripted world, as a reader of the document gets it. */
export async function verify(world: World): Promise<Evidence> {
  return evidenceSchema.parse(toEvidence(world.verification, await walkChain(world.verification), runFacts));
}

/** How it ended: by the first check that failed, or the first that could not find out. */
export function codeOf(evidence: Evidence): { exitCode: number; outcome: string; code: string | null | undefined; posts?: number } {
  const broken = evidence.checks.find((check) => check.status === "failed") ?? evidence.checks.find((check) => check.status === "unknown");
  return { exitCode: evidence.exitCode, outcome: evidence.outcome, code: broken?.code };
}

export function checkOf(evidence: Evidence, checkId: string): Evidence["checks"][number] {
  const found = evidence.checks.find((check) => check.id === checkId);
  if (found === undefined) throw new Error(`no check ${checkId}`);
  return found;
}

/** A refusal of the login host. */
export function refuse(
  status: number,
  errorCodes: readonly number[],
  reason = "",
): Awaited<ReturnType<World["verification"]["clients"]["requestAppToken"]>> {
  return {
    kind: "refused",
    clockSkewSeconds: 0,
    refusal: { status, error: "invalid_client", errorCodes, reason, correlationId: "c", traceId: "t", timestamp: "2026-11-25 10:00:00Z" },
  };
}

/** The Teams channel as ARM tells it, but for what is changed. */
export function toChannel(change: Record<string, unknown>): ReturnType<typeof toAnswer> {
  const channel = { isEnabled: true, enableCalling: true, callingWebhook: outputs.host.callbackUrl, ...change };
  return toAnswer(200, { properties: { properties: channel } });
}

/** ARM, where the channel is so answered and the bot is ours. */
export function channelAnswers(answer: ReturnType<typeof toAnswer>): World["verification"]["clients"]["readAzure"] {
  return async (path) => (path.includes("/channels/") ? answer : toAnswer(200, { properties: { msaAppId: clientId } }));
}
