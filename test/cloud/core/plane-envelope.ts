import type { Operation, Refusal } from "./operation.ts";

/** What an envelope may say about the request that it answers. */
export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** Milliseconds since the epoch on the wall: dates in answers are what a client compares its own clock with. */
  readonly wallMs: number;
}

/** How one Microsoft surface dresses its answers: headers, error bodies, and the refusals that come before any operation. */
export interface PlaneEnvelope {
  readonly contentType: string;
  readonly headers: (facts: RequestFacts) => Record<string, string>;
  readonly errorBody: (refusal: Refusal, facts: RequestFacts) => unknown;
  /** No operation has this path. */
  readonly unknownPath: (facts: RequestFacts) => Refusal;
  /** The path exists for other methods only. */
  readonly otherMethod: (facts: RequestFacts, allowed: readonly string[]) => Refusal;
  /** The body is not the JSON object that it says to be. */
  readonly malformedBody: (facts: RequestFacts) => Refusal;
  /** The `Content-Type` of a body that is read as JSON is not one for JSON; absent where the surface does not look. */
  readonly wrongContentType?: (facts: RequestFacts) => Refusal;
  readonly bodyTooLarge: (facts: RequestFacts) => Refusal;
  /** `api-version` is missing or none of the operation's. */
  readonly wrongApiVersion: (facts: RequestFacts, operation: Operation, sent: string | null) => Refusal;
  /** What a read of something that is not there (yet) is told; used by the `stale-read` fault. */
  readonly notFound: (facts: RequestFacts) => Refusal;
}
