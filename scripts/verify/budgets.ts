/** How long verify waits for what can become true by itself: cloud seconds, which a rehearsal's clock shortens. */
export interface Budgets {
  /** A role in a fresh token after a grant. */
  readonly consentSeconds: number;
  readonly consentPollSeconds: number;
  /** A new secret or service principal that has not reached every login replica. */
  readonly credentialSeconds: number;
  readonly credentialPollSeconds: number;
  /** A new bot or channel that the calling service does not know yet. */
  readonly registrationSeconds: number;
  readonly registrationPollSeconds: number;
  /** A host that wakes up, a name that is not in DNS yet. */
  readonly hostSeconds: number;
  readonly hostPollSeconds: number;
  /** Ringing, from the create to the hang-up where nobody answers. */
  readonly ringSeconds: number;
  /** The first notification, from the create. */
  readonly callbackSeconds: number;
  /** The end of the call, from the hang-up. */
  readonly endSeconds: number;
  readonly notificationPollSeconds: number;
  /** A notification of a call whose create had no answer. */
  readonly lostCallSeconds: number;
  /** A read that is repeated while the other side throttles or is down. */
  readonly readSeconds: number;
  /** What a drill waits for, from its request: a transferee who picks up, the end of a media operation. */
  readonly drillSeconds: number;
  /** The answer to one request; a host that wakes up needs most of it. */
  readonly answerSeconds: number;
}

/**
 * The defaults. Sources (graph-calling facts, read 2026-11-23): consent 6.2 (a fresh token every 10 s for up to 5 min),
 * credential 6.2 (some seconds), registration 5.1 ("minutes, unstated"), host hostile-and-faults F24 and F26 (30 s of
 * DNS lag, 25 s of cold start), ring section 10 point 10 (25 s), callbacks F34 (60 s late still passes), drill CS#408
 * (Microsoft's own SDK waits 30 s for an operation; an unanswered ring ends within 60 s), answer F26.
 */
const defaultBudgets: Budgets = {
  consentSeconds: 300,
  consentPollSeconds: 10,
  credentialSeconds: 60,
  credentialPollSeconds: 10,
  registrationSeconds: 300,
  registrationPollSeconds: 15,
  hostSeconds: 90,
  hostPollSeconds: 3,
  ringSeconds: 25,
  callbackSeconds: 75,
  endSeconds: 30,
  notificationPollSeconds: 1,
  lostCallSeconds: 30,
  readSeconds: 60,
  drillSeconds: 45,
  answerSeconds: 40,
};

/**
 * Wall seconds that waits for real processes get in any case: a rehearsal's clock can be made to run as fast as one likes,
 * its host and its table cannot.
 */
const floorWallSeconds = 3;

/**
 * The budgets on a clock that runs so many cloud seconds per wall second.
 * @param asked what a person asked for; counts as it is, below the floor too
 */
export function createBudgets(clockRate: number, asked: Partial<Budgets> = {}): Budgets {
  const floorSeconds = floorWallSeconds * clockRate;
  return {
    ...defaultBudgets,
    hostSeconds: Math.max(defaultBudgets.hostSeconds, floorSeconds),
    callbackSeconds: Math.max(defaultBudgets.callbackSeconds, floorSeconds),
    endSeconds: Math.max(defaultBudgets.endSeconds, floorSeconds),
    lostCallSeconds: Math.max(defaultBudgets.lostCallSeconds, floorSeconds),
    drillSeconds: Math.max(defaultBudgets.drillSeconds, floorSeconds),
    ...asked,
  };
}
