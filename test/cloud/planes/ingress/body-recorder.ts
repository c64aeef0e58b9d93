import { Buffer } from "node:buffer";

/** Longest body kept for the transcript, in bytes (1 MiB); what comes after it is forwarded and not kept. */
const maxRecordedBytes = 1024 * 1024;

/** Keeps the beginning of a body that streams by. */
export class BodyRecorder {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  readonly add = (chunk: Buffer): void => {
    const room = maxRecordedBytes - this.#bytes;
    if (room <= 0) return;
    const kept = chunk.subarray(0, room);
    this.#chunks.push(kept);
    this.#bytes += kept.byteLength;
  };

  recorded(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
}
