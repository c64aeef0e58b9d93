import { loadCloud, type Cloud } from "../../../../infra/contract/cloud.ts";
import { readinessNonceParameter } from "../../../../infra/contract/host-environment.ts";
import { toPartitionKey, toRowKey } from "../../../../infra/contract/notification-row.ts";
import type { Outputs } from "../../../../infra/contract/outputs.ts";
import type { AppTokenAnswer } from "../../../../scripts/lib/app-token.ts";
import type { BudgetClock } from "../../../../scripts/lib/budget-clock.ts";
import type { CloudAnswer } from "../../../../scripts/lib/cloud-http.ts";
import type { GraphRequest } from "../../../../scripts/lib/graph-request.ts";
import type { StoredNotification } from "../../../../scripts/lib/notification-reader.ts";
import { silentProgress } from "../../../../scripts/lib/progress.ts";
import { createBudgets } from "../../../../scripts/verify/budgets.ts";
import { createFindings, type Verification } from "../../../../scripts/verify/verification.ts";
import type { VerifyClients } from "../../../../scripts/verify/verify-clients.ts";

export const tenantId = "11111111-1111-4111-8111-111111111111";
export const clientId = "22222222-2222-4222-8222-222222222222";
export const calleeObjectId = "33333333-3333-4333-8333-33333333c0de";
export const callId = "44444444-4444-4444-8444-444444444444";
const callbackUrl = "https://callback.brave-sea-0a1b2c3d.swedencentral.azurecontainerapps.io/api/calls/callback";

export const outputs: Outputs = {
  schema: "dialtone/outputs/1",
  stack: "dev",
  cloud: "public",
  tenantId,
  subscriptionId: "55555555-5555-4555-8555-555555555555",
  resourceGroupName: "rg-dialtone-dev",
  location: "swedencentral",
  app: {
    displayName: "Dialtone dev",
    clientId,
    applicationObjectId: "66666666-6666-4666-8666-666666666666",
    principalObjectId: "77777777-7777-4777-8777-777777777777",
  },
  permission: {
    value: "Calls.Initiate.All",
    appRoleId: "284383ee-7f6e-4e40-a2a8-e85dcb029101",
    resourceObjectId: "88888888-8888-4888-8888-888888888888",
  },
  consent: { mode: "grant", adminConsentUrl: `https://login.microsoftonline.com/${tenantId}/v2.0/adminconsent?client_id=${clientId}` },
  credential: {
    mode: "secret",
    generation: "g1",
    endsAt: new Date(Date.now() + 80 * 24 * 60 * 60 * 1000).toISOString(),
    secretUrl: "https://kv-dialtone.vault.azure.net/secrets/calling-app",
  },
  vault: { name: "kv-dialtone", url: "https://kv-dialtone.vault.azure.net/" },
  bot: { resourceId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.BotService/botServices/b", name: "bot-dialtone" },
  host: {
    fqdn: "callback.brave-sea-0a1b2c3d.swedencentral.azurecontainerapps.io",
    baseUrl: "https://callback.brave-sea-0a1b2c3d.swedencentral.azurecontainerapps.io",
    callbackUrl,
    image: "registry.azurecr.io/callback-host@sha256:0",
  },
  notifications: { tableEndpoint: "https://stdialtone.table.core.windows.net/", tableName: "notifications" },
  callees: [calleeObjectId],
};

const presented = {
  iss: "https://token.actions.githubusercontent.com",
  sub: "repo:org/repo:environment:prod",
  aud: "api://AzureADTokenExchange",
};
const certificate = {
  keyUrl: "https://kv-dialtone.vault.azure.net/keys/calling-app-g2",
  certificateUrl: "https://kv-dialtone.vault.azure.net/certificates/calling-app-g2",
  thumbprint: "A1".repeat(32),
};
/** The credential in each mode, as outputs have it. */
export const credentials: Readonly<Record<Outputs["credential"]["mode"], Outputs["credential"]>> = {
  secret: outputs.credential,
  certificate: { ...outputs.credential, mode: "certificate", generation: "g2", secretUrl: null, certificate },
  federated: {
    mode: "federated",
    generation: "ci",
    endsAt: null,
    secretUrl: null,
    federated: [{ issuer: presented.iss, subject: presented.sub, audience: presented.aud }],
  },
};

/** A token that only its reader believes: unsigned, as nothing here checks signatures. */
function toUnsigned(claims: Record<string, unknown>): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.c2ln`;
}

function createToken(claims: Record<string, unknown>): string {
  return toUnsigned({ tid: tenantId, appid: clientId, aud: "https://graph.microsoft.com", ...claims });
}

export function toTokenAnswer(claims: Record<string, unknown> = { roles: ["Calls.Initiate.All"] }): AppTokenAnswer {
  return { kind: "token", accessToken: createToken(claims), clockSkewSeconds: 0 };
}

export function toAnswer(status: number, body?: unknown, headers: Record<string, string> = {}): CloudAnswer {
  return { status, headers: new Headers(headers), text: body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body) };
}

export function toGraphError(status: number, code: string, message = "no", headers: Record<string, string> = {}): CloudAnswer {
  return toAnswer(status, { error: { code, message, innerError: { "request-id": "req-1", date: "2026-11-25T10:00:00" } } }, headers);
}

/** A row as the host writes it, for a body in the shape of real traffic. */
export function toStored(
  state: string,
  resourceData: Record<string, unknown> = {},
  row: Partial<StoredNotification["row"]> = {},
): StoredNotification {
  const body = Buffer.from(
    JSON.stringify({
      value: [
        {
          changeType: state === "terminated" ? "deleted" : "updated",
          resource: `/app/calls/${callId}`,
          resourceUrl: `/communications/calls/${callId}`,
          resourceData: { "@odata.type": "#microsoft.graph.call", state, id: callId, ...resourceData },
        },
      ],
    }),
  );
  return {
    body,
    isWhole: true,
    row: {
      partitionKey: toPartitionKey(callId),
      rowKey: toRowKey(body),
      callId,
      receivedAt: "2026-11-25T10:00:01.000Z",
      tenantId,
      issuer: "https://graph.microsoft.com",
      states: state,
      bodyLength: body.byteLength,
      bodyChunks: 1,
      ...row,
    },
  };
}

/** Time that passes only where somebody sleeps. */
function createInstantClock(): BudgetClock {
  let elapsed = 0;
  return {
    elapsedSeconds: () => elapsed,
    sleep: async (cloudSeconds, signal) => {
      signal.throwIfAborted();
      elapsed += cloudSeconds;
    },
    toWallMs: (_cloudSeconds, floorMs) => floorMs,
  };
}

export interface World {
  readonly verification: Verification;
  /** Every request as the app, in order. */
  readonly sent: GraphRequest[];
  readonly clock: BudgetClock;
  readonly abort: AbortController;
}

/** Requests of one method below `/communications/calls`. */
export function sentOf(world: World, method: GraphRequest["method"]): readonly GraphRequest[] {
  return world.sent.filter((request) => request.method === method);
}

/** A Microsoft where everything is in order and the callee answers; a test breaks what it is about. */
export function createWorld(
  change: {
    readonly clients?: (world: { readonly clock: BudgetClock; readonly sent: readonly GraphRequest[] }) => Partial<VerifyClients>;
    readonly calls?: (request: GraphRequest) => CloudAnswer | undefined | Promise<CloudAnswer | undefined>;
    readonly outputs?: Partial<Outputs>;
    readonly verification?: Partial<Verification>;
    readonly cloud?: Cloud;
  } = {},
): World {
  const abort = new AbortController();
  const clock = createInstantClock();
  const sent: GraphRequest[] = [];
  const clients: VerifyClients = {
    readSecret: async () => ({ value: "s3cr3t-value", expiresOn: undefined }),
    signAssertion: async () => "h.c.s",
    readAssertion: async () => ({ assertion: toUnsigned(presented), source: "GitHub Actions" }),
    requestAppToken: async () => toTokenAnswer(),
    sendAsApp: async (_accessToken, request) => {
      sent.push(request as GraphRequest);
      const changed = await change.calls?.(request as GraphRequest);
      if (changed !== undefined) return changed;
      if (request.method === "POST") {
        return toAnswer(
          201,
          { id: callId, state: "establishing", callChainId: "chain-1" },
          { "request-id": "req-1", location: `https://graph.microsoft.com/v1.0/communications/calls/${callId}` },
        );
      }
      return request.method === "DELETE" ? toAnswer(204) : toGraphError(404, "8522", "Call not found.");
    },
    readDirectory: async (path) =>
      path.includes("appRoleAssignments")
        ? toAnswer(200, {
            value: [{ appRoleId: outputs.permission.appRoleId, resourceId: outputs.permission.resourceObjectId }],
          })
        : toAnswer(200, { id: calleeObjectId, userType: "Member", accountEnabled: true }),
    readAzure: async (path) =>
      path.includes("/channels/")
        ? toAnswer(200, { properties: { properties: { isEnabled: true, enableCalling: true, callingWebhook: callbackUrl } } })
        : toAnswer(200, { properties: { msaAppId: clientId, msaAppType: "SingleTenant", msaAppTenantId: tenantId } }),
    readHost: async (url) =>
      toAnswer(200, {
        service: "dialtone-callback-host",
        stack: "dev",
        nonce: new URL(url).searchParams.get(readinessNonceParameter),
        ready: true,
        reasons: [],
      }),
    notifications: {
      ofCall: async () => {
        if (sentOf(world, "POST").length === 0) return [];
        const seen = [toStored("establishing"), toStored("established")];
        return sentOf(world, "DELETE").length === 0
          ? seen
          : [...seen, toStored("terminated", { resultInfo: { code: 200, subcode: 7000, message: "" } })];
      },
      since: async () => [],
    },
    countCallsSince: async () => 0,
    asked: () => [],
    close: async () => {},
    ...change.clients?.({ clock, sent }),
  };
  const world: World = {
    sent,
    clock,
    abort,
    verification: {
      cloud: change.cloud ?? loadCloud("public", {}),
      outputs: { ...outputs, ...change.outputs },
      calleeObjectId,
      isCallWanted: true,
      isAnswerRequired: false,
      drill: undefined,
      clients,
      clock,
      budgets: createBudgets(1),
      progress: silentProgress,
      signal: abort.signal,
      findings: createFindings(),
      ...change.verification,
    },
  };
  return world;
}

/** Facts of a run for evidence, fixed. */
export const runFacts = {
  startedAt: new Date("2026-11-25T10:00:00.000Z"),
  finishedAt: new Date("2026-11-25T10:00:09.000Z"),
  dialtoneVersion: "0.1.0",
  engine: null,
  engineVersion: undefined,
} as const;
