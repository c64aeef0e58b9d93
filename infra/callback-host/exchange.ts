import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { SenderGone } from "./refusal.ts";

/** One request and its answer, on the way through a route. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #expectsContinue: boolean;

  constructor(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) {
    this.request = request;
    this.#response = response;
    this.#expectsContinue = expectsContinue;
  }

  /**
   * Tells a sender that waits for it (`Expect: 100-continue`) to go on; call it before the body is read.
   * @throws SenderGone when the bytes of the body were refused meanwhile
   */
  continueBody(): void {
    if (this.#response.headersSent) throw new SenderGone();
    if (this.#expectsContinue) this.#response.writeContinue();
  }

  /** Answers, unless the bytes of the body were refused meanwhile: a request has one answer. */
  answer(status: number, headers: OutgoingHttpHeaders = emptyBody, body?: string | Uint8Array): void {
    if (!this.#response.headersSent) this.#response.writeHead(status, headers).end(body);
  }
}

const emptyBody = { "content-length": 0 } as const;
