import { readFileSync } from "node:fs";
import { Agent, request as send } from "undici";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";

/** What a person asks the simulated cloud, in a portal or with a tool of their own. */
export interface PersonClient {
  /** Path below Microsoft Graph's origin. @throws where the cloud refuses: the story cannot go on */
  readonly graph: (method: Method, path: string, body?: object) => Promise<Answer>;
  /** Path below Azure Resource Manager's origin, with its `api-version`. */
  readonly arm: (method: Method, path: string, body?: object) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

type Method = "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
type Answer = Readonly<Record<string, unknown>>;

/** The person has the deployer's rights: whoever drifts a stack by hand has at least those. */
export function createPersonClient(cloud: Pick<RunningCloud, "context" | "description">): PersonClient {
  const { graph, arm, caFile, deployer } = cloud.description;
  const agent = new Agent({ connect: { ca: readFileSync(caFile, "utf8") }, keepAliveTimeout: 1000 });
  const ask = async (origin: string, method: Method, path: string, body: object | undefined): Promise<Answer> => {
    const { token } = await cloud.context.tokens.issue(deployer.objectId, origin);
    const answer = await send(`${origin}${path}`, {
      method,
      dispatcher: agent,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${path.split("?")[0] ?? ""} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
    return text === "" ? {} : (JSON.parse(text) as Answer);
  };
  return {
    graph: (method, path, body) => ask(graph, method, path, body),
    arm: (method, path, body) => ask(arm, method, path, body),
    close: () => agent.close(),
  };
}
