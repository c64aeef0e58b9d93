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

/** Whose tokens an application takes: `credential.federated` of the outputs. */
interface Trust {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/**
 * A token of the pipeline or the machine that this runs on, which one of the trusts is about where there is such a one. In
 * this order: GitHub Actions' token service (`permissions: id-token: write`), the file that `AZURE_FEDERATED_TOKEN_FILE`
 * names (Kubernetes, GitLab, Azure DevOps), a managed identity of this machine that a trust is in, by its object id:
 * `AZURE_CLIENT_ID` names whoever deploys or operates here, and need not be that identity.
 * Source: https://docs.github.com/actions/reference/security/oidc, https://azure.github.io/azure-workload-identity/docs/, read 2026-11-25.
 * @throws NoAssertion, TransportFailure
 */
export async function readFederatedAssertion(
  cloud: Cloud,
  http: CloudHttp,
  trusts: readonly Trust[],
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<FederatedAssertion> {
  const {
    ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    AZURE_FEDERATED_TOKEN_FILE: file,
  } = environment;
  const identities = trusts.filter(({ issuer }) => issuer.startsWith(`${cloud.loginUrl}/`));
  // All trusts of one configuration have one audience but where a pipeline asked for another: the newest one's.
  const audience = (trusts.findLast((trust) => !identities.includes(trust)) ?? trusts.at(-1))?.audience ?? "";
  // Outside of Azure a managed identity is looked for at an address that only Azure has; in a rehearsal nothing may leave this machine.
  const hasMachine = cloud.rehearsal === undefined || isSet(environment["IDENTITY_ENDPOINT"]);
  const sources: readonly (() => Promise<FederatedAssertion>)[] = [
    ...(isSet(requestUrl) && isSet(requestToken) ? [() => askGitHub(http, requestUrl, requestToken, audience, signal)] : []),
    ...(isSet(file) ? [() => readTokenFile(file)] : []),
    ...(hasMachine ? identities.toReversed().map((trust) => () => askManagedIdentity(cloud, trust, signal)) : []),
  ];
  let first: FederatedAssertion | undefined;
  let failure: unknown;
  for (const ask of sources) {
    try {
      const given = await ask();
      if (isTrusted(given, trusts)) return given;
      first ??= given;
    } catch (error) {
      if (!(error instanceof NoAssertion)) throw error;
      failure ??= error;
    }
  }
  // One that nobody trusts is shown all the same: Entra's refusal says what it expected.
  if (first !== undefined) return first;
  throw (
    failure ?? new NoAssertion(`neither ACTIONS_ID_TOKEN_REQUEST_URL nor AZURE_FEDERATED_TOKEN_FILE is set, and ${nobodyHere(identities)}`)
  );
}

function nobodyHere(identities: readonly Trust[]): string {
  return identities.length === 0 ? "no managed identity is trusted" : "there is no managed identity";
}

/** Whom a token is about, as Entra compares it with a trust: letter by letter. Nothing of it is verified here. */
export function readPresented(assertion: string): Trust | undefined {
  const { iss, sub, aud } = toObject(parseJson(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString("utf8")));
  if (typeof iss !== "string" || typeof sub !== "string") return undefined;
  return { issuer: iss, subject: sub, audience: [aud].flat().join(", ") };
}

function isTrusted({ assertion }: FederatedAssertion, trusts: readonly Trust[]): boolean {
  const presented = readPresented(assertion);
  return trusts.some(({ issuer, subject }) => issuer === presented?.issuer && subject === presented.subject);
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

/** By its object id, which is the subject of its tokens. Azure Arc and the Cloud Shell know no such choice: their one identity answers or none. */
async function askManagedIdentity(cloud: Cloud, { subject, audience }: Trust, signal: AbortSignal): Promise<FederatedAssertion> {
  const retryOptions = { maxRetries: 1, maxRetryDelayInMs: 2000 / (cloud.rehearsal?.clockRate ?? 1) };
  const credential = new ManagedIdentityCredential({ objectId: subject, retryOptions });
  try {
    const { token } = await credential.getToken(`${audience}/.default`, { abortSignal: signal });
    return { assertion: token, source: "a managed identity" };
  } catch (error) {
    signal.throwIfAborted();
    throw new NoAssertion(
      `neither ACTIONS_ID_TOKEN_REQUEST_URL nor AZURE_FEDERATED_TOKEN_FILE is set, and no managed identity with object id ${subject} answers`,
      { cause: error },
    );
  }
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
