import type { Cloud } from "../../infra/contract/cloud.ts";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { BudgetClock } from "../lib/budget-clock.ts";
import { createCloudHttp, type CloudAnswer } from "../lib/cloud-http.ts";
import { sendGraph } from "../lib/graph-request.ts";
import { createOperatorCredential, OperatorSignInFailure } from "../lib/operator-credential.ts";
import { retryRead } from "../lib/retry-read.ts";
import { TransportFailure } from "../lib/transport-failure.ts";
import { readWhole } from "./read-whole.ts";
import { parseSignedIn, type SignedIn } from "./signed-in.ts";

/** What bootstrap asks of Azure and Entra, as the person who runs it. Tests give their own. */
export interface BootstrapCloud {
  readonly cloud: Cloud;
  readonly clock: BudgetClock;
  readonly signedIn: SignedIn;
  /** A read of Azure Resource Manager, path with `api-version`; a list to its last page. */
  readonly readAzure: (pathAndQuery: string) => Promise<CloudAnswer>;
  /** A create under a name of our choosing, or an action that may be asked for twice: repeated as a read is. */
  readonly putAzure: (pathAndQuery: string, body: object) => Promise<CloudAnswer>;
  readonly postAzure: (pathAndQuery: string, body?: object) => Promise<CloudAnswer>;
  /** A read below `/v1.0`; a list to its last page. */
  readonly readGraph: (path: string) => Promise<CloudAnswer>;
  /** Sent exactly once: Graph chooses the names of what it makes. */
  readonly postGraph: (path: string, body: object) => Promise<CloudAnswer>;
  readonly close: () => Promise<void>;
}

/** Wall milliseconds for one answer: a storage account takes some seconds to be accepted. */
const timeoutMs = 30_000;

/**
 * Signs in, in `tenantId` or where the sign-in is at home.
 * @throws DialtoneError DT_BOOTSTRAP_SIGN_IN, DT_UNCERTAIN_TOKEN, DT_UNCERTAIN_NETWORK
 */
export async function openBootstrapCloud(
  cloud: Cloud,
  tenantId: string | undefined,
  clock: BudgetClock,
  signal: AbortSignal,
): Promise<BootstrapCloud> {
  const http = createCloudHttp(cloud);
  const credential = createOperatorCredential(cloud, tenantId);
  const token = async (origin: string): Promise<string> => {
    const answer = await credential.getToken(`${origin}/.default`, { abortSignal: signal });
    if (answer === null) throw new OperatorSignInFailure(undefined, undefined);
    return answer.token;
  };
  const sendAzure = (method: "GET" | "PUT" | "POST", pathAndQuery: string, body?: object): Promise<CloudAnswer> =>
    retryRead(clock, signal, async () =>
      http.send({
        method,
        url: `${cloud.armUrl}${pathAndQuery}`,
        headers: { authorization: `Bearer ${await token(cloud.armUrl)}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs,
        signal,
      }),
    );
  const graph = { timeoutMs, signal };
  const graphToken = (): Promise<string> => token(cloud.graphUrl);
  const sendGraphRead = (path: string): Promise<CloudAnswer> =>
    retryRead(clock, signal, () => sendGraph(cloud, http, graphToken, { ...graph, method: "GET", path }));
  try {
    const signedIn = parseSignedIn(await token(cloud.armUrl), await graphToken());
    if (signedIn === undefined) throw opaqueToken();
    return {
      cloud,
      clock,
      signedIn,
      readAzure: (path) => readWhole((page) => sendAzure("GET", page), path),
      putAzure: (path, body) => sendAzure("PUT", path, body),
      postAzure: (path, body) => sendAzure("POST", path, body),
      readGraph: (path) => readWhole(sendGraphRead, path),
      postGraph: (path, body) => sendGraph(cloud, http, graphToken, { ...graph, method: "POST", path, body }),
      close: () => http.close(),
    };
  } catch (error) {
    await http.close();
    throw toSignInError(error, tenantId) ?? error;
  }
}

function toSignInError(error: unknown, tenantId: string | undefined): DialtoneError | undefined {
  if (error instanceof TransportFailure) {
    return new DialtoneError({
      code: "DT_UNCERTAIN_NETWORK",
      what: "the login host of this cloud could not be asked",
      saw: error.message,
      expected: "an answer",
      fix: "check network, proxy and firewall, then run it again; nothing was changed",
      cause: error,
    });
  }
  if (!(error instanceof OperatorSignInFailure)) return undefined;
  return new DialtoneError({
    code: "DT_BOOTSTRAP_SIGN_IN",
    what: "nobody is signed in to Azure here",
    saw:
      error.refusal === undefined
        ? "neither AZURE_* variables nor a sign-in of az, azd or PowerShell"
        : `${error.refusal.error} ${error.refusal.errorCodes.map((code) => `AADSTS${code}`).join(" ")}`,
    expected: "the sign-in of whoever is to make the environment",
    fix: `az login --tenant ${tenantId ?? "TENANT-ID"}`,
    cause: error,
  });
}

function opaqueToken(): DialtoneError {
  return new DialtoneError({
    code: "DT_UNCERTAIN_TOKEN",
    what: "the sign-in's tokens cannot be read, so nobody knows whose they are",
    saw: "a token that is no JWT",
    expected: "tokens with tenant and object id in them",
    fix: "sign in again (az logout, az login) and run it again; nothing was changed",
  });
}
