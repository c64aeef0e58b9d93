/** core/transcript.ts: everything any client sent and got, in order, secrets masked on the way out (HAR 1.2). */
export interface Transcript {
  readonly record: (exchange: Exchange) => void;
  readonly exchanges: () => readonly Exchange[];
  /** A value that must never appear in anything written: masked in HAR, searched for by tests. */
  readonly addSecret: (value: string) => void;
  readonly secrets: () => readonly string[];
}
export interface Exchange {
  readonly at: string;
  readonly plane: string;
  /** Operation name; undefined for a request nobody foresaw, and for one whose operation failed inside the simulation. */
  readonly operation: string | undefined;
  /** Which operation failed inside the simulation, and how: a bug of it. */
  readonly bug?: string | undefined;
  readonly caller: string | undefined;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: Uint8Array;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: Uint8Array;
  readonly durationMs: number;
  /** Name of the fault rule that fired, if any. */
  readonly fault: string | undefined;
}
