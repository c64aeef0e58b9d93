/** What a look before the first change came to. */
export interface Finding {
  /** Stable name, for machines: `azure-rights`. */
  readonly check: string;
  /** `unknown`: could not find out. */
  readonly status: "ok" | "warned" | "failed" | "unknown";
  readonly what: string;
  readonly saw: string;
  /** What to do, with the reader's own values; empty where nothing is to be done. */
  readonly fix: string;
  /** Who can do it. */
  readonly owner: "you" | "an administrator" | "nobody";
  /** Nothing is changed while this stands. */
  readonly stops: boolean;
}

export function ok(check: string, what: string, saw: string): Finding {
  return { check, status: "ok", what, saw, fix: "", owner: "nobody", stops: false };
}

/** Worth knowing; does not stop anything. */
export function warned(check: string, what: string, saw: string, fix: string): Finding {
  return { check, status: "warned", what, saw, fix, owner: "you", stops: false };
}

/** Whoever runs the command can mend it. */
export function failed(check: string, what: string, saw: string, fix: string): Finding {
  return { check, status: "failed", what, saw, fix, owner: "you", stops: true };
}

/** Somebody with more rights has to mend it. */
export function needsPerson(check: string, what: string, saw: string, fix: string): Finding {
  return { check, status: "failed", what, saw, fix, owner: "an administrator", stops: true };
}

/** Could not be found out, and may be wrong: run again. */
export function unknown(check: string, what: string, saw: string, fix: string): Finding {
  return { check, status: "unknown", what, saw, fix, owner: "you", stops: true };
}

/** Could not be found out by this sign-in, ever; what happens is said, and nothing waits for it. */
export function unreadable(check: string, what: string, saw: string, fix: string): Finding {
  return { check, status: "unknown", what, saw, fix, owner: "you", stops: false };
}
