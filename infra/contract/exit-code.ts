/**
 * The exit codes of every Dialtone command: one per link of the chain, so that a pipeline can decide without reading
 * text. The table is in the README and in `--help`; nothing else may define a number.
 */
export const exitCode = {
  /** Proved, or done. */
  done: 0,
  /** A bug in Dialtone: an unknown error, said as such. */
  bug: 1,
  /** Usage or configuration; every problem is listed. Also: nothing was checked. */
  usage: 2,
  /** Could not find out: network, throttled, deadline. Run again; a pipeline retries only this one. */
  uncertain: 3,
  /** A person is needed: to consent, or to decide about what the command names. */
  handoff: 4,
  credential: 10,
  consent: 11,
  tenant: 12,
  bot: 13,
  host: 14,
  call: 15,
  callbacks: 16,
  /** SIGINT (128 + 2); the call was hung up. */
  interrupted: 130,
  /** SIGTERM (128 + 15); the call was hung up. */
  terminated: 143,
} as const;

export type ExitCodeName = keyof typeof exitCode;
export type ExitCode = (typeof exitCode)[ExitCodeName];

/** The links of the chain, in the order in which verify walks them; the first broken one decides the exit code. */
export const chainLinks = ["credential", "consent", "tenant", "bot", "host", "call", "callbacks"] as const;
export type ChainLink = (typeof chainLinks)[number];
