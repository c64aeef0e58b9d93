import { RestError } from "@azure/core-rest-pipeline";
import type { AppTokenAnswer } from "../../lib/app-token.ts";
import { pollWithin } from "../../lib/poll-within.ts";
import { parseTokenClaims } from "../../lib/token-claims.ts";
import { decode } from "../decoder/decode.ts";
import { fillIn, toFillInValues } from "../decoder/fill-in.ts";
import { failed, passed, unknown, warned, type Judgement } from "../judgement.ts";
import { formatQuote, parseRestError } from "../quote.ts";
import type { Check, Verification } from "../verification.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** Days before the end of a credential from which verify warns. Source: issue A.6. */
const warnDays = 30;
/**
 * Clock skew that is shown, and that is too much, in seconds: Entra allows five minutes (graph-calling facts 4.1,
 * hostile-and-faults F13; read 2026-11-23).
 */
const skewWarnSeconds = 60;
const skewLimitSeconds = 240;

/** Link 1: the secret is where the outputs say, lives, and gets a token. */
export const credentialChecks: readonly Check[] = [
  { checkId: "credential.secret-read", link: "credential", needs: [], run: checkSecretRead },
  { checkId: "credential.life", link: "credential", needs: [], run: checkLife },
  { checkId: "credential.token", link: "credential", needs: ["credential.secret-read"], run: checkToken },
  { checkId: "credential.clock", link: "credential", needs: ["credential.secret-read"], run: checkClock },
];

async function checkSecretRead(verification: Verification): Promise<Judgement> {
  const { outputs, clients, findings, progress, cloud, calleeObjectId } = verification;
  const { secretUrl, mode } = outputs.credential;
  if (secretUrl === null) {
    return unknown("DT_UNCERTAIN_TOKEN", `verify cannot use a credential of mode ${mode} yet`, {
      saw: `credential mode ${mode}`,
      expected: "credential mode secret",
      fix: "pulumi config set dialtone:credential with mode: secret",
    });
  }
  progress.step("credential", `reading the secret of generation ${outputs.credential.generation} from ${outputs.vault.name}`);
  try {
    const secret = await clients.readSecret(secretUrl);
    findings.clientSecret = secret.value;
    if (secret.value !== "") {
      return passed("the client secret was read from Key Vault by its versionless reference", {
        saw: secretUrl,
        expected: "a current version that the operator may read",
      });
    }
    return unreadable(
      secretUrl,
      "an empty secret",
      `write it anew: add a generation, then pulumi up --stack ${outputs.stack}`,
      "it is empty",
    );
  } catch (error) {
    if (!(error instanceof RestError) || error.statusCode === undefined || error.statusCode === 429 || error.statusCode >= 500) throw error;
    const wire = parseRestError(error);
    const row = decode({ surface: "vault", status: error.statusCode, codes: wire.codes, message: wire.message });
    const quote = formatQuote(wire);
    return unreadable(
      secretUrl,
      `HTTP ${error.statusCode} ${wire.codes[0] ?? ""}${quote === "" ? "" : ` (${quote})`}`.trim(),
      row === undefined ? "quote the ids above to Microsoft" : fillIn(row.fix, toFillInValues(outputs, cloud, calleeObjectId)),
      row?.cause ?? "for a reason that is not known here",
    );
  }
}

function unreadable(secretUrl: string, saw: string, fix: string, cause: string): Judgement {
  return failed("DT_CREDENTIAL_SECRET_UNREADABLE", `the client secret cannot be read from Key Vault: ${cause}`, {
    saw: `${saw} at ${secretUrl}`,
    expected: "Key Vault Secrets User for the operator, and an enabled current version",
    fix,
  });
}

async function checkLife({ outputs }: Verification): Promise<Judgement> {
  const { endsAt, generation } = outputs.credential;
  const expected = `more than ${warnDays} days`;
  if (endsAt === null) return passed("the credential has no end", { saw: "no end", expected });
  const days = (Date.parse(endsAt) - Date.now()) / dayMs;
  const fix = `add a generation behind "${generation}" in dialtone:credential, then: pulumi up --stack ${outputs.stack}`;
  if (days <= 0) {
    return failed("DT_CREDENTIAL_EXPIRED", `credential generation "${generation}" has expired`, { saw: `ended ${endsAt}`, expected, fix });
  }
  const saw = `ends ${endsAt}, in ${Math.floor(days)} days`;
  return days < warnDays
    ? warned("DT_CREDENTIAL_EXPIRING", `credential generation "${generation}" expires soon`, { saw, expected, fix })
    : passed(`credential generation "${generation}" lives long enough`, { saw, expected });
}

async function checkToken(verification: Verification): Promise<Judgement> {
  const { cloud, outputs, clients, findings, progress, clock, budgets, signal } = verification;
  progress.step("credential", `asking ${new URL(cloud.loginUrl).host} for a token of ${outputs.app.displayName}`);
  const answer = await pollWithin<AppTokenAnswer>({
    clock,
    signal,
    everySeconds: budgets.credentialPollSeconds,
    budgetSeconds: budgets.credentialSeconds,
    attempt: () => clients.requestAppToken(findings.clientSecret ?? ""),
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
    return passed(`a token was issued to ${outputs.app.displayName}`, {
      saw: `client id ${outputs.app.clientId} in tenant ${outputs.tenantId}`,
      expected: "a token of the tenant's own login endpoint",
    });
  }
  return judgeRefusal(answer, verification);
}

type Refused = Extract<AppTokenAnswer, { readonly kind: "refused" }>;

function rowOf(answer: AppTokenAnswer): ReturnType<typeof decode> {
  if (answer.kind === "token") return undefined;
  return decode({ surface: "login", status: answer.refusal.status, codes: answer.refusal.errorCodes.map(String) });
}

function judgeRefusal(answer: Refused, { outputs, cloud, calleeObjectId }: Verification): Judgement {
  const { refusal } = answer;
  const row = rowOf(answer);
  const codes = refusal.errorCodes.map((code) => `AADSTS${code}`).join(" ");
  const saw = `HTTP ${refusal.status} ${refusal.error} ${codes} (correlation id ${refusal.correlationId}, trace id ${refusal.traceId}, ${refusal.timestamp})`;
  const expected = "a token for the calling app's own client id, secret and tenant";
  if (row === undefined || row.errorCode === null) {
    return failed("DT_CREDENTIAL_REJECTED", "the login host refused the calling app's credential for a reason that is not known here", {
      saw,
      expected,
      fix: `look the code up at https://login.microsoftonline.com/error?code=${refusal.errorCodes.at(-1) ?? ""} and quote the ids above to Microsoft`,
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
