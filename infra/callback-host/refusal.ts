/** Why a request was refused, as the logs and counters name it. Never told to the caller beyond the status. */
export type RefusalClass =
  | "malformed"
  | "unauthorized"
  | "foreign-tenant"
  | "not-found"
  | "wrong-method"
  | "too-slow"
  | "too-large"
  | "wrong-content"
  | "wrong-expectation"
  | "too-often"
  | "headers-too-large"
  | "keys-not-ready"
  | "store-unavailable"
  | "overloaded"
  | "defect";

/** Seconds after which a sender may try again, in `Retry-After`: long enough for a throttled table partition, short enough for a call. */
const retryAfterSeconds = "2";

/**
 * A refused request: a status, its headers and an empty body. Thrown in the depth, answered once in {@link file://./server.ts}.
 * The instances are shared and carry no stack, so that ten thousand hostile requests cost no stack traces.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly refusalClass: RefusalClass;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, refusalClass: RefusalClass, headers: Readonly<Record<string, string>> = {}) {
    super(`${status} ${refusalClass}`);
    this.stack = this.message;
    this.status = status;
    this.refusalClass = refusalClass;
    this.headers = headers;
  }
}

/** Every refusal of this host. 503 always says when to come again, because the sender may, and nothing was acknowledged. */
export const refusals = {
  malformed: new Refusal(400, "malformed"),
  unauthorized: new Refusal(401, "unauthorized", { "www-authenticate": "Bearer" }),
  foreignTenant: new Refusal(403, "foreign-tenant"),
  notFound: new Refusal(404, "not-found"),
  onlyPost: new Refusal(405, "wrong-method", { allow: "POST" }),
  onlyRead: new Refusal(405, "wrong-method", { allow: "GET, HEAD" }),
  tooSlow: new Refusal(408, "too-slow"),
  tooLarge: new Refusal(413, "too-large"),
  wrongContent: new Refusal(415, "wrong-content"),
  wrongExpectation: new Refusal(417, "wrong-expectation"),
  tooOften: new Refusal(429, "too-often", { "retry-after": retryAfterSeconds }),
  headersTooLarge: new Refusal(431, "headers-too-large"),
  keysNotReady: new Refusal(503, "keys-not-ready", { "retry-after": retryAfterSeconds }),
  storeUnavailable: new Refusal(503, "store-unavailable", { "retry-after": retryAfterSeconds }),
  overloaded: new Refusal(503, "overloaded", { "retry-after": retryAfterSeconds }),
  /** A bug of ours: logged as such; 503 because nothing was stored and the sender may send again. */
  defect: new Refusal(503, "defect", { "retry-after": retryAfterSeconds }),
} as const satisfies Record<string, Refusal>;

/** The sender hung up before its body was complete: nobody is left to answer, and nothing is stored. */
export class SenderGone extends Error {
  override readonly name = "SenderGone";
}
