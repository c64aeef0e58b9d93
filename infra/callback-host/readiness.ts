import type { KeySet } from "./key-set.ts";

/** How long the table's answer counts, in milliseconds: the probe route is public, so callers must not be able to load the table. */
const goodProbeMs = 15_000;
const badProbeMs = 3_000;

export interface ReadinessDependencies {
  readonly keySets: readonly KeySet[];
  readonly probeTable: () => Promise<string | undefined>;
  readonly isDraining: () => boolean;
  readonly nowMs: () => number;
}

/** Says whether this replica can do its work now, and what is missing. */
export class Readiness {
  readonly #dependencies: ReadinessDependencies;
  #probe: Promise<string | undefined> | undefined;
  #last: { readonly reason: string | undefined; readonly atMs: number } | undefined;

  constructor(dependencies: ReadinessDependencies) {
    this.#dependencies = dependencies;
  }

  /** Empty when ready. */
  async reasons(): Promise<readonly string[]> {
    const { keySets, isDraining } = this.#dependencies;
    const reasons: string[] = [];
    if (isDraining()) reasons.push("host: shutting down");
    if (keySets.some((keySet) => !keySet.isReady)) reasons.push("keys: no key set yet");
    const tableReason = await this.#tableReason();
    if (tableReason !== undefined) reasons.push(`table: ${tableReason}`);
    return reasons;
  }

  async #tableReason(): Promise<string | undefined> {
    const { probeTable, nowMs } = this.#dependencies;
    if (this.#last !== undefined) {
      const freshMs = this.#last.reason === undefined ? goodProbeMs : badProbeMs;
      if (nowMs() - this.#last.atMs < freshMs) return this.#last.reason;
    }
    this.#probe ??= probeTable().finally(() => {
      this.#probe = undefined;
    });
    const reason = await this.#probe;
    this.#last = { reason, atMs: nowMs() };
    return reason;
  }
}
