import { DialtoneError } from "../../../infra/contract/dialtone-error.ts";
import type { CloudAnswer } from "../../lib/cloud-http.ts";
import { parseWireError } from "../../lib/wire-error.ts";
import { decode } from "../../verify/decoder/decode.ts";
import type { DecoderSurface } from "../../verify/decoder/decoder-row.ts";
import { fillIn } from "../../verify/decoder/fill-in.ts";
import type { Blueprint } from "../blueprint.ts";

/** What was asked for that Azure or Graph did not do. Its own words are looked up, never printed whole. */
export function toStepFailure(
  surface: DecoderSurface,
  what: string,
  answer: CloudAnswer,
  { stackName, tenantId }: Pick<Blueprint, "stackName" | "tenantId">,
): DialtoneError {
  const { code, message, requestId } = parseWireError(answer.text, answer.headers);
  const row = decode({ surface, status: answer.status, codes: [code], message });
  const isPassing = answer.status === 429 || answer.status >= 500;
  return new DialtoneError({
    code: answer.status === 429 ? "DT_UNCERTAIN_THROTTLED" : isPassing ? "DT_UNCERTAIN_NETWORK" : "DT_BOOTSTRAP_REFUSED",
    what: `${what}${row === undefined ? "" : `: ${row.cause}`}`,
    saw: `HTTP ${answer.status}${code === "" ? "" : ` (${code})`}${requestId === "" ? "" : `, request id ${requestId}`}`,
    expected: "an answer of 2xx; what was made before is kept, and a second run goes on from there",
    fix: `${row === undefined ? "" : `${fillIn(row.fix, { stack: stackName, tenantId })}; then: `}npm run bootstrap -- --stack ${stackName}`,
  });
}
