import type { FaultAction } from "./fault-rule.ts";

/**
 * One operation of a simulated Microsoft surface, as data: what it answers to, who may call it, where its behaviour was
 * read. The route tables of all planes together are what the rehearsal can do; docs/cloud-coverage.md is made from them.
 */
export interface Operation {
  /** Dotted name, unique in the cloud: `graph.applications.create`. */
  readonly name: string;
  readonly plane: PlaneName;
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /**
   * Path template: `{name}` is one segment (or a part of one: `/servicePrincipals(appId='{clientId}')`), a last
   * `{name*}` is the rest. Literals are compared without case on ARM, with case elsewhere.
   */
  readonly path: string;
  /** Accepted `api-version` values; undefined where the surface has none. Anything else is refused as Microsoft does. */
  readonly apiVersions?: readonly string[];
  /** Which token is needed. `none`: anonymous. */
  readonly audience: Audience | "none";
  /** Largest body that is read, in bytes. Default 4 MiB (Graph and ARM refuse more); 64 KiB while unauthenticated on an operation that needs a token. */
  readonly maxBodyBytes?: number;
  /** URL or repository path with the day it was read, or `ASSUMED: why`. */
  readonly source: string;
  readonly handle: (request: PlaneRequest) => Reply | Promise<Reply>;
}

export type PlaneName =
  | "metadata"
  | "login"
  | "graph"
  | "calls"
  | "calling-keys"
  | "arm"
  | "vault"
  | "table"
  | "identity"
  | "registry"
  | "ingress"
  | "notify"
  | "control";

export type Audience = "graph" | "arm" | "vault" | "storage" | "control";

/** A request that was routed, authenticated and authorised as far as its operation says. */
export interface PlaneRequest {
  readonly operation: Operation;
  readonly method: string;
  /** Origin that was asked, for example `https://localhost:40001`. */
  readonly origin: string;
  /** Path as sent, decoded per segment, without the query. */
  readonly path: string;
  /** Values of the template's parameters, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Query as sent; both `+` and `%20` are blanks. */
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body as JSON. Throws the plane's own malformed-body refusal. */
  readonly json: () => unknown;
  /** Claims of the verified bearer token; undefined where the operation is anonymous. */
  readonly caller: Claims | undefined;
  /** A fault that only the handler can carry out (`operation-fails`: the long-running operation fails late); undefined otherwise. */
  readonly injected: FaultAction | undefined;
  /** Our request id, echoed in `request-id` / `x-ms-request-id`. */
  readonly requestId: string;
}

/** Claims that the simulated login puts into an access token. */
export interface Claims {
  readonly aud: string;
  readonly iss: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly tid: string;
  readonly oid: string;
  readonly sub: string;
  readonly appid: string;
  readonly idtyp: "app" | "user";
  readonly roles?: readonly string[];
  readonly scp?: string;
  readonly groups?: readonly string[];
  readonly [claim: string]: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Serialised as JSON with the plane's content type. */
  readonly json?: unknown;
  /** Raw bytes with a `content-type` in headers; excludes json. */
  readonly bytes?: Uint8Array;
}

/** Thrown by a handler to refuse; the pipeline renders it in the plane's own error envelope. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** A Microsoft surface: its route table and what must run beside it. One folder below planes/. */
export interface Plane {
  readonly name: PlaneName;
  readonly operations: readonly Operation[];
  /** Called once before the cloud is ready. */
  readonly start?: () => Promise<void>;
  /** Called once; must leave nothing behind. */
  readonly stop?: () => Promise<void>;
}
