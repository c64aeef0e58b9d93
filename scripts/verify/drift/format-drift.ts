import type { Paint } from "../../lib/paint.ts";
import type { Evidence } from "../evidence.ts";

/** Words of a finding's kind; the page shows the same. */
export const driftWords = { missing: "missing", extra: "not ours", changed: "changed", unknown: "not seen" } as const;

/** What drifted, for people; empty where nobody asked. Pure. */
export function formatDrift({ drift }: Evidence, paint: Paint): readonly string[] {
  if (drift === undefined) return [];
  const { findings } = drift;
  if (findings.length === 0)
    return [
      "",
      `  ${paint.good("✓")} drift       grants, credentials, application, owners, webhook, route and role assignments are as the stack made them`,
    ];
  return [
    "",
    paint.bold("  Drift:"),
    ...findings.flatMap(({ of, kind, what, fix }) => [
      `  ${kind === "unknown" ? paint.warn("?") : paint.bad("≠")} ${of.padEnd(15)}  ${driftWords[kind]}: ${what}`,
      `      fix  ${fix}`,
    ]),
  ];
}
