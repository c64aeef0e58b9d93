import { DialtoneError } from "../../infra/contract/dialtone-error.ts";

/**
 * The failure of the gate after an update (infra/lib/prove-stack.ts), in verify's own words; undefined for any other. A
 * hook's error reaches us as text alone, with the engine's words around it.
 */
export function toGateFailure(message: string, cause: unknown): DialtoneError | undefined {
  const [, what, report] = /DT_GATE_FAILED {2}(.*)\n([\s\S]*?)(?:\n {2}more {6}docs\/errors\.md#dt_gate_failed|$)/.exec(message) ?? [];
  if (what === undefined || report === undefined) return undefined;
  const [seen = "", fix = ""] = report.split("\n  fix       cure what is named above");
  return new DialtoneError({
    code: "DT_GATE_FAILED",
    what,
    saw: `what verify reports:\n${seen.trimEnd()}`,
    expected: "a call that proves the stack",
    fix: `cure what is named above${fix}`,
    cause,
  });
}
