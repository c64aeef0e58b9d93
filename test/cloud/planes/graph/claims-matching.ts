/** One comparison of a claims matching expression. */
interface Comparison {
  readonly claim: string;
  readonly isWanted: (value: string) => boolean;
}

const comparison = /^claims\['(\w+)'\]\s+(eq|matches)\s+'((?:[^']|'')*)'$/;

/**
 * Reads `claims['sub'] matches 'repo:a/b:*' and claims['job_workflow_ref'] eq '…'` (language version 1): `?` stands for
 * one character, `*` for any number. Undefined where the text is none.
 * Source: https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials, read 2026-11-25.
 */
export function parseClaimsMatching(text: string): ((claims: Readonly<Record<string, unknown>>) => boolean) | undefined {
  const comparisons = text
    .trim()
    .split(/\s+and\s+(?=claims\[)/)
    .map(toComparison);
  if (comparisons.some((one) => one === undefined)) return undefined;
  return (claims) =>
    comparisons.every((one) => {
      const value = one === undefined ? undefined : claims[one.claim];
      return typeof value === "string" && one?.isWanted(value) === true;
    });
}

function toComparison(text: string): Comparison | undefined {
  const [found, claim = "", operator, quoted = ""] = comparison.exec(text.trim()) ?? [];
  if (found === undefined) return undefined;
  const wanted = quoted.replaceAll("''", "'");
  if (operator === "eq") return { claim, isWanted: (value) => value === wanted };
  const pattern = wanted
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${pattern}$`, "su");
  return { claim, isWanted: (value) => expression.test(value) };
}
