import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";

/** The body; `too-large` once it is longer than allowed (what was read is dropped); `aborted` when the client went away. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | "too-large" | "aborted"> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return Promise.resolve("too-large");
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      request.pause();
      resolve("too-large");
    });
    request.once("end", () => resolve(unpack(Buffer.concat(chunks), request.headers["content-encoding"], maxBytes)));
    request.once("error", () => resolve("aborted"));
    request.once("close", () => resolve("aborted"));
  });
}

/** The Microsoft Graph SDK for Go packs what it sends (kiota-http-go, compression handler, read 2026-11-26); what is no gzip stays as it is. */
function unpack(body: Buffer, encoding: string | undefined, maxBytes: number): Uint8Array | "too-large" {
  if (encoding?.toLowerCase() !== "gzip") return body;
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : body;
  }
}
