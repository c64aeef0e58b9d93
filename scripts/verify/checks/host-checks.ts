import { randomUUID } from "node:crypto";
import { readinessNonceParameter, readinessPath } from "../../../infra/contract/host-environment.ts";
import type { CloudAnswer } from "../../lib/cloud-http.ts";
import { pollWithin } from "../../lib/poll-within.ts";
import { TransportFailure } from "../../lib/transport-failure.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { failed, passed, type Judgement } from "../judgement.ts";
import type { Check, Verification } from "../verification.ts";

/** Link 5: our own host answers on the exact name that Microsoft will call, over trusted TLS, and says that it is ready. */
export const hostChecks: readonly Check[] = [
  { checkId: "host.callback-url", link: "host", needs: [], run: checkCallbackUrl },
  { checkId: "host.ready", link: "host", needs: ["host.callback-url"], run: checkReady },
];

async function checkCallbackUrl({ outputs }: Verification): Promise<Judgement> {
  const url = new URL(outputs.host.callbackUrl);
  const saw = `${url.protocol}//${url.host}${url.pathname}`;
  const expected = `https://${outputs.host.fqdn}/… on the standard port`;
  if (url.protocol === "https:" && url.host === outputs.host.fqdn)
    return passed("the callback URL is on the host's own name", { saw, expected });
  return failed("DT_HOST_UNREACHABLE", "the callback URL does not point at the callback host", {
    saw,
    expected,
    fix: `pulumi up --stack ${outputs.stack} --refresh`,
  });
}

type Look = { readonly answer: CloudAnswer } | { readonly failure: TransportFailure };

async function checkReady({ outputs, clients, clock, budgets, signal, progress }: Verification): Promise<Judgement> {
  const url = `https://${outputs.host.fqdn}${readinessPath}`;
  progress.step("host", `asking ${outputs.host.fqdn} whether it is ready`);
  let judgement: Judgement | undefined;
  await pollWithin<Judgement>({
    clock,
    signal,
    everySeconds: budgets.hostPollSeconds,
    budgetSeconds: budgets.hostSeconds,
    attempt: async () => {
      const nonce = randomUUID();
      const look = await lookAt(() => clients.readHost(`${url}?${readinessNonceParameter}=${nonce}`));
      judgement = "failure" in look ? judgeNoAnswer(look.failure, outputs.host.fqdn) : judgeAnswer(look.answer, nonce, outputs.stack);
      return judgement;
    },
    isEnough: (given) => given.status === "passed" || !isWorthWaiting(given),
    onWait: (elapsed, budget, given) => progress.step("host", `${given.saw}: ${Math.round(elapsed)} s of ${budget} s`),
  });
  if (judgement === undefined) throw new Error("the host was not looked at");
  return judgement;
}

/** A host wakes up, a name spreads, a platform's 404 goes away; a certificate or a foreign page does not. */
function isWorthWaiting(judgement: Judgement): boolean {
  return judgement.code === "DT_HOST_UNREACHABLE" || judgement.code === "DT_HOST_NOT_READY";
}

async function lookAt(read: () => Promise<CloudAnswer>): Promise<Look> {
  try {
    return { answer: await read() };
  } catch (error) {
    if (error instanceof TransportFailure) return { failure: error };
    throw error;
  }
}

/** TLS library codes in words. Source: https://docs.openssl.org/master/man1/openssl-verification-options, read 2026-11-25. */
const tlsReasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "the chain ends in a certificate that nobody trusts",
  CERT_HAS_EXPIRED: "the certificate has expired",
  CERT_NOT_YET_VALID: "the certificate is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate is for another name",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the chain is incomplete: the intermediate certificate is not sent",
  UNABLE_TO_GET_ISSUER_CERT: "the chain is incomplete: an issuer's certificate is missing",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the certificate's issuer is not trusted, or the intermediate certificate is not sent",
};

function judgeNoAnswer(failure: TransportFailure, fqdn: string): Judgement {
  if (failure.kind === "tls") {
    return failed("DT_HOST_TLS", "the host's TLS certificate would not be accepted by Microsoft", {
      saw: `${tlsReasons[failure.reason] ?? "the TLS handshake failed"} (${failure.reason})`,
      expected: `a certificate of a public authority for ${fqdn}, with its full chain`,
      fix: `openssl s_client -connect ${fqdn}:443 -servername ${fqdn} -showcerts`,
    });
  }
  const reasons = {
    dns: "its name is not in DNS",
    refused: "nobody listens there",
    timeout: "it did not answer in time",
    reset: "it dropped the connection",
    unreadable: "its answer could not be read",
  } as const;
  return failed("DT_HOST_UNREACHABLE", "the callback host cannot be reached", {
    saw: `${reasons[failure.kind]} (${failure.reason})`,
    expected: `an answer from https://${fqdn}${readinessPath}`,
    fix: "look at the container app's revision and logs: az containerapp logs show --name callback --resource-group the stack's group",
  });
}

function judgeAnswer(answer: CloudAnswer, nonce: string, stack: string): Judgement {
  const body = toObject(parseJson(answer.text));
  const isOurs = body["service"] === "dialtone-callback-host" && body["nonce"] === nonce;
  const expected = `our host of stack "${stack}", ready`;
  if (isOurs && body["stack"] !== stack) {
    return failed("DT_HOST_NOT_OURS", "the host belongs to another stack", {
      saw: `stack "${typeof body["stack"] === "string" ? body["stack"] : ""}"`,
      expected,
      fix: `pulumi up --stack ${stack} --refresh`,
    });
  }
  if (isOurs && answer.status === 200 && body["ready"] === true) {
    return passed("our host answers over trusted TLS and is ready", { saw: `ready, nonce echoed, stack "${stack}"`, expected });
  }
  if (isOurs) {
    const reasons = Array.isArray(body["reasons"]) ? body["reasons"].filter((reason) => typeof reason === "string") : [];
    return failed("DT_HOST_NOT_READY", "the callback host runs, and cannot take notifications", {
      saw: reasons.length === 0 ? `HTTP ${answer.status}, not ready` : reasons.join("; "),
      expected,
      fix: "what it misses is above: for the table, check the role assignment of the host's identity (pulumi up --refresh); for keys, its way to the internet",
    });
  }
  // The platform's own pages while an app starts, stops or sleeps.
  if (answer.status === 404 || answer.status >= 500) {
    return failed("DT_HOST_UNREACHABLE", "the callback host's platform answers, the host does not", {
      saw: `HTTP ${answer.status} without our answer`,
      expected,
      fix: `az containerapp revision list --name callback --resource-group the stack's group; then pulumi up --stack ${stack} --refresh`,
    });
  }
  return failed("DT_HOST_NOT_OURS", "something else answers on the callback host's name", {
    saw: `HTTP ${answer.status} without our answer and nonce (a parking page, a proxy, a login page)`,
    expected,
    fix: "check what stands in front of the host: it must pass requests through untouched",
  });
}
