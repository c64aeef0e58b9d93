import type { CloudAnswer, CloudRequest } from "../cloud-exchange.ts";
import type { Connection } from "../connection.ts";
import { AcceptedFailure, ProviderFailure } from "../provider-failure.ts";

/** Azure Resource Manager as azure-native speaks it: azcore's retries, pollers and error texts. */
export interface ArmClient {
  /** Sends and follows a long-running operation to its end. */
  readonly run: (call: ArmCall) => Promise<CloudAnswer>;
  readonly subscriptionId: string;
}

interface ArmCall {
  readonly method: CloudRequest["method"];
  /** Resource id, or a path below the ARM endpoint. */
  readonly path: string;
  readonly apiVersion: string;
  readonly body?: unknown;
  readonly accepts?: readonly number[];
}

const headers = { accept: "application/json", "content-type": "application/json; charset=utf-8" };
/** Seconds on the cloud's clock. Source: pulumi-azure-native client_azcore.go, facts/cloud-wire.md 2.3, read 2026-11-25. */
const retryBaseSeconds = 20;
const retryMaxSeconds = 120;
const retries = 3;
/** azcore's poll frequency without a header, in seconds. */
const pollSeconds = { PUT: 10, PATCH: 10, POST: 10, DELETE: 30 } as const;

/** Statuses of an operation or resource that has come to an end. */
const failedStates = new Set(["failed", "canceled", "cancelled"]);

export function createArmClient(connection: Connection, subscriptionId: string): ArmClient {
  const { resourceManager, armAudience } = connection.endpoints;
  const send = async (method: CloudRequest["method"], url: string, body?: unknown): Promise<CloudAnswer> => {
    for (let attempt = 0; ; attempt += 1) {
      const authorization = `Bearer ${await connection.token(armAudience)}`;
      const answer = await sendOnce({ method, url, headers: { ...headers, authorization }, body }, attempt === retries);
      if (attempt === retries || !isRetried(answer)) return answer;
      await pause(answer, Math.min(retryMaxSeconds, retryBaseSeconds * 2 ** attempt));
    }
  };
  /** A connection that broke is tried again like a 503. Source: azure-sdk-for-go sdk/azcore/runtime/policy_retry.go, read 2026-11-25. */
  const sendOnce = async (request: CloudRequest, isLast: boolean): Promise<CloudAnswer> => {
    try {
      return await connection.send(request);
    } catch (error) {
      if (isLast) throw error;
      return { status: 503, headers: {}, json: undefined };
    }
  };
  /** The millisecond headers are what tests and emulators send to real pollers: wall time. Seconds are the cloud's. */
  const pause = async (answer: CloudAnswer, defaultSeconds: number): Promise<void> => {
    const milliseconds = Number(answer.headers["retry-after-ms"] ?? answer.headers["x-ms-retry-after-ms"]);
    if (milliseconds > 0) return connection.waitWall(milliseconds);
    const seconds = Number(answer.headers["retry-after"]);
    await connection.wait(seconds > 0 ? seconds : defaultSeconds);
  };
  const run = async (call: ArmCall): Promise<CloudAnswer> => {
    const url = withApiVersion(new URL(call.path, `${resourceManager}/`).href, call.apiVersion);
    const first = await send(call.method, url, call.body);
    if (first.status >= 300 && call.accepts?.includes(first.status) !== true) throw new ProviderFailure(toArmMessage(first));
    if (call.method === "GET" || call.method === "HEAD" || first.status >= 300) return first;
    try {
      return await poll(call.method, url, first);
    } catch (error) {
      // The write was accepted: however the waiting ends, something may exist.
      throw new AcceptedFailure(error instanceof Error ? error.message : String(error));
    }
  };
  const poll = async (method: "POST" | "PUT" | "PATCH" | "DELETE", url: string, first: CloudAnswer): Promise<CloudAnswer> => {
    const operation = first.headers["azure-asyncoperation"];
    const location = first.headers["location"];
    let last = first;
    // The first poll comes at once unless the initial answer carries a header.
    if ((operation ?? location) !== undefined) await pauseIfAsked(first);
    for (;;) {
      if (operation !== undefined) {
        last = await send("GET", operation);
        const status = stateOf(last.json?.["status"]);
        if (last.status >= 300 || failedStates.has(status)) throw new ProviderFailure(toArmMessage(last));
        if (status === "succeeded") return method === "PUT" || method === "PATCH" ? send("GET", url) : last;
      } else if (location !== undefined && first.status === 202) {
        last = await send(
          "GET",
          withApiVersion(new URL(location, `${resourceManager}/`).href, new URL(url).searchParams.get("api-version") ?? ""),
        );
        if (last.status >= 300) throw new ProviderFailure(toArmMessage(last));
        if (last.status !== 202) return method === "PUT" || method === "PATCH" ? send("GET", url) : last;
      } else {
        const state = stateOf((last.json?.["properties"] as { provisioningState?: string } | undefined)?.provisioningState);
        if (failedStates.has(state)) throw new ProviderFailure(toArmMessage(last));
        if (method === "DELETE" || method === "POST" || state === "" || state === "succeeded") return last;
        await pause(last, pollSeconds[method]);
        last = await send("GET", url);
        if (last.status >= 300) throw new ProviderFailure(toArmMessage(last));
        continue;
      }
      await pause(last, pollSeconds[method]);
    }
  };
  const pauseIfAsked = async (answer: CloudAnswer): Promise<void> => {
    if (["retry-after-ms", "x-ms-retry-after-ms", "retry-after"].some((name) => Number(answer.headers[name]) > 0)) await pause(answer, 0);
  };
  return { run, subscriptionId };
}

/** `Status=403 Code="AuthorizationFailed" Message="…"`, as azure-native words an ARM error, with its innermost details. */
function toArmMessage(answer: CloudAnswer): string {
  const error = errorOf(answer.json ?? {});
  return `Status=${answer.status} Code="${error.code}" Message="${error.message}"`;
}

function errorOf(body: Record<string, unknown>): { code: string; message: string } {
  const own = (body["error"] ?? (body["properties"] as { error?: unknown } | undefined)?.error ?? {}) as {
    code?: string;
    message?: string;
    details?: { code?: string; message?: string }[];
  };
  const details = (own.details ?? []).map(({ code, message }) => `${code ?? "no code"}: ${message ?? "no message"}`);
  return { code: own.code ?? "no code", message: [own.message ?? "no message", ...details].join(" Inner error: ") };
}

function isRetried(answer: CloudAnswer): boolean {
  if ([408, 429, 500, 502, 503, 504].includes(answer.status)) return true;
  return answer.status === 409 && errorOf(answer.json ?? {}).code === "AnotherOperationInProgress";
}

function stateOf(state: unknown): string {
  return typeof state === "string" ? state.toLowerCase() : "";
}

function withApiVersion(url: string, apiVersion: string): string {
  const full = new URL(url);
  if (!full.searchParams.has("api-version")) full.searchParams.set("api-version", apiVersion);
  return full.href;
}
