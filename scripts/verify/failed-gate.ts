import { type GateMark, openGateMark } from "../../infra/contract/gate-mark.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";
import type { Evidence } from "./evidence.ts";

/** The mark of a gate that failed, as it stood before this verification. */
export interface FailedGate {
  /** To be called with what came of the verification. Never throws: what was proved is proved. */
  readonly answer: (evidence: Pick<Evidence, "outcome" | "finishedAt">, report: (line: string) => void) => Promise<void>;
}

/**
 * Looks whether `pulumi up` left the mark of a failed gate on this stack; undefined where it did not. Where the verification
 * then proves the very state of the stack that the gate wanted, the next update takes it for its own.
 */
export async function findFailedGate(stackName: string, outputs: Outputs, environment: NodeJS.ProcessEnv): Promise<FailedGate | undefined> {
  const proof = outputs.gate?.proof;
  if (proof === undefined) return undefined;
  const marks = openGateMark(stackName, environment);
  // Whoever may not read the tags of a stack cannot write them either: nothing is said of a mark that nobody saw.
  const before = await marks.read().catch(() => undefined);
  if (before?.status !== "unproved") return undefined;

  const judge = async ({ outcome, finishedAt }: Pick<Evidence, "outcome" | "finishedAt">): Promise<string> => {
    if (outcome !== "proved") return "the gate of pulumi up stays as it is: it wants a call that proves the stack";
    if (before.proof !== proof) return "the gate of pulumi up stays as it is: these outputs are older than the update that failed at it";
    try {
      if (!isSame(before, await marks.read())) return "the gate of pulumi up stays as it is: an update called meanwhile";
      await marks.write({ status: "proved", proof, at: finishedAt });
      return `the failed gate is cleared: the next pulumi up --stack ${stackName} takes this call for its own and calls nobody`;
    } catch (error) {
      return `the failed gate could not be cleared, and the next pulumi up calls again: ${toLastLine(error)}`;
    }
  };
  return { answer: async (evidence, report) => report(await judge(evidence)) };
}

function toLastLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split("\n").at(-1) ?? "";
}

function isSame(left: GateMark, right: GateMark | undefined): boolean {
  return right?.status === left.status && right.proof === left.proof && right.at === left.at;
}
