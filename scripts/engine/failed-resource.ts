import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { decodeText } from "../verify/decoder/decode-text.ts";
import { fillIn } from "../verify/decoder/fill-in.ts";
import { toCapitals } from "../verify/decoder/to-capitals.ts";
import { isAlreadyThere, isTwin } from "./already-there.ts";
import { toGateFailure } from "./gate-failure.ts";
import { isDirectoryLag } from "./directory-lag.ts";

/** A resource that did not come out as planned, as an engine tells of it. */
export interface FailedResource {
  /** Empty where it is no resource of ours that failed. */
  readonly type: string;
  /** What failed, in one sentence. */
  readonly what: string;
  /** The provider's own words. */
  readonly message: string;
  /** The reader's own values; see reader-values.ts. */
  readonly values: Readonly<Record<string, string>>;
  /** Whether there is a state that a run can go on from; in process there is none. */
  readonly hasState: boolean;
  readonly cause: unknown;
}

/**
 * Says what failed, what it means and what to type: the directory lags (run it again), it is there and no state knows
 * it (recover), an answer of Microsoft's that is known (its cure), or the provider's words alone.
 */
export function toFailedResource({ type, what, message, values, hasState, cause }: FailedResource): DialtoneError {
  const gate = toGateFailure(message, cause);
  if (gate !== undefined) return gate;
  const stack = values["stack"] ?? "NAME";
  if (isDirectoryLag(type, message)) {
    return new DialtoneError({
      code: "DT_UNCERTAIN_DIRECTORY",
      what: `${what}: the directory lags, longer than it is waited for`,
      saw: message,
      expected: "every part of Microsoft's directory to know what this run has made",
      fix: `wait some minutes, then: pulumi up --stack ${stack} (what was made is kept, and nothing is made twice)`,
      cause,
    });
  }
  const known = decodeText(message);
  const fix = isAlreadyThere(message)
    ? `a run before made it, and its answer was lost: npm run recover -- --stack ${stack}, then: pulumi up --stack ${stack}${isTwin(message) ? ` (or it is another stack's, which recover leaves alone: pulumi config set --stack ${stack} displayName NAME)` : ""}`
    : known && `${known.cause}. ${known.owner}: ${toCapitals(fillIn(known.fix, values))}`;
  return new DialtoneError({
    // The configuration asks for what the tenant does not allow: another run would fail alike.
    code: known?.errorCode === "DT_CONFIG_CREDENTIAL_FORBIDDEN" ? known.errorCode : "DT_PROVISION_FAILED",
    what,
    saw: message,
    expected: "every resource of the stack to come out as planned",
    fix: fix ?? (hasState ? toWayBack(stack) : "cure what it says and run again; npm run rehearse -- --har FILE shows every request"),
    cause,
  });
}

/** A failure that nobody knows may have come after the cloud made the thing. */
function toWayBack(stack: string): string {
  return `cure what it says, then: pulumi up --stack ${stack}; if it may have been made all the same, before that: npm run recover -- --stack ${stack}`;
}
