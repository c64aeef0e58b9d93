/** How deliveries are spaced, in milliseconds on the cloud's clock. Microsoft documents none of it: all ASSUMED. */
export const deliveryRules = {
  /** Waits before the second, third and fourth attempt when the host's answer was not 2xx, or none came. ASSUMED. */
  resendAfterMs: [1_000, 5_000, 15_000],
  /** A `late` notification comes a minute after its time (facts F34). ASSUMED. */
  lateByMs: 60_000,
  /** A `duplicate` notification comes five times, byte for byte (facts F34). ASSUMED. */
  duplicates: 5,
  /** An `out-of-order` notification comes after the next one of its call, or after this long when there is none. ASSUMED. */
  overtakenWithinMs: 5_000,
} as const;
