/** What stopped an exchange before an answer was read. */
export type TransportFailureKind = "dns" | "refused" | "tls" | "timeout" | "reset" | "unreadable";

/** An exchange that gave no answer that can be judged. Whether the other side acted on it is unknown, unless it is `dns`, `refused` or `tls`. */
export class TransportFailure extends Error {
  override readonly name = "TransportFailure";
  readonly kind: TransportFailureKind;
  /** The system's or the TLS library's own code, for example `CERT_HAS_EXPIRED`. */
  readonly reason: string;
  readonly url: string;

  constructor(kind: TransportFailureKind, reason: string, url: string, cause?: unknown) {
    super(`${kind} (${reason}) at ${url}`, { cause });
    this.kind = kind;
    this.reason = reason;
    this.url = url;
  }

  /** True where nothing of the request can have reached its destination. */
  get isNeverSent(): boolean {
    return this.kind === "dns" || this.kind === "refused" || this.kind === "tls";
  }
}

/**
 * Codes of Node's sockets and of undici, by kind. Everything that OpenSSL or Node's certificate check says is `tls`.
 * Source: https://nodejs.org/api/errors.html#nodejs-error-codes and undici docs/docs/api/Errors.md, read 2026-11-25.
 */
const kindByCode: Readonly<Record<string, TransportFailureKind>> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_NODATA: "dns",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EADDRNOTAVAIL: "refused",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "refused",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  ECONNRESET: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "reset",
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: "reset",
  REQUEST_SEND_ERROR: "reset",
};

const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|EPROTO$)/;

/** Names a thrown network error; undefined where it is none (a bug, or somebody's own error). */
export function toTransportFailure(error: unknown, url: string): TransportFailure | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if (current instanceof TransportFailure) return current;
    if (current.name === "TimeoutError") return new TransportFailure("timeout", "TimeoutError", url, error);
    const code = (current as NodeJS.ErrnoException).code;
    if (typeof code !== "string") continue;
    const kind = tlsCode.test(code) ? "tls" : Object.hasOwn(kindByCode, code) ? kindByCode[code] : undefined;
    // An SDK wraps a socket's error in REQUEST_SEND_ERROR; the socket's own code says more.
    if (kind !== undefined && !(code === "REQUEST_SEND_ERROR" && current.cause instanceof Error)) {
      return new TransportFailure(kind, code, url, error);
    }
    if (code.startsWith("UND_ERR_") || code.startsWith("HPE_")) return new TransportFailure("reset", code, url, error);
  }
  return undefined;
}
