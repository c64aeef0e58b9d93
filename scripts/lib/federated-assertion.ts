import { readFile } from "node:fs/promises";
import { ManagedIdentityCredential } from "@azure/identity";
import type { Cloud } from "../../infra/contract/cloud.ts";
import type { CloudHttp } from "./cloud-http.ts";
import { parseJson, toObject } from "./wire-error.ts";

/** Another issuer's token about whoever runs this, to be shown to Entra in place of a secret. */
export interface FederatedAssertion {
  readonly assertion: string;
  /** Where it came from, for people. */
  readonly source: string;
}

/** There is nobody here whose token Entra could take; the message says what was tried, and what came of it. */
export class NoAssertion extends Error {
  override readonly name = "NoAssertion";
}

/** Wall milliseconds for the answer of a pipeline's token service. */
const timeoutMs = 30_000;

/**
 * A token of the pipeline or the machine that this runs on, for the audience. In this order: GitHub Actions' token service
 * (`permissions: id-token: write`), the file that `AZURE_FEDERATED_TOKEN_FILE` names (Kubernetes, GitLab, Azure DevOps),
 * the machine's managed identity (`AZURE_CLIENT_ID` names a user-assigned one).
 * Source: https://docs.github.com/actions/reference/security/oidc, https://azure.github.io/azure-workload-identity/docs/, read 2026-11-25.
 * @throws NoAssertion, TransportFailure
 */
export async function readFederatedAssertion(
  cloud: Cloud,
  http: CloudHttp,
  audience: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<FederatedAssertion> {
  const {
    ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    AZURE_FEDERATED_TOKEN_FILE: file,
  } = environment;
  if (isSet(requestUrl) && isSet(requestToken)) return askGitHub(http, requestUrl, requestToken, audience, signal);
  if (isSet(file)) return readTokenFile(file);
  // Outside of Azure it looks for an address that only Azure has; in a rehearsal nothing may leave this machine.
  if (cloud.rehearsal === undefined || isSet(environment["IDENTITY_ENDPOINT"]))
    return askManagedIdentity(cloud, audience, environment, signal);
  throw new NoAssertion("neither ACTIONS_ID_TOKEN_REQUEST_URL nor AZURE_FEDERATED_TOKEN_FILE is set, and there is no managed identity");
}

async function askGitHub(
  http: CloudHttp,
  requestUrl: string,
  requestToken: string,
  audience: string,
  signal: AbortSignal,
): Promise<FederatedAssertion> {
  const url = new URL(requestUrl);
  url.searchParams.set("audience", audience);
  const headers = { authorization: `Bearer ${requestToken}`, accept: "application/json" };
  const answer = await http.send({ method: "GET", url: url.href, headers, timeoutMs, signal });
  const { value } = toObject(parseJson(answer.text));
  if (answer.status === 200 && typeof value === "string" && value !== "") return { assertion: value, source: "GitHub Actions" };
  throw new NoAssertion(`GitHub's token service (ACTIONS_ID_TOKEN_REQUEST_URL) answered ${answer.status} without a token`);
}

async function readTokenFile(file: string): Promise<FederatedAssertion> {
  try {
    const assertion = (await readFile(file, "utf8")).trim();
    if (assertion !== "") return { assertion, source: "AZURE_FEDERATED_TOKEN_FILE" };
  } catch (error) {
    throw new NoAssertion(
      `the file that AZURE_FEDERATED_TOKEN_FILE names cannot be read (${(error as NodeJS.ErrnoException).code ?? ""})`,
      { cause: error },
    );
  }
  throw new NoAssertion("the file that AZURE_FEDERATED_TOKEN_FILE names is empty");
}

async function askManagedIdentity(
  cloud: Cloud,
  audience: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<FederatedAssertion> {
  const { AZURE_CLIENT_ID: clientId } = environment;
  const retryOptions = { maxRetries: 1, maxRetryDelayInMs: 2000 / (cloud.rehearsal?.clockRate ?? 1) };
  const credential = new ManagedIdentityCredential(isSet(clientId) ? { clientId, retryOptions } : { retryOptions });
  try {
    const { token } = await credential.getToken(`${audience}/.default`, { abortSignal: signal });
    return { assertion: token, source: "a managed identity" };
  } catch (error) {
    signal.throwIfAborted();
    throw new NoAssertion("neither ACTIONS_ID_TOKEN_REQUEST_URL nor AZURE_FEDERATED_TOKEN_FILE is set, and no managed identity answers", {
      cause: error,
    });
  }
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
