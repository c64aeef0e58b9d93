import type { IncomingMessage } from "node:http";
import type { CloudClock } from "../../core/cloud-context.ts";
import type { Transcript } from "../../core/exchange.ts";
import { BodyRecorder } from "./body-recorder.ts";
import { toFlatHeaders } from "./forwarded-headers.ts";

/** Follows one request through the ingress and writes it to the transcript once. */
export class ExchangeRecorder {
  readonly requestBody = new BodyRecorder();
  readonly responseBody = new BodyRecorder();
  /** What the ingress did with it: `ingress.forward`, or why it answered itself. */
  operation = "ingress.forward";
  fault: string | undefined = undefined;
  readonly #request: IncomingMessage;
  readonly #url: string;
  readonly #clock: Pick<CloudClock, "wallMs">;
  readonly #transcript: Pick<Transcript, "record">;
  readonly #startedMs: number;
  #written = false;

  constructor(request: IncomingMessage, url: string, clock: Pick<CloudClock, "wallMs">, transcript: Pick<Transcript, "record">) {
    this.#request = request;
    this.#url = url;
    this.#clock = clock;
    this.#transcript = transcript;
    this.#startedMs = clock.wallMs();
  }

  /** `status` 0: the connection was lost before there was an answer. */
  write(status: number, headers: Record<string, string | string[]>): void {
    if (this.#written) return;
    this.#written = true;
    this.#transcript.record({
      at: new Date(this.#startedMs).toISOString(),
      plane: "ingress",
      operation: this.operation,
      caller: undefined,
      method: this.#request.method ?? "GET",
      url: this.#url,
      requestHeaders: toFlatHeaders(this.#request.headers),
      requestBody: this.requestBody.recorded(),
      status,
      responseHeaders: toFlatHeaders(headers),
      responseBody: this.responseBody.recorded(),
      durationMs: this.#clock.wallMs() - this.#startedMs,
      fault: this.fault,
    });
  }
}
