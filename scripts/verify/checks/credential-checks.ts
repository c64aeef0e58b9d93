import type { Outputs } from "../../../infra/contract/outputs.ts";
import type { AppTokenAnswer } from "../../lib/app-token.ts";
import { pollWithin } from "../../lib/poll-within.ts";
import { parseTokenClaims } from "../../lib/token-claims.ts";
import { decode } from "../decoder/decode.ts";
import { fillIn, toFillInValues } from "../decoder/fill-in.ts";
import { failed, passed, unknown, warned, type Judgement } from "../judgement.ts";
import { requestToken } from "../request-token.ts";
import type { Check, Verification } from "../verification.ts";
import { assertionCheck, formatTrust } from "./assertion-check.ts";
import { keyCheck } from "./key-check.ts";
import { secretCheck } from "./secret-check.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** Days before the end of a credential from which verify warns. Source: issue A.6. */
const warnDays = 30;
/**
 * Clock skew that is shown, and that is too much, in seconds: Entra allows five minutes (graph-calling facts 4.1,
 * hostile-and-faults F13; read 2026-11-23).
 */
const skewWarnSeconds = 60;
const skewLimitSeconds = 240;

/** What each mode begins with: one of them is made. */
const proofs: readonly Check[] = [secretCheck, keyCheck, assertionCheck];
const needs = proofs.map(({ checkId }) => checkId);

/** Link 1: the credential is where the outputs say, lives, and gets a token. */
export const credentialChecks: readonly Check[] = [
  ...proofs,
  { checkId: "credential.life", link: "credential", needs: [], run: checkLife },
  { checkId: "credential.token", link: "credential", needs, run: checkToken },
  { checkId: "credential.clock", link: "credential", needs, run: checkClock },
];

async function checkLife({ outputs }: Verification): Promise<Judgement> {
  const { endsAt, generation } = outputs.credential;
  const expected = `more than ${warnDays} days`;
  if (endsAt === null) return passed("the credential has no end", { saw: "no end", expected });
  const days = (Date.parse(endsAt) - Date.now()) / dayMs;
  const fix = `npm run rotate -- --stack ${outputs.stack}`;
  if (days <= 0) {
    return failed("DT_CREDENTIAL_EXPIRED", `credential generation "${generation}" has expired`, { saw: `ended ${endsAt}`, expected, fix });
  }
  const saw = `ends ${endsAt}, in ${Math.floor(days)} days`;
  return days < warnDays
    ? warned("DT_CREDENTIAL_EXPIRING", `credential generation "${generation}" expires soon`, { saw, expected, fix })
    : passed(`credential generation "${generation}" lives long enough`, { saw, expected });
}

async function checkToken(verification: Verification): Promise<Judgement> {
  const { cloud, outputs, findings, progress, clock, budgets, signal } = verification;
  progress.step("credential", `asking ${new URL(cloud.loginUrl).host} for a token of ${outputs.app.displayName}`);
  const answer = await pollWithin<AppTokenAnswer>({
    clock,
    signal,
    everySeconds: budgets.credentialPollSeconds,
    budgetSeconds: budgets.credentialSeconds,
    attempt: () => requestToken(verification),
    isEnough: (given) => given.kind === "token" || (rowOf(given)?.waitableSeconds ?? 0) === 0,
    onWait: (elapsed, budget, given) =>
      progress.step(
        "credential",
        `${given.kind === "refused" ? given.refusal.errorCodes.map((code) => `AADSTS${code}`).join(" ") : ""} may be replication: ${Math.round(elapsed)} s of ${budget} s`,
      ),
  });
  findings.clockSkewSeconds = answer.clockSkewSeconds;
  if (answer.kind === "token") {
    findings.accessToken = answer.accessToken;
    findings.claims = parseTokenClaims(answer.accessToken);
    return passed(`a token was issued to ${outputs.app.displayName}${givenFor[outputs.credential.mode]}`, {
      saw: `client id ${outputs.app.clientId} in tenant ${outputs.tenantId}`,
      expected: "a token of the tenant's own login endpoint",
    });
  }
  return judgeRefusal(answer, verification);
}

const expectations: Record<Outputs["credential"]["mode"], (outputs: Outputs) => string> = {
  secret: () => "a token for the calling app's own client id, secret and tenant",
  certificate: ({ credential }) =>
    `a token for the certificate with thumbprint ${credential.certificate?.thumbprint ?? ""}, by its SHA-256`,
  federated: ({ credential }) => `a token for ${(credential.federated ?? []).map((trust) => formatTrust(trust)).join("; or for ")}`,
};

/** How the sentence of a token goes on. */
const givenFor: Record<Outputs["credential"]["mode"], string> = {
  secret: "",
  certificate: " for a signature of Key Vault's: the key stays there",
  federated: " for another issuer's token: it has no secret",
};

type Refused = Extract<AppTokenAnswer, { readonly kind: "refused" }>;

function rowOf(answer: AppTokenAnswer): ReturnType<typeof decode> {
  if (answer.kind === "token") return undefined;
  const { status, errorCodes, reason } = answer.refusal;
  return decode({ surface: "login", status, codes: errorCodes.map(String), message: reason });
}

function judgeRefusal(answer: Refused, { outputs, cloud, calleeObjectId, findings }: Verification): Judgement {
  const { refusal } = answer;
  const row = rowOf(answer);
  const codes = refusal.errorCodes.map((code) => `AADSTS${code}`).join(" ");
  const saw = `HTTP ${refusal.status} ${refusal.error} ${codes} (correlation id ${refusal.correlationId}, trace id ${refusal.traceId}, ${refusal.timestamp})${findings.presented === undefined ? "" : `; shown: ${findings.presented}`}`;
  const expected = expectations[outputs.credential.mode](outputs);
  if (row === undefined || row.errorCode === null) {
    return failed("DT_CREDENTIAL_REJECTED", "the login host refused the calling app's credential for a reason that is not known here", {
      saw,
      expected,
      fix: `look the code up at ${cloud.loginUrl}/error?code=${refusal.errorCodes.at(-1) ?? ""} and quote the ids above to Microsoft`,
    });
  }
  const parts = { saw, expected, fix: fillIn(row.fix, toFillInValues(outputs, cloud, calleeObjectId)) };
  const message = `the calling app got no token: ${row.cause}`;
  return row.errorCode.startsWith("DT_UNCERTAIN_") ? unknown(row.errorCode, message, parts) : failed(row.errorCode, message, parts);
}

async function checkClock({ findings }: Verification): Promise<Judgement> {
  const skew = findings.clockSkewSeconds;
  const expected = `less than ${skewWarnSeconds} seconds from the login host's clock`;
  if (skew === undefined) return passed("the login host did not say the time", { saw: "no Date header", expected });
  const saw = `this machine's clock is ${Math.abs(skew)} seconds ${skew < 0 ? "behind" : "ahead"}`;
  const fix = "timedatectl set-ntp true";
  if (Math.abs(skew) > skewLimitSeconds) return failed("DT_CREDENTIAL_CLOCK", "your clock is off", { saw, expected, fix });
  if (Math.abs(skew) > skewWarnSeconds) return warned("DT_CREDENTIAL_CLOCK", "your clock is somewhat off", { saw, expected, fix });
  return passed("this machine's clock agrees with the login host's", { saw, expected });
}
