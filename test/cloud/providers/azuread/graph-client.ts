import type { CloudAnswer, CloudRequest } from "../cloud-exchange.ts";
import type { Connection } from "../connection.ts";
import { ProviderFailure } from "../provider-failure.ts";

/** Which answers a call repeats by itself, beside those that every call repeats. */
interface GraphCall extends Omit<CloudRequest, "url" | "headers"> {
  /** Path below the Graph endpoint, version included: `v1.0/applications`. */
  readonly path: string;
  readonly retries?: (answer: CloudAnswer) => boolean;
  /** Statuses that are an answer, not a failure; 2xx always are. */
  readonly accepts?: readonly number[];
}

/** Microsoft Graph as the azuread provider speaks it: headers, retries and error texts of go-azure-sdk. */
export interface GraphClient {
  readonly baseUrl: string;
  /** Object id of the caller, from its token. */
  readonly callerObjectId: string;
  readonly callerClientId: string;
  readonly tenantId: string;
  readonly call: (call: GraphCall) => Promise<CloudAnswer>;
  readonly wait: Connection["wait"];
}

/** On every call, also on GET and DELETE. Source: go-azure-sdk sdk/client/msgraph/client.go, facts/cloud-wire.md 1.5, read 2026-11-25. */
const headers = {
  "content-type": "application/json; charset=utf-8",
  accept: "application/json; charset=utf-8; IEEE754Compatible=false",
  "odata-version": "4.0",
  "odata-maxversion": "4.0",
};

/** 424 and 408 always, 429 and 5xx but 501 by policy, for every method. Source: facts/cloud-wire.md 1.5. */
function isRetriedByDefault(status: number): boolean {
  return status === 424 || status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/** Tries of a 10 minute create. Source: facts/cloud-wire.md 1.5, read 2026-11-25. */
const maxTries = 14;
/** Longest wait between two tries, in seconds. */
const maxWaitSeconds = 61;

/** Takes one token, as the provider does at configure time, and reads from it who is calling. */
export async function createGraphClient(connection: Connection): Promise<GraphClient> {
  const { graph } = connection.endpoints;
  const claims = decodeClaims(await connection.token(graph));
  const call = async (request: GraphCall): Promise<CloudAnswer> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await connection.send({
        method: request.method,
        url: `${graph}/${request.path}`,
        headers: { ...headers, authorization: `Bearer ${await connection.token(graph)}` },
        body: request.body,
      });
      const isRetried = isRetriedByDefault(answer.status) || request.retries?.(answer) === true;
      if (isRetried && attempt < maxTries) {
        const asked = Number(answer.headers["retry-after"]);
        await connection.wait(asked > 0 ? asked : Math.min(maxWaitSeconds, 2 ** (attempt - 1)));
        continue;
      }
      if (answer.status < 300 || request.accepts?.includes(answer.status) === true) return answer;
      throw new ProviderFailure(toGraphMessage(answer));
    }
  };
  return {
    baseUrl: graph,
    callerObjectId: claims.oid,
    callerClientId: connection.settings.clientId,
    tenantId: connection.settings.tenantId,
    call,
    wait: connection.wait,
  };
}

/** `unexpected status 403 (403 Forbidden) with error: Code: Message`, as go-azure-sdk words it. */
function toGraphMessage(answer: CloudAnswer): string {
  const error = (answer.json?.["error"] ?? {}) as { code?: string; message?: string };
  return `unexpected status ${answer.status} with error: ${error.code ?? "no code"}: ${error.message ?? "no message"}`;
}

/** Text of a Graph error, for the two retry rules that the provider bases on text. */
export function graphErrorText(answer: CloudAnswer): string {
  const error = (answer.json?.["error"] ?? {}) as { message?: string };
  return error.message ?? "";
}

/** A wrong type of a claim is fatal for the real provider, too. Source: facts/cloud-wire.md 1.3, read 2026-11-25. */
function decodeClaims(token: string): { oid: string } {
  const parts = token.split(".");
  if (parts.length !== 3) throw new ProviderFailure("claims: token does not have 3 parts");
  const claims = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8")) as Record<string, unknown>;
  if (typeof claims["aud"] !== "string" || typeof claims["exp"] !== "number" || typeof claims["iat"] !== "number") {
    throw new ProviderFailure("claims: aud, exp or iat has the wrong type");
  }
  if (typeof claims["oid"] !== "string") throw new ProviderFailure("claims: oid is missing");
  return { oid: claims["oid"] };
}
