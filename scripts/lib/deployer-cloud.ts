import type { Cloud } from "../../infra/contract/cloud.ts";
import { createBudgetClock } from "./budget-clock.ts";
import { createCloudHttp, type CloudAnswer } from "./cloud-http.ts";
import { createDeployerToken } from "./deployer-token.ts";
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
  /** A GET is repeated while the other side throttles or is broken; nothing else ever is. @throws TransportFailure, DialtoneError DT_CREDENTIAL_OPERATOR */
  readonly ask: (request: DeployerRequest) => Promise<CloudAnswer>;
  /** Every page of a list; undefined where one of them was refused or cannot be asked for: half a list is none. @throws as `ask` does */
  readonly list: (to: DeployerRequest["to"], path: string) => Promise<readonly Readonly<Record<string, unknown>>[] | undefined>;
  readonly close: () => Promise<void>;
}

/** Wall milliseconds for one answer. */
const timeoutMs = 30_000;
/** Pages of a list that are read at most: a tenant has some thousand grants of Microsoft Graph, 999 to a page. */
const maxPages = 50;

/** Signs in with the first request, as {@link createDeployerToken} does. */
export function createDeployerCloud(cloud: Cloud, tenantId: string, environment: NodeJS.ProcessEnv, signal: AbortSignal): DeployerCloud {
  const http = createCloudHttp(cloud);
  const clock = createBudgetClock(cloud.rehearsal?.clockRate ?? 1);
  const tokenFor = createDeployerToken(cloud, tenantId, environment, signal);

  const ask = async ({ to, method, path, body }: DeployerRequest): Promise<CloudAnswer> => {
    const origin = to === "graph" ? cloud.graphUrl : cloud.armUrl;
    const send = async (): Promise<CloudAnswer> => {
      const token = await tokenFor(origin);
      return http.send({
        method,
        url: `${origin}${path}`,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
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
      for (let page = 0; next !== undefined; page += 1) {
        const answer = page < maxPages ? await ask({ to, method: "GET", path: next }) : undefined;
        if (answer?.status !== 200) return undefined;
        const body = toObject(parseJson(answer.text));
        const value = body["value"];
        if (Array.isArray(value)) found.push(...value.map(toObject));
        const link = body["@odata.nextLink"] ?? body["nextLink"];
        if (typeof link !== "string") break;
        // Compared as an address: Azure has written its own port into one (`https://management.azure.com:443/…`).
        const url = URL.parse(link);
        if (url?.origin !== origin) return undefined;
        next = `${url.pathname}${url.search}`;
      }
      return found;
    },
    close: () => http.close(),
  };
}
