import type { IncomingMessage } from "node:http";
import type { HeldNotification } from "./intake.ts";
import { SenderGone, refusals } from "./refusal.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Reads a request's body as it streams, never more than the limit.
 * @throws Refusal 413 at the first byte over the limit, 503 when there is no room for it
 * @throws SenderGone when the connection ended before the body did
 */
export function readBody(request: IncomingMessage, limitBytes: number, held: HeldNotification): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let isSettled = false;

    function fail(error: Refusal | SenderGone): void {
      isSettled = true;
      chunks.length = 0;
      reject(error);
    }

    // The listeners stay, and do nothing once this is settled: what is left of a refused body has listeners of its own, and
    // the error of a connection that breaks while the answer is on its way must have one.
    request.on("data", (chunk: Buffer) => {
      if (isSettled) return;
      length += chunk.length;
      if (length > limitBytes) fail(refusals.tooLarge);
      else if (held.hold(chunk.length)) chunks.push(chunk);
      else fail(refusals.overloaded);
    });
    request.on("end", () => {
      if (isSettled) return;
      isSettled = true;
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length));
    });
    function reportGone(): void {
      if (!isSettled) fail(new SenderGone());
    }
    request.on("error", reportGone);
    request.on("close", reportGone);
  });
}
