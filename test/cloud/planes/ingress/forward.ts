import { Buffer } from "node:buffer";
import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { type EnvoyAnswer, envoyAnswers, requestTimeoutMs } from "./envoy-answer.ts";
import type { ExchangeRecorder } from "./exchange-recorder.ts";
import { toUpstreamHeaders, withoutHopByHop } from "./forwarded-headers.ts";

/** One request on its way through the ingress. */
export interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly exchange: ExchangeRecorder;
}

/** Answers in the edge's own words, or not at all, and writes the exchange. */
export function answerItself({ response, exchange }: Passage, operation: string, answer: EnvoyAnswer | "drop"): void {
  exchange.operation = operation;
  if (answer === "drop") {
    exchange.write(0, {});
    response.destroy();
    return;
  }
  const body = Buffer.from(answer.body);
  const headers = { "content-type": answer.contentType, "content-length": String(body.byteLength) };
  exchange.responseBody.add(body);
  response.writeHead(answer.status, headers).end(body);
  exchange.write(answer.status, headers);
}

/**
 * Streams a request to the app and its answer back. An app that cannot be reached, or that closes without an answer, is
 * a 503; one that takes longer than {@link requestTimeoutMs} is a 504. With `instead` the app hears of the request and
 * the client gets that.
 */
export function forward(passage: Passage, port: number, requestId: string, instead: EnvoyAnswer | "drop" | undefined): void {
  const { request, response, exchange } = passage;
  const upstream = httpRequest({
    host: "127.0.0.1",
    port,
    method: request.method,
    path: request.url,
    headers: toUpstreamHeaders(request, requestId),
    setHost: false,
    agent: false,
  });
  upstream.setTimeout(requestTimeoutMs, () => {
    if (!response.headersSent) answerItself(passage, "ingress.timeout", envoyAnswers.timeout);
    upstream.destroy();
  });
  upstream.on("response", (answer) => {
    if (instead !== undefined) {
      answer.resume();
      answerItself(passage, "ingress.fault", instead);
      return;
    }
    const status = answer.statusCode ?? 502;
    const headers = withoutHopByHop(answer.headers);
    response.writeHead(status, headers);
    answer.on("data", exchange.responseBody.add);
    answer.on("end", () => exchange.write(status, headers));
    answer.on("error", () => response.destroy());
    answer.pipe(response);
  });
  upstream.on("error", (error: NodeJS.ErrnoException) => {
    if (response.headersSent || response.destroyed) {
      exchange.write(0, {});
      response.destroy();
      return;
    }
    const cause = error.code === "ECONNREFUSED" ? envoyAnswers.connectFailure : envoyAnswers.connectionTermination;
    answerItself(passage, "ingress.upstream-unavailable", cause);
  });
  response.on("close", () => {
    // The client went away before the app had answered: the app's side of the request ends too.
    if (response.writableEnded) return;
    exchange.write(0, {});
    upstream.destroy();
  });
  request.on("data", exchange.requestBody.add);
  request.pipe(upstream);
}
