import { Client, ResponseType, type Context, type Middleware } from "@microsoft/microsoft-graph-client";
import type { Cloud } from "../../infra/contract/cloud.ts";
import type { CloudAnswer, CloudHttp } from "./cloud-http.ts";

/** One request to Microsoft Graph v1.0. */
export interface GraphRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below `/v1.0`, for example `/communications/calls`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Serialised as JSON. */
  readonly body?: unknown;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Sends one request with Microsoft's Graph client, exactly once. The client's own chain is not used: its retry handler
 * repeats a POST on 429, 503 and 504, and a repeated create of a call rings twice.
 * @throws TransportFailure, or what `getAccessToken` throws
 */
export async function sendGraph(
  cloud: Cloud,
  http: CloudHttp,
  getAccessToken: () => Promise<string>,
  request: GraphRequest,
): Promise<CloudAnswer> {
  // The Graph client wraps what its middleware throws and loses the cause, so it is kept here.
  const kept: { answer?: CloudAnswer; failure?: unknown } = {};
  const sendOnce: Middleware = {
    execute: async (context: Context) => {
      try {
        const accessToken = await getAccessToken();
        const url = typeof context.request === "string" ? context.request : context.request.url;
        kept.answer = await http.send({
          method: request.method,
          url,
          headers: { ...toRecord(context.options?.headers), authorization: `Bearer ${accessToken}` },
          ...(typeof context.options?.body === "string" ? { body: context.options.body } : {}),
          timeoutMs: request.timeoutMs,
          ...(request.signal === undefined ? {} : { signal: request.signal }),
        });
        context.response = toResponse(kept.answer);
      } catch (error) {
        kept.failure = error;
        throw error;
      }
    },
  };
  const client = Client.initWithMiddleware({ baseUrl: `${cloud.graphUrl}/`, defaultVersion: "v1.0", middleware: sendOnce });
  const call = client
    .api(request.path)
    .responseType(ResponseType.RAW)
    .headers({ ...request.headers });
  try {
    if (request.method === "GET") await call.get();
    else if (request.method === "DELETE") await call.delete();
    else await call.post(request.body);
  } catch (error) {
    // An answer is an answer, whatever its status: judging it is the caller's.
    if (kept.answer === undefined) throw kept.failure ?? error;
  }
  if (kept.answer === undefined) throw kept.failure ?? new Error("the Graph client gave no answer");
  return kept.answer;
}

function toResponse(answer: CloudAnswer): Response {
  const hasNoBody = answer.status === 204 || answer.status === 304;
  return new Response(hasNoBody ? null : answer.text, { status: answer.status, headers: answer.headers });
}

function toRecord(headers: unknown): Record<string, string> {
  if (headers instanceof Headers) return Object.fromEntries(headers.entries());
  return typeof headers === "object" && headers !== null ? { ...(headers as Record<string, string>) } : {};
}
