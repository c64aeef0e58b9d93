import * as pulumi from "@pulumi/pulumi";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { toFailedResource } from "./failed-resource.ts";
import { ResourceFailure } from "./resource-registrar.ts";

/**
 * Says what went wrong in a run of the program, once: foreseen failures with their parts, the rest unchanged (a bug).
 * `values`: the reader's own, for the command that cures it.
 */
export function toProvisionError(error: unknown, values: Readonly<Record<string, string>>): unknown {
  const own = findDialtoneError(error);
  if (own !== undefined) return own;
  if (error instanceof ResourceFailure) {
    const { type, resourceName, message } = error;
    return toFailedResource({
      type,
      what: `${type} "${resourceName}" could not be created`,
      message,
      values,
      hasState: false,
      cause: error,
    });
  }
  if (pulumi.ResourceError.isInstance(error) || pulumi.RunError.isInstance(error)) {
    return new DialtoneError({
      code: "DT_PROVISION_FAILED",
      what: "the stack's program refused to go on",
      saw: error.message,
      expected: "a stack that fits its configuration and its cloud",
      fix: "cure what it says and run again",
      cause: error,
    });
  }
  return error;
}

/** The program's own error may be wrapped by the SDK. */
function findDialtoneError(error: unknown): DialtoneError | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof DialtoneError) return current;
  }
  return undefined;
}
