import { RestError } from "@azure/core-rest-pipeline";
import { NoAssertion } from "../../../../scripts/lib/federated-assertion.ts";
import { OperatorSignInFailure } from "../../../../scripts/lib/operator-credential.ts";
import { TransportFailure } from "../../../../scripts/lib/transport-failure.ts";
import { credentials, createWorld, outputs, toAnswer, toGraphError, toTokenAnswer, type World } from "./verification-fixture.ts";
import { channelAnswers, refuse, toChannel } from "./walked-chain.ts";

/** Each link, broken in each way that is seen before the call: the exit code and the code. No phone may ring in any of them. */
export const brokenBeforeCall: readonly {
  readonly title: string;
  readonly world: () => World;
  readonly exitCode: number;
  readonly code: string;
  readonly outcome?: string;
}[] = [
  {
    title: "an operator without a sign-in is credential (10)",
    world: () => createWorld({ clients: () => ({ readSecret: () => Promise.reject(new OperatorSignInFailure(undefined, undefined)) }) }),
    exitCode: 10,
    code: "DT_CREDENTIAL_OPERATOR",
  },
  {
    title: "a secret that the operator may not read is credential (10)",
    world: () =>
      createWorld({
        clients: () => ({ readSecret: () => Promise.reject(new RestError("no", { statusCode: 403, code: "Forbidden" })) }),
      }),
    exitCode: 10,
    code: "DT_CREDENTIAL_SECRET_UNREADABLE",
  },
  {
    title: "a vault that cannot be reached is uncertain (3)",
    world: () =>
      createWorld({ clients: () => ({ readSecret: () => Promise.reject(new TransportFailure("dns", "ENOTFOUND", "https://v")) }) }),
    exitCode: 3,
    code: "DT_UNCERTAIN_NETWORK",
    outcome: "uncertain",
  },
  {
    title: "an expired generation is credential (10)",
    world: () => createWorld({ outputs: { credential: { ...outputs.credential, endsAt: "2026-01-01T00:00:00Z" } } }),
    exitCode: 10,
    code: "DT_CREDENTIAL_EXPIRED",
  },
  {
    title: "an expired secret is told apart from a wrong one",
    world: () => createWorld({ clients: () => ({ requestAppToken: async () => refuse(401, [7000222]) }) }),
    exitCode: 10,
    code: "DT_CREDENTIAL_EXPIRED",
  },
  {
    title: "a secret that the login host does not know is credential (10)",
    world: () => createWorld({ clients: () => ({ requestAppToken: async () => refuse(401, [7000215]) }) }),
    exitCode: 10,
    code: "DT_CREDENTIAL_REJECTED",
  },
  ...(
    [
      ["a key that the operator may not sign with", 403, "ForbiddenByRbac"],
      ["a disabled key", 403, "KeyDisabled"],
      ["an expired key", 403, "KeyExpired"],
      ["a key that is gone", 404, "KeyNotFound"],
    ] as const
  ).map(([title, statusCode, code]) => ({
    title: `${title} is credential (10)`,
    world: () =>
      createWorld({
        outputs: { credential: credentials.certificate },
        clients: () => ({ signAssertion: () => Promise.reject(new RestError("no", { statusCode, code })) }),
      }),
    exitCode: 10,
    code: "DT_CREDENTIAL_KEY_UNUSABLE",
  })),
  ...(
    [
      ["a certificate that is not on the application", "The key was not found", "DT_CREDENTIAL_CERTIFICATE_UNKNOWN"],
      ["an expired certificate is told apart from an unknown one, and", "The key used is expired", "DT_CREDENTIAL_EXPIRED"],
      ["a signature by another key", "The provided signature value did not match the expected signature value", "DT_CREDENTIAL_REJECTED"],
    ] as const
  ).map(([title, reason, code]) => ({
    title: `${title} is credential (10)`,
    world: () =>
      createWorld({
        outputs: { credential: credentials.certificate },
        clients: () => ({ requestAppToken: async () => refuse(401, [700027], reason) }),
      }),
    exitCode: 10,
    code,
  })),
  ...[70021, 700211, 700212, 700213, 7002138].map((number) => ({
    title: `a token that the application does not trust (${number}) is credential (10)`,
    world: () =>
      createWorld({
        outputs: { credential: credentials.federated },
        clients: () => ({ requestAppToken: async () => refuse(401, [number]) }),
      }),
    exitCode: 10,
    code: "DT_CREDENTIAL_FEDERATION",
  })),
  {
    title: "no token to show in place of a secret is credential (10)",
    world: () =>
      createWorld({
        outputs: { credential: credentials.federated },
        clients: () => ({ readAssertion: () => Promise.reject(new NoAssertion("no token file, no identity")) }),
      }),
    exitCode: 10,
    code: "DT_CREDENTIAL_ASSERTION",
  },
  {
    title: "a code nobody knows is refused without a guess",
    world: () => createWorld({ clients: () => ({ requestAppToken: async () => refuse(400, [4711]) }) }),
    exitCode: 10,
    code: "DT_CREDENTIAL_REJECTED",
  },
  {
    title: "a login host that is throttling is uncertain (3)",
    world: () => createWorld({ clients: () => ({ requestAppToken: async () => refuse(429, []) }) }),
    exitCode: 3,
    code: "DT_UNCERTAIN_THROTTLED",
    outcome: "uncertain",
  },
  {
    title: "a clock that is off by two hours is credential (10)",
    world: () => createWorld({ clients: () => ({ requestAppToken: async () => ({ ...toTokenAnswer(), clockSkewSeconds: 7200 }) }) }),
    exitCode: 10,
    code: "DT_CREDENTIAL_CLOCK",
  },
  {
    title: "a token without the role is consent (11) where the stack grants",
    world: () => createWorld({ clients: () => ({ requestAppToken: async () => toTokenAnswer({}) }) }),
    exitCode: 11,
    code: "DT_CONSENT_MISSING",
  },
  {
    title: "a token with another calling role is consent (11)",
    world: () => createWorld({ clients: () => ({ requestAppToken: async () => toTokenAnswer({ roles: ["Calls.JoinGroupCall.All"] }) }) }),
    exitCode: 11,
    code: "DT_CONSENT_MISSING",
  },
  {
    title: "a token with one more role is consent (11)",
    world: () =>
      createWorld({ clients: () => ({ requestAppToken: async () => toTokenAnswer({ roles: ["Calls.Initiate.All", "User.Read.All"] }) }) }),
    exitCode: 11,
    code: "DT_CONSENT_WIDER",
  },
  {
    title: "an opaque token is no verdict on consent (3)",
    world: () =>
      createWorld({ clients: () => ({ requestAppToken: async () => ({ kind: "token", accessToken: "opaque", clockSkewSeconds: 0 }) }) }),
    exitCode: 3,
    code: "DT_UNCERTAIN_TOKEN",
    outcome: "uncertain",
  },
  {
    title: "a stack that leaves consent to a person ends with the hand-off (4)",
    world: () =>
      createWorld({
        outputs: { consent: { ...outputs.consent, mode: "manual" } },
        clients: () => ({
          requestAppToken: async () => toTokenAnswer({}),
          readDirectory: async () => toAnswer(200, { value: [] }),
        }),
      }),
    exitCode: 4,
    code: "DT_CONSENT_HANDOFF",
    outcome: "handoff",
  },
  {
    title: "a token of another tenant is tenant (12)",
    world: () =>
      createWorld({ clients: () => ({ requestAppToken: async () => toTokenAnswer({ roles: ["Calls.Initiate.All"], tid: "x" }) }) }),
    exitCode: 12,
    code: "DT_TENANT_MISMATCH",
  },
  {
    title: "a callee whom the tenant does not know is tenant (12)",
    world: () => createWorld({ clients: () => ({ readDirectory: async () => toAnswer(404) }) }),
    exitCode: 12,
    code: "DT_TENANT_CALLEE_UNKNOWN",
  },
  {
    title: "a bot that is not there is bot (13)",
    world: () => createWorld({ clients: () => ({ readAzure: async () => toAnswer(404) }) }),
    exitCode: 13,
    code: "DT_BOT_MISSING",
  },
  {
    title: "a bot of another application is bot (13)",
    world: () => createWorld({ clients: () => ({ readAzure: async () => toAnswer(200, { properties: { msaAppId: "other" } }) }) }),
    exitCode: 13,
    code: "DT_BOT_CLIENT_ID",
  },
  {
    title: "a bot without a Teams channel is bot (13)",
    world: () => createWorld({ clients: () => ({ readAzure: channelAnswers(toAnswer(404)) }) }),
    exitCode: 13,
    code: "DT_BOT_CHANNEL_MISSING",
  },
  {
    title: "a channel without enableCalling is bot (13)",
    world: () => createWorld({ clients: () => ({ readAzure: channelAnswers(toChannel({ enableCalling: undefined })) }) }),
    exitCode: 13,
    code: "DT_BOT_CALLING_OFF",
  },
  {
    title: "a webhook with a slash more is bot (13)",
    world: () =>
      createWorld({ clients: () => ({ readAzure: channelAnswers(toChannel({ callingWebhook: `${outputs.host.callbackUrl}/` })) }) }),
    exitCode: 13,
    code: "DT_BOT_WEBHOOK",
  },
  {
    title: "a bot that the operator may not read is uncertain (3)",
    world: () => createWorld({ clients: () => ({ readAzure: async () => toAnswer(403, { error: { code: "AuthorizationFailed" } }) }) }),
    exitCode: 3,
    code: "DT_UNCERTAIN_RIGHTS",
    outcome: "uncertain",
  },
  {
    title: "an application that the calling service does not know is bot (13), before anything rings",
    world: () => createWorld({ calls: (request) => (request.method === "GET" ? toGraphError(403, "7503") : undefined) }),
    exitCode: 13,
    code: "DT_BOT_NOT_REGISTERED",
  },
  {
    title: "a certificate that nobody trusts is host (14)",
    world: () =>
      createWorld({
        clients: () => ({ readHost: () => Promise.reject(new TransportFailure("tls", "DEPTH_ZERO_SELF_SIGNED_CERT", "https://h")) }),
      }),
    exitCode: 14,
    code: "DT_HOST_TLS",
  },
  {
    title: "a name that is not in DNS is host (14)",
    world: () =>
      createWorld({ clients: () => ({ readHost: () => Promise.reject(new TransportFailure("dns", "ENOTFOUND", "https://h")) }) }),
    exitCode: 14,
    code: "DT_HOST_UNREACHABLE",
  },
  {
    title: "a parking page with 200 is host (14)",
    world: () => createWorld({ clients: () => ({ readHost: async () => toAnswer(200, "<html>parked</html>") }) }),
    exitCode: 14,
    code: "DT_HOST_NOT_OURS",
  },
  {
    title: "a host that echoes another nonce is host (14)",
    world: () =>
      createWorld({
        clients: () => ({
          readHost: async () => toAnswer(200, { service: "dialtone-callback-host", stack: "dev", nonce: "replayed", ready: true }),
        }),
      }),
    exitCode: 14,
    code: "DT_HOST_NOT_OURS",
  },
  {
    title: "a host that cannot write its table is host (14), with its own reason",
    world: () =>
      createWorld({
        clients: () => ({
          readHost: async (url) =>
            toAnswer(503, {
              service: "dialtone-callback-host",
              stack: "dev",
              nonce: new URL(url).searchParams.get("nonce"),
              ready: false,
              reasons: ["table: 403 AuthorizationPermissionMismatch"],
            }),
        }),
      }),
    exitCode: 14,
    code: "DT_HOST_NOT_READY",
  },
  {
    title: "a table that the operator may not read is callbacks (16), before anything rings",
    world: () =>
      createWorld({
        clients: () => ({
          notifications: {
            ofCall: async () => [],
            since: () => Promise.reject(new RestError("no", { statusCode: 403, code: "AuthorizationPermissionMismatch" })),
          },
        }),
      }),
    exitCode: 16,
    code: "DT_CALLBACKS_UNREADABLE",
  },
];
