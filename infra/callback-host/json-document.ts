import { once } from "node:events";
import { get } from "node:http";
import type { IncomingMessage } from "node:http";
import { get as getSecurely } from "node:https";

/** Why there is no document, in a few fixed words. */
export class DocumentUnavailable extends Error {
  override readonly name = "DocumentUnavailable";
}

/**
 * Fetches a JSON object of so many bytes at the most. A redirect is no answer. By `node:http` and not by `fetch`, whose
 * client costs a cold start a tenth of its time and is needed for nothing else.
 * @throws DocumentUnavailable
 */
export async function fetchJsonObject(url: string, maxBytes: number, signal: AbortSignal): Promise<Record<string, unknown>> {
  const text = await fetchText(url, maxBytes, signal);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new DocumentUnavailable("not JSON", { cause: error });
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) throw new DocumentUnavailable("not a JSON object");
  return parsed as Record<string, unknown>;
}

async function fetchText(url: string, maxBytes: number, signal: AbortSignal): Promise<string> {
  try {
    const request = (new URL(url).protocol === "https:" ? getSecurely : get)(url, { signal, headers: { accept: "application/json" } });
    // A connection that breaks after the headers is told by the response, too; without a listener here it would end the process.
    request.on("error", () => {});
    const [response] = (await once(request, "response")) as [IncomingMessage];
    return await readLimited(response, maxBytes);
  } catch (error) {
    throw error instanceof DocumentUnavailable ? error : new DocumentUnavailable("no answer", { cause: error });
  }
}

/** Leaving the loop early, by an error, closes the connection. */
async function readLimited(response: IncomingMessage, maxBytes: number): Promise<string> {
  if (response.statusCode !== 200) {
    response.destroy();
    throw new DocumentUnavailable(`status ${response.statusCode}`);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = chunk as Buffer;
    length += bytes.byteLength;
    if (length > maxBytes) throw new DocumentUnavailable(`larger than ${maxBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
