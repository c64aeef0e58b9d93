/** One request of a provider to the cloud. */
export interface CloudRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What came back, its body read. */
export interface CloudAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where the body is empty or no JSON. */
  readonly json: Record<string, unknown> | undefined;
}
