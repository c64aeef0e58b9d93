import type { CloudAnswer, CloudRequest } from "./cloud-exchange.ts";
import { ProviderFailure } from "./provider-failure.ts";

/** Where the parts of a cloud are, as its metadata document says. */
export interface Endpoints {
  readonly resourceManager: string;
  readonly graph: string;
  readonly login: string;
  /** First audience of ARM tokens. */
  readonly armAudience: string;
}

/** Version of the metadata document that both providers ask for. Source: facts/cloud-wire.md 1.2, read 2026-11-25. */
const metadataPath = "/metadata/endpoints?api-version=2022-09-01";

/** @throws ProviderFailure where the document is not there, or not whole */
export async function readEndpoints(metadataHost: string, send: (request: CloudRequest) => Promise<CloudAnswer>): Promise<Endpoints> {
  const answer = await send({ method: "GET", url: `https://${metadataHost}${metadataPath}` });
  const document = answer.json ?? {};
  const authentication = (document["authentication"] ?? {}) as Record<string, unknown>;
  const audiences = (authentication["audiences"] ?? []) as string[];
  const [armAudience] = audiences;
  const { resourceManager, microsoftGraphResourceId } = document;
  const loginEndpoint = authentication["loginEndpoint"];
  const isComplete = [document["name"], resourceManager, microsoftGraphResourceId, loginEndpoint, armAudience].every(
    (value) => typeof value === "string" && value !== "",
  );
  if (answer.status !== 200 || !isComplete) {
    throw new ProviderFailure(`retrieving environments from Azure MetaData service: status ${answer.status}, or a field is missing`);
  }
  return {
    resourceManager: withoutSlash(resourceManager as string),
    graph: withoutSlash(microsoftGraphResourceId as string),
    login: withoutSlash(loginEndpoint as string),
    armAudience: armAudience as string,
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
