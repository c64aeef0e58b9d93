import type { IncomingMessage } from "node:http";
import type { HeldNotification } from "./intake.ts";
import { SenderGone, refusals } from "./refusal.ts";

/**
 * Reads a request's body as it streams, never more than the limit.
 * @throws Refusal 413 at the first byte over the limit, 503 when there is no room for it
 * @throws SenderGone when the connection ended before the body did
 */
export async function readBody(request: IncomingMessage, limitBytes: number, held: HeldNotification): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const { promise, resolve, reject } = Promise.withResolvers<void>();

  function keepChunk(chunk: Buffer): void {
    length += chunk.length;
    if (length > limitBytes) reject(refusals.tooLarge);
    else if (!held.hold(chunk.length)) reject(refusals.overloaded);
    else chunks.push(chunk);
  }
  function reportGone(): void {
    reject(new SenderGone());
  }

  function finish(): void {
    // A request closes before who waits for its end runs on; that is no sender who went away.
    request.off("close", reportGone);
    resolve();
  }

  request.on("data", keepChunk);
  request.once("end", finish);
  request.once("error", reportGone);
  request.once("close", reportGone);
  try {
    await promise;
  } finally {
    request.off("data", keepChunk);
    request.off("end", finish);
    request.off("close", reportGone);
    // Stays: the error of a connection that breaks while the answer is on its way has no other listener.
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length);
}
