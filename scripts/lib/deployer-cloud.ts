import { ClientSecretCredential, DefaultAzureCredential, type TokenCredential } from "@azure/identity";
import type { Cloud } from "../../infra/contract/cloud.ts";
import { createBudgetClock } from "./budget-clock.ts";
import { createCloudHttp, type CloudAnswer } from "./cloud-http.ts";
import { retryRead } from "./retry-read.ts";
import { parseJson, toObject } from "./wire-error.ts";

/** One request to Microsoft Graph or Azure Resource Manager. */
export interface DeployerRequest {
  readonly to: "graph" | "arm";
  readonly method: "GET" | "POST" | "DELETE";
  /** Below the origin, with version and query. */
  readonly path: string;
  readonly body?: object;
}

/** The cloud as whoever deploys the stack sees it. Answers are given as they came: what a status means is the caller's to say. */
export interface DeployerCloud {
  /** A GET is repeated while the other side throttles or is broken; nothing else ever is. @throws TransportFailure */
  readonly ask: (request: DeployerRequest) => Promise<CloudAnswer>;
  /** Every page of a list; undefined where it was refused. @throws TransportFailure */
  readonly list: (to: DeployerRequest["to"], path: string) => Promise<readonly Readonly<Record<string, unknown>>[] | undefined>;
  readonly close: () => Promise<void>;
}

/** Wall milliseconds for one answer. */
const timeoutMs = 30_000;
/** Pages of a list that are read at most: a tenant has some thousand grants of Microsoft Graph, 999 to a page. */
const maxPages = 50;

/**
 * Signs in as the providers do: with ARM_CLIENT_ID and ARM_CLIENT_SECRET where they are set, else as @azure/identity
 * finds (environment, workload identity, managed identity, az).
 */
export function createDeployerCloud(cloud: Cloud, tenantId: string, environment: NodeJS.ProcessEnv, signal: AbortSignal): DeployerCloud {
  const http = createCloudHttp(cloud);
  const clock = createBudgetClock(cloud.rehearsal?.clockRate ?? 1);
  const authority = { authorityHost: cloud.loginUrl, disableInstanceDiscovery: cloud.rehearsal !== undefined };
  const { ARM_CLIENT_ID: clientId = "", ARM_CLIENT_SECRET: clientSecret = "" } = environment;
  const credential: TokenCredential =
    clientId !== "" && clientSecret !== ""
      ? new ClientSecretCredential(tenantId, clientId, clientSecret, authority)
      : new DefaultAzureCredential({ tenantId, ...authority });

  const ask = async ({ to, method, path, body }: DeployerRequest): Promise<CloudAnswer> => {
    const origin = to === "graph" ? cloud.graphUrl : cloud.armUrl;
    const send = async (): Promise<CloudAnswer> => {
      const token = await credential.getToken(`${origin}/.default`);
      return http.send({
        method,
        url: `${origin}${path}`,
        headers: { authorization: `Bearer ${token?.token ?? ""}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs,
        signal,
      });
    };
    return method === "GET" ? retryRead(clock, signal, send) : send();
  };
  return {
    ask,
    list: async (to, path) => {
      const origin = to === "graph" ? cloud.graphUrl : cloud.armUrl;
      const found: Readonly<Record<string, unknown>>[] = [];
      let next: string | undefined = path;
      for (let page = 0; next !== undefined && page < maxPages; page += 1) {
        const answer = await ask({ to, method: "GET", path: next });
        if (answer.status !== 200) return undefined;
        const body = toObject(parseJson(answer.text));
        const value = body["value"];
        if (Array.isArray(value)) found.push(...value.map(toObject));
        const link = body["@odata.nextLink"] ?? body["nextLink"];
        next = typeof link === "string" && link.startsWith(origin) ? link.slice(origin.length) : undefined;
      }
      return found;
    },
    close: () => http.close(),
  };
}
