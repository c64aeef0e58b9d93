/** Environment variable with the milliseconds that a child's clock is ahead of the wall; set by a rehearsal, never by people. */
export const clockAheadVariable = "DIALTONE_REHEARSAL_CLOCK_AHEAD_MS";
