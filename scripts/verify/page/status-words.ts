import type { CheckStatus } from "../evidence.ts";

/** How a status is shown: a mark and a word, so that colour only adds. */
export interface StatusWord {
  readonly mark: string;
  readonly word: string;
  /** Class of the page's style. */
  readonly tone: "good" | "warn" | "bad" | "quiet";
}

export const statusWords: Readonly<Record<CheckStatus, StatusWord>> = {
  passed: { mark: "✓", word: "passed", tone: "good" },
  warned: { mark: "!", word: "warning", tone: "warn" },
  failed: { mark: "✗", word: "failed", tone: "bad" },
  unknown: { mark: "?", word: "not known", tone: "warn" },
  skipped: { mark: "–", word: "not looked at", tone: "quiet" },
};
