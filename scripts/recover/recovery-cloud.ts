import { ClientSecretCredential, DefaultAzureCredential, type TokenCredential } from "@azure/identity";
import type { Cloud } from "../../infra/contract/cloud.ts";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { createCloudHttp, type CloudAnswer } from "../lib/cloud-http.ts";

type Entity = Readonly<Record<string, unknown>>;

/** What a recovery asks the cloud, as the deployer. */
export interface RecoveryCloud {
  readonly listGraph: (path: string) => Promise<readonly Entity[]>;
  /** Undefined where it is not there. */
  readonly readGraph: (path: string) => Promise<Entity | undefined>;
  readonly postGraph: (path: string, body: object) => Promise<void>;
  readonly listAzure: (path: string, apiVersion: string) => Promise<readonly Entity[]>;
  readonly existsInAzure: (resourceId: string, apiVersion: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** Wall milliseconds for one answer. */
const timeoutMs = 30_000;

/** Signs in as the providers do: with ARM_CLIENT_ID and ARM_CLIENT_SECRET where they are set, else as @azure/identity finds. */
export function createRecoveryCloud(cloud: Cloud, tenantId: string, environment: NodeJS.ProcessEnv): RecoveryCloud {
  const http = createCloudHttp(cloud);
  const authority = { authorityHost: cloud.loginUrl, disableInstanceDiscovery: cloud.rehearsal !== undefined };
  const { ARM_CLIENT_ID: clientId = "", ARM_CLIENT_SECRET: clientSecret = "" } = environment;
  const credential: TokenCredential =
    clientId !== "" && clientSecret !== ""
      ? new ClientSecretCredential(tenantId, clientId, clientSecret, authority)
      : new DefaultAzureCredential({ tenantId, ...authority });
  const ask = async (origin: string, method: "GET" | "POST", path: string, body?: object): Promise<CloudAnswer> => {
    const token = await credential.getToken(`${origin}/.default`);
    const answer = await http.send({
      method,
      url: `${origin}${path}`,
      headers: { authorization: `Bearer ${token?.token ?? ""}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs,
    });
    if (answer.status < 300 || answer.status === 404) return answer;
    throw new DialtoneError({
      code: "DT_UNCERTAIN_RIGHTS",
      what: "a recovery could not look at what is in the cloud",
      saw: `${method} ${path.split("?")[0] ?? ""} answered ${answer.status}`,
      expected: "an answer; whoever recovers needs the deployer's rights",
      fix: "sign in as the deployer and run it again; nothing was changed in the state",
    });
  };
  const graph = cloud.graphUrl;
  const read = (answer: CloudAnswer): Entity | undefined => (answer.status === 404 ? undefined : (JSON.parse(answer.text) as Entity));
  return {
    listGraph: async (path) => (read(await ask(graph, "GET", path))?.["value"] ?? []) as Entity[],
    readGraph: async (path) => read(await ask(graph, "GET", path)),
    postGraph: async (path, body) => {
      await ask(graph, "POST", path, body);
    },
    listAzure: async (path, apiVersion) =>
      (read(await ask(cloud.armUrl, "GET", `${path}?api-version=${apiVersion}`))?.["value"] ?? []) as Entity[],
    existsInAzure: async (resourceId, apiVersion) =>
      (await ask(cloud.armUrl, "GET", `${resourceId}?api-version=${apiVersion}`)).status !== 404,
    close: () => http.close(),
  };
}
