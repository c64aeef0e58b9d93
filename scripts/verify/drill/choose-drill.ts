import { DialtoneError } from "../../../infra/contract/dialtone-error.ts";
import type { Outputs } from "../../../infra/contract/outputs.ts";
import type { FlagValues } from "../../lib/flag-values.ts";
import { toLastFour } from "../../lib/redact.ts";
import { drillKinds, type DrillKind, type DrillWanted } from "./drill-record.ts";

/** What was typed of a drill. */
export interface DrillFlags {
  readonly kind: DrillKind;
  readonly transferTo: string | undefined;
}

/** The drill that was typed; undefined where none was. Adds every problem. */
export function parseDrillFlags(values: FlagValues, problems: string[]): DrillFlags | undefined {
  const typed = values.string("drill");
  const transferTo = values.string("transfer-to");
  const kind = drillKinds.find((one) => one === typed);
  if (typed !== undefined && kind === undefined) problems.push(`--drill is "${typed}", and not one of ${drillKinds.join(", ")}`);
  if (kind === "transfer" && transferTo === undefined) problems.push("--drill transfer needs --transfer-to OBJECT-ID");
  if (kind !== "transfer" && transferTo !== undefined) problems.push("--transfer-to belongs to --drill transfer");
  if (typed !== undefined && values.isSet("no-call")) problems.push("--drill needs a call, and --no-call wants none");
  return kind === undefined ? undefined : { kind, transferTo };
}

/**
 * The drill for a stack. Whoever a call is transferred to is rung as well, so the allow-list holds for them too.
 * @throws DialtoneError DT_USAGE_CALLEE for somebody who is not on it, or who is the callee
 */
export function chooseDrill(outputs: Outputs, calleeObjectId: string, flags: DrillFlags | undefined): DrillWanted | undefined {
  if (flags === undefined) return undefined;
  if (flags.kind === "cancel-media") return { kind: "cancel-media" };
  const wanted = (flags.transferTo ?? "").toLowerCase();
  const others = outputs.callees.filter((one) => one.toLowerCase() !== calleeObjectId.toLowerCase());
  const transferToObjectId = others.find((one) => one.toLowerCase() === wanted);
  if (transferToObjectId !== undefined) return { kind: "transfer", transferToObjectId };
  const isCallee = calleeObjectId.toLowerCase() === wanted;
  throw new DialtoneError({
    code: "DT_USAGE_CALLEE",
    what: isCallee ? "a call cannot be transferred to the one who is called" : "a call may not be transferred to that user by this stack",
    saw: `--transfer-to ${toLastFour(flags.transferTo ?? "")}`,
    expected:
      others.length === 0
        ? "a second one of dialtone:callees; there is only one"
        : `one of dialtone:callees: ${others.map(toLastFour).join(", ")}`,
    fix: `add the object id to dialtone:callees in Pulumi.${outputs.stack}.yaml, then: pulumi up --stack ${outputs.stack}`,
  });
}
