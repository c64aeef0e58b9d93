import { outputsKey, outputsSchema, type Outputs } from "../../infra/contract/outputs.ts";

/** The one output of the stack, checked against the contract. A mismatch is a bug: program and contract are both ours. */
export function toStackOutputs(outputs: unknown): Outputs {
  return outputsSchema.parse((outputs as Record<string, unknown> | undefined)?.[outputsKey]);
}
