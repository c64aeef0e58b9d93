import { readinessPath } from "../../../infra/contract/host-environment.ts";
import { TransportFailure } from "../../lib/transport-failure.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import type { Verification } from "../verification.ts";

/**
 * What the host says is missing, asked again after a call that no notification arrived of: it was ready before the call,
 * and may have lost its right to write the table since. Empty where it is ready, does not say, or cannot be reached.
 */
export async function askHostAgain({ clients, outputs, progress }: Verification): Promise<readonly string[]> {
  progress.step("host", "nothing arrived: asking the host again whether it is ready");
  try {
    const answer = await clients.readHost(`https://${outputs.host.fqdn}${readinessPath}`);
    const { service, reasons } = toObject(parseJson(answer.text));
    if (service !== "dialtone-callback-host" || !Array.isArray(reasons)) return [];
    return reasons.filter((reason) => typeof reason === "string");
  } catch (error) {
    if (error instanceof TransportFailure) return [];
    throw error;
  }
}
