import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";
import { toLastFour } from "../lib/redact.ts";

/**
 * Who is called: the first of the stack's callees, or the one that was asked for if it is among them.
 * @throws DialtoneError DT_USAGE_CALLEE for anybody else: the list in the configuration is who agreed to be rung
 */
export function chooseCallee(outputs: Outputs, wanted: string | undefined): string {
  const callee = wanted === undefined ? outputs.callees[0] : outputs.callees.find((one) => one.toLowerCase() === wanted.toLowerCase());
  if (callee !== undefined) return callee;
  throw new DialtoneError({
    code: "DT_USAGE_CALLEE",
    what: "that user may not be called by this stack",
    saw: `--callee ${toLastFour(wanted ?? "")}`,
    expected: `one of dialtone:callees: ${outputs.callees.map(toLastFour).join(", ")}`,
    fix: `add the object id to dialtone:callees in Pulumi.${outputs.stack}.yaml, then: pulumi up --stack ${outputs.stack}`,
  });
}
