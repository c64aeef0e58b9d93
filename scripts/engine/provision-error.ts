import * as pulumi from "@pulumi/pulumi";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { decodeText } from "../verify/decoder/decode-text.ts";
import { toCapitals } from "../verify/decoder/to-capitals.ts";
import { ResourceFailure } from "./resource-registrar.ts";

/** Says what went wrong in a run of the program, once: foreseen failures with their parts, the rest unchanged (a bug). */
export function toProvisionError(error: unknown): unknown {
  const own = findDialtoneError(error);
  if (own !== undefined) return own;
  if (error instanceof ResourceFailure) {
    const known = decodeText(error.message);
    return new DialtoneError({
      code: "DT_PROVISION_FAILED",
      what: `${error.type} "${error.resourceName}" could not be created`,
      saw: error.message,
      expected: "every resource of the stack to be created",
      fix:
        known === undefined
          ? "cure what it says and run again; npm run rehearse -- --har FILE shows every request"
          : `${known.cause}. ${known.owner}: ${toCapitals(known.fix)}`,
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
