import { createHash } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Exchange } from "./exchange.ts";
import { createMask } from "./mask.ts";
import { withoutEchoes } from "./without-echoes.ts";

interface NameValue {
  readonly name: string;
  readonly value: string;
}
type Mask = ReturnType<typeof createMask>;

/**
 * Everything that any client sent and got as HAR 1.2, masked; notifications out included. `_plane`, `_operation`,
 * `_caller` and `_fault` say what the simulation made of it (custom fields start with an underscore).
 * Source: http://www.softwareishard.com/blog/har-12-spec/, read 2026-11-25.
 */
export function toHar(exchanges: readonly Exchange[], secrets: readonly string[]): object {
  const mask = createMask(secrets);
  return {
    log: {
      version: "1.2",
      creator: { name: "Dialtone simulated Microsoft cloud", version: "1" },
      comment: "A simulation: nothing here came from Microsoft. Secrets and tokens are masked.",
      entries: withoutEchoes(exchanges)
        .toSorted((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0))
        .map((exchange) => toEntry(exchange, mask)),
    },
  };
}

function toEntry(exchange: Exchange, mask: Mask): object {
  const url = mask.text(exchange.url);
  const requestType = exchange.requestHeaders["content-type"] ?? "";
  return {
    startedDateTime: exchange.at,
    time: exchange.durationMs,
    request: {
      method: exchange.method,
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: toHeaders(exchange.requestHeaders, mask),
      queryString: toQuery(url),
      ...(exchange.requestBody.length === 0
        ? {}
        : { postData: { mimeType: requestType, ...toText(exchange.requestBody, requestType, exchange.plane, mask) } }),
      headersSize: -1,
      bodySize: exchange.requestBody.length,
    },
    response: {
      status: exchange.status,
      statusText: STATUS_CODES[exchange.status] ?? "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: toHeaders(exchange.responseHeaders, mask),
      content: toContent(exchange, mask),
      redirectURL: exchange.responseHeaders["location"] === undefined ? "" : mask.text(exchange.responseHeaders["location"]),
      headersSize: -1,
      bodySize: exchange.responseBody.length,
      ...(exchange.status === 0 ? { comment: "no answer: the connection was dropped" } : {}),
    },
    cache: {},
    timings: { send: 0, wait: exchange.durationMs, receive: 0 },
    _plane: exchange.plane,
    _operation: exchange.operation ?? null,
    _caller: exchange.caller ?? null,
    _fault: exchange.fault ?? null,
  };
}

function toHeaders(headers: Readonly<Record<string, string>>, mask: Mask): NameValue[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value: mask.header(name, value) }));
}

function toQuery(url: string): NameValue[] {
  return URL.canParse(url) ? [...new URL(url).searchParams].map(([name, value]) => ({ name, value })) : [];
}

function toContent(exchange: Exchange, mask: Mask): object {
  const mimeType = exchange.responseHeaders["content-type"] ?? "";
  const size = exchange.responseBody.length;
  return {
    size,
    mimeType: mimeType === "" ? "x-unknown" : mimeType,
    ...(size === 0 ? {} : toText(exchange.responseBody, mimeType, exchange.plane, mask)),
  };
}

/** Text as it was, masked. A binary body (an uploaded archive) is named by its hash: what cannot be read cannot be masked. */
function toText(body: Uint8Array, mimeType: string, plane: string, mask: Mask): { readonly text: string; readonly comment?: string } {
  if (!/json|text|xml|urlencoded|javascript/.test(mimeType)) {
    return { text: "", comment: `${body.length} bytes, sha256 ${createHash("sha256").update(body).digest("hex")}` };
  }
  const text = mask.text(Buffer.from(body).toString("utf8"));
  // On the vault's plane `value` is the secret itself, whoever made it; the others are passwords and private parts of keys.
  return {
    text: plane === "vault" ? text.replace(/("(?:value|pwd|d|dp|dq|qi|p|q|k|key_hsm)"\s*:\s*")(?:[^"\\]|\\.)*(")/g, "$1***$2") : text,
  };
}
