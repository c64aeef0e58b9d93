import { RestError } from "@azure/core-rest-pipeline";
import type { CloudAnswer } from "../lib/cloud-http.ts";
import { OperatorSignInFailure } from "../lib/operator-credential.ts";
import { TransportFailure, toTransportFailure } from "../lib/transport-failure.ts";
import { parseWireError } from "../lib/wire-error.ts";
import { decode } from "./decoder/decode.ts";
import type { DecoderRow } from "./decoder/decoder-row.ts";
import { fillIn, toFillInValues } from "./decoder/fill-in.ts";
import { failed, unknown, type Judgement } from "./judgement.ts";
import { formatQuote, parseRestError } from "./quote.ts";
import type { Verification } from "./verification.ts";

type Subject = Pick<Verification, "outputs" | "cloud" | "calleeObjectId">;

/**
 * The judgement of a look that failed for a foreseen reason; undefined for anything else, which is a bug. Throttled or
 * unreachable is never a verdict.
 * @param what what was being looked at, for example `the Azure Bot`
 */
export function judgeFailedLook(error: unknown, what: string, subject: Subject): Judgement | undefined {
  if (error instanceof OperatorSignInFailure) return judgeOperator(error, subject.outputs.tenantId);
  if (error instanceof RestError && error.statusCode !== undefined) {
    const wire = parseRestError(error);
    return judgeUncertainStatus(
      { ...wire, status: error.statusCode, code: wire.codes[0] ?? "", what, needs: undefined, row: undefined },
      subject,
    );
  }
  const failure = error instanceof TransportFailure ? error : toTransportFailure(error, "an Azure service");
  if (failure === undefined) return undefined;
  return unknown("DT_UNCERTAIN_NETWORK", `could not look at ${what}`, {
    saw: failure.message,
    expected: "an answer",
    fix: "check network, proxy and firewall, then run verify again",
  });
}

/**
 * The judgement of Azure's answer that is no answer to the question: throttled, broken, or not for this operator.
 * @param needs the right that the operator needs for it
 */
export function judgeUncertainAnswer(answer: CloudAnswer, what: string, needs: string, subject: Subject): Judgement {
  const wire = parseWireError(answer.text, answer.headers);
  const row = decode({ surface: "arm", status: answer.status, codes: [wire.code], message: wire.message });
  return judgeUncertainStatus({ ...wire, status: answer.status, what, needs, row }, subject);
}

interface Uncertain {
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly clientRequestId: string;
  readonly date: string;
  readonly what: string;
  readonly needs: string | undefined;
  readonly row: DecoderRow | undefined;
}

function judgeUncertainStatus(answer: Uncertain, { outputs, cloud, calleeObjectId }: Subject): Judgement {
  const { status, what, row } = answer;
  const quote = [answer.code, formatQuote(answer)].filter((part) => part !== "").join(", ");
  const saw = `HTTP ${status}${quote === "" ? "" : ` (${quote})`}`;
  const known = row === undefined ? undefined : fillIn(row.fix, toFillInValues(outputs, cloud, calleeObjectId));
  if (status === 429) {
    const fix = "run verify again in some minutes";
    return unknown("DT_UNCERTAIN_THROTTLED", `Microsoft is throttling: could not look at ${what}`, { saw, expected: "200", fix });
  }
  if (status === 401 || status === 403) {
    return unknown("DT_UNCERTAIN_RIGHTS", `you may not look at ${what}${row === undefined ? "" : `: ${row.cause}`}`, {
      saw,
      expected: answer.needs ?? "an operator with the right to read it",
      fix:
        known ??
        "add yourself to dialtone:operators and run pulumi up, or run verify as one of the operators; new role assignments take some minutes",
    });
  }
  const why = status >= 500 ? "" : ", for a reason that is not known here";
  const fix = status >= 500 ? "run verify again" : "run verify again; if it stays, quote the ids above to Microsoft";
  return unknown("DT_UNCERTAIN_NETWORK", `could not look at ${what}${why}`, { saw, expected: "200", fix });
}

function judgeOperator(error: OperatorSignInFailure, tenantId: string): Judgement {
  const refusal = error.refusal;
  const row =
    refusal === undefined ? undefined : decode({ surface: "login", status: refusal.status, codes: refusal.errorCodes.map(String) });
  if (row?.errorCode === "DT_UNCERTAIN_THROTTLED" || row?.errorCode === "DT_UNCERTAIN_NETWORK") {
    return unknown(row.errorCode, `could not sign in as the operator: ${row.cause}`, {
      saw: `HTTP ${refusal?.status}`,
      expected: "a token",
      fix: row.fix,
    });
  }
  return failed("DT_CREDENTIAL_OPERATOR", `could not sign in as the operator (you)${row === undefined ? "" : `: ${row.cause}`}`, {
    saw:
      refusal === undefined
        ? "no sign-in found: neither AZURE_* variables nor az, azd or PowerShell"
        : `${refusal.error} ${refusal.errorCodes.map((code) => `AADSTS${code}`).join(" ")} (correlation id ${refusal.correlationId})`,
    expected: "one of the stack's dialtone:operators, signed in",
    fix: `az login --tenant ${tenantId}`,
  });
}
