// Cannot prove: that Microsoft's gates stand in this order. It is inferred from public reports (see create-gates.ts).
import { test, type TestContext } from "node:test";
import { calleeObjectId, createBody, createBot, createCallingBench, targetOf, tenantId, type Answer } from "./calling-bench.ts";

const path = "/v1.0/communications/calls";
const otherTenantId = "99999999-9999-4999-8999-999999999999";

const bench = await createCallingBench();

const refusalOf = (answer: Answer): string => `${answer.status} ${(answer.body as { error: { code: string } }).error.code}`;

test("stand in order: token, registration, tenant, role, source, body; curing one shows the next", async (t: TestContext) => {
  const broken = { tenantId: undefined, source: sourceOf("user"), mediaConfig: undefined };
  bench.resources = [];
  const seen = [
    await bench.ask("POST", path, createBody(broken), { roles: [] }),
    ((bench.resources = createBot()), await bench.ask("POST", path, createBody(broken), { roles: [] })),
    await bench.ask("POST", path, createBody({ ...broken, tenantId }), { roles: [] }),
    await bench.ask("POST", path, createBody({ ...broken, tenantId })),
    await bench.ask("POST", path, createBody({ mediaConfig: undefined })),
    await bench.ask("POST", path, createBody()),
  ];
  t.assert.deepStrictEqual(seen.slice(0, -1).map(refusalOf), ["403 7503", "403 7505", "403 7504", "403 7507", "400 BadRequest"]);
  t.assert.strictEqual(seen.at(-1)?.status, 201);
});

const registrations: Record<string, ReturnType<typeof createBot>> = {
  "no bot": [],
  "a bot without a channel": createBot().slice(0, 1),
  "a channel that is disabled": createBot({ isEnabled: false }),
  "a channel with calling off": createBot({ enableCalling: false }),
  "a channel without a webhook": createBot({ callingWebhook: "" }),
  "the bot of another app": createBot({}, { msaAppId: otherTenantId }),
};
for (const [name, resources] of Object.entries(registrations)) {
  test(`7503: ${name}`, async (t: TestContext) => {
    bench.resources = resources;
    const answer = await bench.ask("POST", path, createBody());
    bench.resources = createBot();
    t.assert.deepStrictEqual(
      [answer.status, errorOf(answer)],
      [403, { code: "7503", message: "Application is not registered in our store." }],
    );
  });
}

const tenants: Record<string, Readonly<Record<string, unknown>>> = {
  "no top-level tenantId": { tenantId: undefined },
  "another tenantId": { tenantId: otherTenantId },
  "a tenantId nested in the target only": {
    tenantId: undefined,
    targets: [{ ...targetOf(calleeObjectId), tenantId }],
  },
  "a target that is a bot": {
    targets: [
      { ...targetOf(calleeObjectId), identity: { "@odata.type": "#microsoft.graph.identitySet", application: { id: calleeObjectId } } },
    ],
  },
  "a target that is a service principal": { targets: [targetOf("22222222-2222-4222-8222-222222222222")] },
};
for (const [name, changes] of Object.entries(tenants)) {
  test(`7505: ${name}`, async (t: TestContext) => {
    const answer = await bench.ask("POST", path, createBody(changes));
    t.assert.deepStrictEqual([answer.status, errorOf(answer)], [403, { code: "7505", message: "Request authorization tenant mismatch." }]);
  });
}

test("7505: a bot of another tenant", async (t: TestContext) => {
  bench.resources = createBot({}, { msaAppTenantId: otherTenantId });
  const answer = await bench.ask("POST", path, createBody());
  bench.resources = createBot();
  t.assert.strictEqual(refusalOf(answer), "403 7505");
});

const callees = {
  guest: { kind: "answers", userType: "Guest" },
  federated: { kind: "federated", userType: "Member" },
  bot: { kind: "bot", userType: "Member" },
} as const;
for (const [name, { kind, userType }] of Object.entries(callees)) {
  test(`7505: a callee that is a ${name}`, async (t: TestContext) => {
    bench.callee({ kind, afterMs: 0 }, { userType });
    const answer = await bench.ask("POST", path, createBody());
    bench.callee({ kind: "answers", afterMs: 0 });
    t.assert.strictEqual(refusalOf(answer), "403 7505");
  });
}

const roles: readonly { roles: readonly string[]; body: Readonly<Record<string, unknown>>; seen: string }[] = [
  { roles: [], body: {}, seen: "403 7504" },
  { roles: ["Calls.JoinGroupCall.All"], body: {}, seen: "403 7504" },
  { roles: ["Calls.JoinGroupCallAsGuest.All"], body: {}, seen: "403 7504" },
  { roles: ["Calls.AccessMedia.All"], body: {}, seen: "403 7504" },
  { roles: ["Calls.Initiate.All"], body: { targets: [targetOf(calleeObjectId), targetOf(calleeObjectId)] }, seen: "403 7504" },
  {
    roles: ["Calls.InitiateGroupCall.All"],
    body: { targets: [targetOf(calleeObjectId), targetOf(calleeObjectId)] },
    seen: "501 NotSimulated",
  },
  { roles: ["Calls.Initiate.All"], body: { meetingInfo: { "@odata.type": "#microsoft.graph.organizerMeetingInfo" } }, seen: "403 7504" },
  {
    roles: ["Calls.JoinGroupCall.All"],
    body: { meetingInfo: { "@odata.type": "#microsoft.graph.organizerMeetingInfo" } },
    seen: "501 NotSimulated",
  },
  {
    roles: ["Calls.Initiate.All"],
    body: { mediaConfig: { "@odata.type": "#microsoft.graph.appHostedMediaConfig", blob: "b" } },
    seen: "403 7504",
  },
];
for (const { roles: held, body, seen } of roles) {
  test(`${seen}: roles [${held.join(", ")}] for ${Object.keys(body).join(", ") || "one callee"}`, async (t: TestContext) => {
    t.assert.strictEqual(refusalOf(await bench.ask("POST", path, createBody(body), { roles: held })), seen);
  });
}

for (const held of [["Calls.Initiate.All"], ["Calls.InitiateGroupCall.All"]]) {
  test(`one callee may be rung with ${held.join()}`, async (t: TestContext) => {
    t.assert.strictEqual((await bench.ask("POST", path, createBody(), { roles: held })).status, 201);
  });
}

test("app-hosted media is taken with Calls.AccessMedia.All on top", async (t: TestContext) => {
  const body = createBody({ mediaConfig: { "@odata.type": "#microsoft.graph.appHostedMediaConfig", blob: "b" } });
  const answer = await bench.ask("POST", path, body, { roles: ["Calls.Initiate.All", "Calls.AccessMedia.All"] });
  t.assert.deepStrictEqual(
    [answer.status, (answer.body as { mediaConfig: unknown }).mediaConfig],
    [201, { "@odata.type": "#microsoft.graph.appHostedMediaConfig", blob: "b" }],
  );
});

for (const kind of ["user", "applicationInstance", "application"] as const) {
  test(`7507: a source that is a foreign ${kind}`, async (t: TestContext) => {
    const answer = await bench.ask("POST", path, createBody({ source: sourceOf(kind) }));
    t.assert.deepStrictEqual([answer.status, errorOf(answer)], [403, { code: "7507", message: "Call source identity invalid." }]);
  });
}

test("a source may be left out", async (t: TestContext) => {
  t.assert.strictEqual((await bench.ask("POST", path, createBody({ source: undefined }))).status, 201);
});

test("a user's token is refused, whatever its roles", async (t: TestContext) => {
  const answer = await bench.ask("POST", path, createBody(), { idtyp: "user" });
  t.assert.deepStrictEqual([answer.status, errorOf(answer)], [400, { code: "BadRequest", message: "Unsupported AAD Identity" }]);
});

function sourceOf(kind: string): Record<string, unknown> {
  return {
    "@odata.type": "#microsoft.graph.participantInfo",
    identity: { "@odata.type": "#microsoft.graph.identitySet", [kind]: { "@odata.type": "#microsoft.graph.identity", id: otherTenantId } },
  };
}

function errorOf(answer: Answer): { code: string; message: string } {
  const { code, message } = (answer.body as { error: { code: string; message: string } }).error;
  return { code, message };
}
