/** When things happen in a call's life, in milliseconds on the cloud's clock. */
export const callTiming = {
  /** From the 201 to the notification of `establishing`. ASSUMED: real logs show it within the second. */
  announceMs: 200,
  /** From `established` to active audio. ASSUMED. */
  mediaActiveMs: 200,
  /** From an accepted DELETE to `terminating`, and from there to `terminated`. ASSUMED. */
  terminatingMs: 100,
  terminatedMs: 200,
  /** From an accepted transfer to `transferring`. ASSUMED. */
  transferringMs: 200,
  /** From `transferAccepted` to the end of the transferor's call. ASSUMED. */
  transferCompletedMs: 500,
  /** How long a prompt plays that is not on this machine. ASSUMED: the simulation does not fetch it. */
  promptMs: 3_000,
  /** 45 minutes without a keep-alive end a call. Source: microsoft-graph-docs-contrib call-keepalive.md, read 2026-11-23. */
  keepAliveMs: 45 * 60_000,
} as const;

/** Limits of the calls API. */
export const callLimits = {
  /** Live calls an app may have at once. Source: microsoft-graph-docs-contrib concepts/throttling-limits.md, read 2026-11-23. */
  concurrentCallsPerApp: 100,
  /** `Retry-After` of the refusal, in seconds. ASSUMED. */
  retryAfterSeconds: 10,
  /** Prompts in one playPrompt. Source: call-playprompt.md, read 2026-11-25. */
  prompts: 20,
  /** Characters of a clientContext. Source: call-playprompt.md, read 2026-11-25. */
  clientContextCharacters: 256,
} as const;
