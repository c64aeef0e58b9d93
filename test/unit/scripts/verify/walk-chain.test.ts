// Proves how verify judges a chain whose other side is scripted. Does not prove that Microsoft, or the simulated cloud,
// answers like this: test/e2e does for the simulated one, nothing here can for the real one.
import { test, type TestContext } from "node:test";
import { RestError } from "@azure/core-rest-pipeline";
import { NoAssertion } from "../../../../scripts/lib/federated-assertion.ts";
import { Interruption } from "../../../../scripts/lib/interruption.ts";
import { loadCloud } from "../../../../infra/contract/cloud.ts";
import { OperatorSignInFailure } from "../../../../scripts/lib/operator-credential.ts";
import { TransportFailure } from "../../../../scripts/lib/transport-failure.ts";
import { evidenceSchema, type Evidence } from "../../../../scripts/verify/evidence.ts";
import { toEvidence } from "../../../../scripts/verify/to-evidence.ts";
import { walkChain } from "../../../../scripts/verify/walk-chain.ts";
import {
  credentials,
  calleeObjectId,
  callId,
  clientId,
  createWorld,
  outputs,
  runFacts,
  sentOf,
  tenantId,
  toAnswer,
  toGraphError,
  toStored,
  toTokenAnswer,
  type World,
} from "./verification-fixture.ts";

async function verify(world: World): Promise<Evidence> {
  return evidenceSchema.parse(toEvidence(world.verification, await walkChain(world.verification), runFacts));
}

function codeOf(evidence: Evidence): { exitCode: number; outcome: string; code: string | null | undefined; posts?: number } {
  const broken = evidence.checks.find((check) => check.status === "failed") ?? evidence.checks.find((check) => check.status === "unknown");
  return { exitCode: evidence.exitCode, outcome: evidence.outcome, code: broken?.code };
}

function checkOf(evidence: Evidence, checkId: string): Evidence["checks"][number] {
  const found = evidence.checks.find((check) => check.id === checkId);
  if (found === undefined) throw new Error(`no check ${checkId}`);
  return found;
}

test("a chain in order is proved, check by check", async (t: TestContext) => {
  const evidence = await verify(createWorld());
  t.assert.deepStrictEqual(
    evidence.checks.map((check) => [check.id, check.status]),
    [
      ["credential.secret-read", "passed"],
      ["credential.life", "passed"],
      ["credential.token", "passed"],
      ["credential.clock", "passed"],
      ["consent.assignment", "passed"],
      ["consent.role-in-token", "passed"],
      ["consent.nothing-wider", "passed"],
      ["tenant.token", "passed"],
      ["tenant.callee", "passed"],
      ["bot.resource", "passed"],
      ["bot.channel", "passed"],
      ["bot.registered", "passed"],
      ["host.callback-url", "passed"],
      ["host.ready", "passed"],
      ["call.created", "passed"],
      ["call.answered", "passed"],
      ["call.hung-up", "passed"],
      ["call.ended", "passed"],
      ["callbacks.table-readable", "passed"],
      ["callbacks.received", "passed"],
    ],
  );
  t.assert.deepStrictEqual(codeOf(evidence), { exitCode: 0, outcome: "proved", code: undefined });
});

test("the evidence tells the call from its create to its end", async (t: TestContext) => {
  const evidence = await verify(createWorld());
  const at = "2026-11-25T10:00:01.000Z";
  t.assert.deepStrictEqual(evidence.call, {
    id: callId,
    callChainId: "chain-1",
    requestId: "req-1",
    states: ["establishing", "established", "terminated"],
    answered: true,
    hungUp: true,
    result: { code: 200, subcode: 7000, meaning: "the application hung up" },
    notifications: [
      { at, state: "establishing" },
      { at, state: "established" },
      { at, state: "terminated" },
    ],
  });
});

test("the create carries the tenant at its top, and types on everything", async (t: TestContext) => {
  const world = createWorld();
  await verify(world);
  t.assert.deepStrictEqual(sentOf(world, "POST")[0]?.body, {
    "@odata.type": "#microsoft.graph.call",
    direction: "outgoing",
    callbackUri: outputs.host.callbackUrl,
    tenantId,
    source: {
      "@odata.type": "#microsoft.graph.participantInfo",
      identity: {
        "@odata.type": "#microsoft.graph.identitySet",
        application: { "@odata.type": "#microsoft.graph.identity", id: clientId },
      },
    },
    targets: [
      {
        "@odata.type": "#microsoft.graph.invitationParticipantInfo",
        identity: {
          "@odata.type": "#microsoft.graph.identitySet",
          user: { "@odata.type": "#microsoft.graph.identity", id: calleeObjectId },
        },
      },
    ],
    requestedModalities: ["audio"],
    mediaConfig: { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig" },
  });
});

test("neither the secret, a token nor the callee's whole id is in the evidence", async (t: TestContext) => {
  const text = JSON.stringify(await verify(createWorld()));
  t.assert.deepStrictEqual(
    ["s3cr3t-value", "c2ln", calleeObjectId].filter((value) => text.includes(value)),
    [],
  );
});

// Each link, broken: the exit code, the code, and that no phone rang.
const brokenBeforeCall: readonly {
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

function refuse(
  status: number,
  errorCodes: readonly number[],
  reason = "",
): Awaited<ReturnType<World["verification"]["clients"]["requestAppToken"]>> {
  return {
    kind: "refused",
    clockSkewSeconds: 0,
    refusal: { status, error: "invalid_client", errorCodes, reason, correlationId: "c", traceId: "t", timestamp: "2026-11-25 10:00:00Z" },
  };
}

function toChannel(change: Record<string, unknown>): ReturnType<typeof toAnswer> {
  const channel = { isEnabled: true, enableCalling: true, callingWebhook: outputs.host.callbackUrl, ...change };
  return toAnswer(200, { properties: { properties: channel } });
}

function channelAnswers(answer: ReturnType<typeof toAnswer>): World["verification"]["clients"]["readAzure"] {
  return async (path) => (path.includes("/channels/") ? answer : toAnswer(200, { properties: { msaAppId: clientId } }));
}

for (const [mode, proof, shown] of [
  ["secret", "credential.secret-read", { clientSecret: "s3cr3t-value" }],
  ["certificate", "credential.key-sign", { clientAssertion: "h.c.s" }],
  ["federated", "credential.assertion", undefined],
] as const) {
  test(`mode ${mode} is proved by its own way, and no other one is looked at`, async (t: TestContext) => {
    const proofs: unknown[] = [];
    const world = createWorld({
      outputs: { credential: credentials[mode] },
      clients: () => ({ requestAppToken: (given) => (proofs.push(given), Promise.resolve(toTokenAnswer())) }),
    });
    const { checks, exitCode } = await verify(world);
    t.assert.strictEqual(exitCode, 0);
    const ways = ["credential.secret-read", "credential.key-sign", "credential.assertion"];
    t.assert.deepStrictEqual(
      checks.map(({ id }) => id).filter((checkId) => ways.includes(checkId)),
      [proof],
    );
    if (shown !== undefined) t.assert.deepStrictEqual(proofs[0], shown);
  });
}

test("a federated refusal shows both sides: what was shown, and what is trusted", async (t: TestContext) => {
  const { checks } = await verify(
    createWorld({
      outputs: { credential: credentials.federated },
      clients: () => ({ requestAppToken: async () => refuse(401, [700213]) }),
    }),
  );
  const check = checks.find(({ id }) => id === "credential.token");
  const trust =
    "issuer https://token.actions.githubusercontent.com, subject repo:org/repo:environment:prod, audience api://AzureADTokenExchange";
  t.assert.strictEqual(check?.saw.includes(`shown: ${trust}`), true, check?.saw);
  t.assert.strictEqual(check?.expected, `a token for ${trust}`);
});

test("a refusal that nobody knows is looked up at the login host of the stack's own cloud", async (t: TestContext) => {
  const { checks } = await verify(
    createWorld({ cloud: loadCloud("usgov", {}), clients: () => ({ requestAppToken: async () => refuse(401, [999999]) }) }),
  );
  const check = checks.find(({ id }) => id === "credential.token");
  t.assert.match(check?.fix ?? "", /at https:\/\/login\.microsoftonline\.us\/error\?code=999999 /);
});

for (const one of brokenBeforeCall) {
  test(one.title, async (t: TestContext) => {
    const world = one.world();
    const evidence = await verify(world);
    t.assert.deepStrictEqual(
      { ...codeOf(evidence), posts: sentOf(world, "POST").length, call: evidence.call },
      { exitCode: one.exitCode, outcome: one.outcome ?? "broken", code: one.code, posts: 0, call: null },
    );
  });
}

test("what comes after a broken link is skipped and says on what", async (t: TestContext) => {
  const evidence = await verify(createWorld({ clients: () => ({ requestAppToken: async () => toTokenAnswer({}) }) }));
  t.assert.deepStrictEqual(checkOf(evidence, "host.ready"), {
    id: "host.ready",
    link: "host",
    status: "skipped",
    code: null,
    message: "needs consent.role-in-token",
    saw: "",
    expected: "",
    fix: "",
    durationMs: checkOf(evidence, "host.ready").durationMs,
  });
});

test("consent that arrives late is waited for with fresh tokens", async (t: TestContext) => {
  let asked = 0;
  const world = createWorld({
    clients: ({ clock }) => ({
      requestAppToken: async () => {
        asked += 1;
        return toTokenAnswer(clock.elapsedSeconds() >= 90 ? undefined : {});
      },
    }),
  });
  const evidence = await verify(world);
  t.assert.deepStrictEqual({ ...codeOf(evidence), asked }, { exitCode: 0, outcome: "proved", code: undefined, asked: 11 });
});

test("a manual grant that the operator can see is waited for", async (t: TestContext) => {
  const world = createWorld({
    outputs: { consent: { ...outputs.consent, mode: "manual" } },
    clients: ({ clock }) => ({ requestAppToken: async () => toTokenAnswer(clock.elapsedSeconds() >= 30 ? undefined : {}) }),
  });
  t.assert.deepStrictEqual(codeOf(await verify(world)), { exitCode: 0, outcome: "proved", code: undefined });
});

test("the hand-off names the consent URL, the az lines and the PowerShell lines with the values filled in", async (t: TestContext) => {
  const evidence = await verify(
    createWorld({
      outputs: { consent: { ...outputs.consent, mode: "manual" } },
      clients: () => ({ requestAppToken: async () => toTokenAnswer({}), readDirectory: async () => toAnswer(403) }),
    }),
  );
  const { fix } = checkOf(evidence, "consent.role-in-token");
  const wanted = [
    outputs.consent.adminConsentUrl,
    `az login --tenant ${tenantId}`,
    `az rest --method POST --url https://graph.microsoft.com/v1.0/servicePrincipals/${outputs.permission.resourceObjectId}/appRoleAssignedTo`,
    `New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId ${outputs.permission.resourceObjectId} -PrincipalId ${outputs.app.principalObjectId}`,
  ];
  t.assert.deepStrictEqual(
    wanted.filter((text) => !fix.includes(text)),
    [],
  );
});

test("a secret that is not replicated yet is waited for", async (t: TestContext) => {
  const world = createWorld({
    clients: ({ clock }) => ({ requestAppToken: async () => (clock.elapsedSeconds() < 20 ? refuse(401, [7000215]) : toTokenAnswer()) }),
  });
  t.assert.deepStrictEqual(codeOf(await verify(world)), { exitCode: 0, outcome: "proved", code: undefined });
});

test("a callee whom the operator may not look up is skipped, and the call decides", async (t: TestContext) => {
  const evidence = await verify(
    createWorld({ clients: () => ({ readDirectory: async () => toGraphError(403, "Authorization_RequestDenied") }) }),
  );
  t.assert.deepStrictEqual([checkOf(evidence, "tenant.callee").status, evidence.outcome], ["skipped", "proved"]);
});

test("a credential that ends in ten days warns and hides nothing", async (t: TestContext) => {
  const endsAt = new Date(Date.now() + 10 * 24 * 60 * 60 * 1000).toISOString();
  const evidence = await verify(createWorld({ outputs: { credential: { ...outputs.credential, endsAt } } }));
  t.assert.deepStrictEqual(
    [checkOf(evidence, "credential.life").status, checkOf(evidence, "credential.life").code, evidence.exitCode],
    ["warned", "DT_CREDENTIAL_EXPIRING", 0],
  );
});

test("a registration that settles is waited for without ringing anybody", async (t: TestContext) => {
  const world = createWorld({
    calls: (request): ReturnType<typeof toAnswer> | undefined =>
      request.method === "GET" && world.clock.elapsedSeconds() < 60 ? toGraphError(403, "7503") : undefined,
  });
  const evidence = await verify(world);
  t.assert.deepStrictEqual([evidence.outcome, sentOf(world, "POST").length], ["proved", 1]);
});

test("a host that wakes up is waited for", async (t: TestContext) => {
  const world = createWorld({
    clients: ({ clock }) => {
      const { readHost } = createWorld().verification.clients;
      return { readHost: (url) => (clock.elapsedSeconds() < 25 ? Promise.resolve(toAnswer(504)) : readHost(url)) };
    },
  });
  t.assert.strictEqual((await verify(world)).outcome, "proved");
});

test("--no-call rings nobody, exits 0 and proves nothing", async (t: TestContext) => {
  const world = createWorld({ verification: { isCallWanted: false } });
  const evidence = await verify(world);
  t.assert.deepStrictEqual(
    [evidence.exitCode, evidence.outcome, evidence.call, sentOf(world, "POST").length, checkOf(evidence, "call.created").message],
    [0, "uncertain", null, 0, "not asked for (--no-call)"],
  );
});

test("an interruption before the call ends the walk, and rings nobody", async (t: TestContext) => {
  const world = createWorld({
    clients: () => ({
      readSecret: async () => {
        world.abort.abort(new Interruption("SIGINT", "interrupted (Ctrl-C)"));
        return { value: "s3cr3t-value", expiresOn: undefined };
      },
    }),
  });
  const evidence = await verify(world);
  t.assert.deepStrictEqual(
    [evidence.exitCode, evidence.outcome, evidence.call, sentOf(world, "POST").length],
    [130, "interrupted", null, 0],
  );
});

test("a bug in a check is not made into a verdict", async (t: TestContext) => {
  const world = createWorld({ clients: () => ({ readAzure: () => Promise.reject(new RangeError("bug")) }) });
  await t.assert.rejects(verify(world), { name: "RangeError" });
});

test("a notification of another tenant's token proves nothing", async (t: TestContext) => {
  const evidence = await verify(
    createWorld({
      clients: () => ({
        notifications: { since: async () => [], ofCall: async () => [toStored("established", {}, { tenantId: "other" })] },
      }),
    }),
  );
  t.assert.deepStrictEqual(codeOf(evidence), { exitCode: 16, outcome: "broken", code: "DT_CALLBACKS_UNTRUSTED" });
});
