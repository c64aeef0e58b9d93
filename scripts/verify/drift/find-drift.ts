import { OperatorSignInFailure } from "../../lib/operator-credential.ts";
import { TransportFailure } from "../../lib/transport-failure.ts";
import { applicationDrift } from "./application-drift.ts";
import { credentialDrift } from "./credential-drift.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toUnseen } from "./drift-finding.ts";
import { grantDrift } from "./grant-drift.ts";
import { ownerDrift } from "./owner-drift.ts";
import { roleDrift } from "./role-drift.ts";
import { routeDrift } from "./route-drift.ts";
import { webhookDrift } from "./webhook-drift.ts";

const looks: readonly DriftLook[] = [grantDrift, credentialDrift, applicationDrift, ownerDrift, webhookDrift, routeDrift, roleDrift];

/**
 * Compares what the stack made with what is there, as the operator. It decides nothing: the exit code is the chain's. Reads
 * only: what is there and is not ours is named with what removes it, and never removed.
 */
export async function findDrift(subject: DriftSubject, report: (line: string) => void): Promise<readonly DriftFinding[]> {
  const findings: DriftFinding[] = [];
  for (const look of looks) {
    report(`comparing ${look.of}s with the stack`);
    findings.push(...(await find(look, subject)));
  }
  return findings;
}

async function find({ of, find: lookAt }: DriftLook, subject: DriftSubject): Promise<readonly DriftFinding[]> {
  try {
    return await lookAt(subject);
  } catch (error) {
    if (error instanceof TransportFailure) return [toUnseen(of, error.message, "check network, proxy and firewall, then run it again")];
    if (error instanceof OperatorSignInFailure)
      return [toUnseen(of, "the operator is not signed in", `az login --tenant ${subject.outputs.tenantId}`)];
    throw error;
  }
}
