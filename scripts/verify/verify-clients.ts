import type { Cloud } from "../../infra/contract/cloud.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";
import { requestAppToken, type AppProof, type AppTokenAnswer } from "../lib/app-token.ts";
import type { BudgetClock } from "../lib/budget-clock.ts";
import { createClientAssertion } from "../lib/client-assertion.ts";
import { createCloudHttp, type CloudAnswer, type CloudHttp } from "../lib/cloud-http.ts";
import { readFederatedAssertion, type FederatedAssertion } from "../lib/federated-assertion.ts";
import { sendGraph, type GraphRequest } from "../lib/graph-request.ts";
import { createNotificationReader, type NotificationReader } from "../lib/notification-reader.ts";
import { createOperatorCredential, OperatorSignInFailure } from "../lib/operator-credential.ts";
import { retryRead } from "../lib/retry-read.ts";
import { readVaultSecret, type VaultSecret } from "../lib/secret-reader.ts";
import { signInVault } from "../lib/vault-signer.ts";
import { parseWireError } from "../lib/wire-error.ts";
import { createAskLog, type AskLog, type Question } from "./ask-log.ts";
import type { Budgets } from "./budgets.ts";
import type { Asked } from "./evidence.ts";

/** Everything that verify asks of the world. Tests give their own. */
export interface VerifyClients {
  /** The secret in use, as the operator. */
  readonly readSecret: (secretUrl: string) => Promise<VaultSecret>;
  /** A token about the calling app, signed by its key in the vault, as the operator. */
  readonly signAssertion: (certificate: NonNullable<Outputs["credential"]["certificate"]>) => Promise<string>;
  /** A token of the pipeline or machine that this runs on, which one of the trusts is about where there is such a one. */
  readonly readAssertion: (trusts: NonNullable<Outputs["credential"]["federated"]>) => Promise<FederatedAssertion>;
  /** A fresh token of the calling app. */
  readonly requestAppToken: (proof: AppProof) => Promise<AppTokenAnswer>;
  /** One request as the calling app, sent exactly once. */
  readonly sendAsApp: (
    accessToken: string,
    request: Omit<GraphRequest, "timeoutMs"> & { readonly timeoutMs?: number },
  ) => Promise<CloudAnswer>;
  /** A read of the directory as the operator; repeated while Graph throttles. */
  readonly readDirectory: (path: string) => Promise<CloudAnswer>;
  /** A read of Azure Resource Manager as the operator; repeated while it throttles. */
  readonly readAzure: (pathAndQuery: string) => Promise<CloudAnswer>;
  /** One look at the callback host. */
  readonly readHost: (url: string) => Promise<CloudAnswer>;
  readonly notifications: Pick<NotificationReader, "ofCall" | "since">;
  readonly countCallsSince: NotificationReader["countCallsSince"];
  /** What was asked so far, for the evidence. */
  readonly asked: () => readonly Asked[];
  readonly close: () => Promise<void>;
}

/** Wall milliseconds that a request gets in any case: a loaded machine is slow whatever a rehearsal's clock says. */
const requestFloorMs = 8_000;

/** The clients of a stack in its cloud. Opens nothing until it is asked. */
export function createVerifyClients(
  cloud: Cloud,
  outputs: Outputs,
  clock: BudgetClock,
  budgets: Pick<Budgets, "answerSeconds" | "readSeconds">,
  signal: AbortSignal,
  environment: NodeJS.ProcessEnv,
): VerifyClients {
  const http = createCloudHttp(cloud);
  const log = createAskLog(outputs.callees);
  const operator = createOperatorCredential(cloud, outputs.tenantId);
  const timeoutMs = clock.toWallMs(budgets.answerSeconds, requestFloorMs);
  const read = (attempt: () => Promise<CloudAnswer>): Promise<CloudAnswer> =>
    retryRead(clock, signal, attempt, Math.random, budgets.readSeconds);
  const asApp = toLogged(http, log, { service: "graph", as: "application" });
  const asOperator = toLogged(http, log, { service: "graph", as: "operator" });
  const { tableName } = outputs.notifications;
  const notifications = toLoggedReader(createNotificationReader(cloud, operator, outputs.notifications), log, tableName);
  const operatorToken = async (scope: string): Promise<string> => {
    const token = await operator.getToken(scope, { abortSignal: signal });
    if (token === null) throw new OperatorSignInFailure(undefined, undefined);
    return token.token;
  };
  return {
    readSecret: (secretUrl) =>
      log.ask(
        { service: "key-vault", as: "operator", what: `GET ${new URL(secretUrl).pathname}` },
        () => readVaultSecret(cloud, operator, secretUrl, signal),
        () => "200",
      ),
    signAssertion: ({ keyUrl, thumbprint }) =>
      createClientAssertion({
        clientId: outputs.app.clientId,
        audience: `${cloud.loginUrl}/${outputs.tenantId}/oauth2/v2.0/token`,
        thumbprint,
        sign: (signingInput) =>
          log.ask(
            { service: "key-vault", as: "operator", what: `POST ${new URL(keyUrl).pathname}/sign` },
            () => signInVault(cloud, operator, keyUrl, signingInput, signal),
            () => "200",
          ),
      }),
    readAssertion: (trusts) => readFederatedAssertion(cloud, http, trusts, environment, signal),
    requestAppToken: (proof) =>
      log.ask(
        { service: "login", as: "application", what: `POST /${outputs.tenantId}/oauth2/v2.0/token (client credentials)` },
        () => requestAppToken(cloud, { tenantId: outputs.tenantId, clientId: outputs.app.clientId, proof }, signal),
        toTokenAnswerText,
      ),
    sendAsApp: (accessToken, request) => sendGraph(cloud, asApp, async () => accessToken, { timeoutMs, ...request }),
    readDirectory: (path) =>
      read(() =>
        sendGraph(cloud, asOperator, () => operatorToken(`${cloud.graphUrl}/.default`), { method: "GET", path, timeoutMs, signal }),
      ),
    readAzure: (pathAndQuery) =>
      read(async () => {
        const accessToken = await operatorToken(`${cloud.armUrl}/.default`);
        const url = `${cloud.armUrl}${pathAndQuery}`;
        const azure = toLogged(http, log, { service: "azure", as: "operator" });
        return azure.send({ method: "GET", url, headers: { authorization: `Bearer ${accessToken}` }, timeoutMs, signal });
      }),
    readHost: (url) => toLogged(http, log, { service: "host", as: "anybody" }).send({ method: "GET", url, timeoutMs, signal }),
    notifications,
    countCallsSince: notifications.countCallsSince,
    asked: log.entries,
    close: http.close,
  };
}

/** The same way onto the network, with every request noted by method, path and status. */
function toLogged(http: CloudHttp, log: AskLog, who: Omit<Question, "what">): CloudHttp {
  return {
    ...http,
    send: (request) =>
      log.ask(
        { ...who, what: `${request.method} ${new URL(request.url).pathname}` },
        () => http.send(request),
        (answer) =>
          answer.status < 400 ? String(answer.status) : `${answer.status} ${parseWireError(answer.text, answer.headers).code}`.trim(),
      ),
  };
}

function toLoggedReader(reader: NotificationReader, log: AskLog, tableName: string): NotificationReader {
  const question = { service: "table", as: "operator" } as const;
  const toRows = (found: readonly unknown[]): string => `${found.length} row${found.length === 1 ? "" : "s"}`;
  return {
    ofCall: (callId, signal) =>
      log.ask({ ...question, what: `rows of the call in ${tableName}` }, () => reader.ofCall(callId, signal), toRows),
    since: (moment, signal) =>
      log.ask({ ...question, what: `rows since a moment in ${tableName}` }, () => reader.since(moment, signal), toRows),
    countCallsSince: (moment, signal) =>
      log.ask(
        { ...question, what: `call ids since a moment in ${tableName}` },
        () => reader.countCallsSince(moment, signal),
        (count) => `${count} call${count === 1 ? "" : "s"}`,
      ),
  };
}

function toTokenAnswerText(answer: AppTokenAnswer): string {
  if (answer.kind === "token") return "a token";
  return `${answer.refusal.status} ${answer.refusal.errorCodes.map((code) => `AADSTS${code}`).join(" ")}`.trim();
}
