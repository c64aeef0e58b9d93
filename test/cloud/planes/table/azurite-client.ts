import { Agent, request as httpsRequest } from "node:https";
import { readFileSync } from "node:fs";
import type { Certificates, CloudClock } from "../../core/cloud-context.ts";
import type { AzuriteProcess } from "./azurite-process.ts";

export interface AzuriteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
export interface AzuriteRequest {
  readonly method: string;
  /** Encoded path and query, from the account on. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What the client needs of the cloud; a subset of `CloudContext`. */
export interface AzuriteClientContext {
  readonly clock: Pick<CloudClock, "wallMs">;
  readonly certificates: Pick<Certificates, "caFile">;
}

/** A connection that was closed before there was an answer. */
const lostConnectionCodes: readonly unknown[] = ["ECONNRESET", "EPIPE"];

/** Sends requests to Azurite with a token that it accepts: it reads issuer, audience and life, and checks no signature. */
export class AzuriteClient {
  readonly #process: Pick<AzuriteProcess, "port">;
  readonly #kept: Agent;
  readonly #fresh: Agent;
  readonly #wallMs: () => number;

  constructor(process: Pick<AzuriteProcess, "port">, context: AzuriteClientContext) {
    this.#process = process;
    this.#wallMs = context.clock.wallMs;
    const tls = { ca: readFileSync(context.certificates.caFile), servername: "localhost" };
    this.#kept = new Agent({ ...tls, keepAlive: true });
    this.#fresh = new Agent({ ...tls, keepAlive: false });
  }

  /** What Azurite writes into URLs of its answers. */
  get origin(): string {
    return `https://127.0.0.1:${this.#process.port}`;
  }

  /**
   * Sends it over a kept connection, and once more over a fresh one where Azurite closed the kept one at that moment.
   * Source: https://nodejs.org/docs/latest-v24.x/api/http.html#requestreusedsocket (ECONNRESET on a reused socket), read 2026-11-25.
   */
  send(request: AzuriteRequest): Promise<AzuriteAnswer> {
    return this.#sendOver(this.#kept, request);
  }

  #sendOver(agent: Agent, request: AzuriteRequest): Promise<AzuriteAnswer> {
    const { method, path, headers, body } = request;
    return new Promise((resolve, reject) => {
      let isAnswered = false;
      const outgoing = httpsRequest(
        {
          host: "127.0.0.1",
          port: this.#process.port,
          agent,
          method,
          path,
          headers: { ...headers, authorization: `Bearer ${this.#token()}`, "content-length": String(body.byteLength) },
        },
        (answer) => {
          isAnswered = true;
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.once("error", reject);
          answer.once("end", () =>
            resolve({
              status: answer.statusCode ?? 500,
              headers: Object.fromEntries(
                Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
              ),
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      outgoing.once("error", (error: NodeJS.ErrnoException) => {
        const isStale = outgoing.reusedSocket && !isAnswered && lostConnectionCodes.includes(error.code);
        if (isStale) resolve(this.#sendOver(this.#fresh, request));
        else reject(error);
      });
      outgoing.end(body);
    });
  }

  close(): void {
    this.#kept.destroy();
    this.#fresh.destroy();
  }

  #token(): string {
    const now = Math.floor(this.#wallMs() / 1000);
    const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
    const claims = {
      aud: "https://storage.azure.com",
      iss: "https://sts.windows.net/rehearsal/",
      nbf: now - 60,
      iat: now - 60,
      exp: now + 3_600,
    };
    return `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}.unsigned`;
  }
}
