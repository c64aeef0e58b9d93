// Cannot prove: which nulls Microsoft sends today; the body is merged from the examples of the docs. The wording of 400s is assumed.
import { test, type TestContext } from "node:test";
import { callbackUri, calleeObjectId, clientId, createBody, createCallingBench, targetOf, tenantId, type Answer } from "./calling-bench.ts";

const path = "/v1.0/communications/calls";

const bench = await createCallingBench();

test("answers 201 with Location and the whole call", async (t: TestContext) => {
  const answer = await bench.ask("POST", path, createBody());
  const { id, callChainId, myParticipantId, ...rest } = answer.body as Record<string, unknown>;
  t.assert.strictEqual(answer.status, 201);
  t.assert.strictEqual(answer.headers["location"], `${bench.graph}${path}/${String(id)}`);
  for (const guid of [id, callChainId, myParticipantId])
    t.assert.match(String(guid), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  t.assert.deepStrictEqual(rest, {
    "@odata.context": `${bench.graph}/v1.0/$metadata#app/calls/$entity`,
    "@odata.type": "#microsoft.graph.call",
    state: "establishing",
    direction: "outgoing",
    callbackUri,
    callRoutes: [],
    source: {
      "@odata.type": "#microsoft.graph.participantInfo",
      identity: {
        "@odata.type": "#microsoft.graph.identitySet",
        application: { "@odata.type": "#microsoft.graph.identity", displayName: "Dialtone bot", id: clientId },
      },
      countryCode: null,
      endpointType: null,
      region: null,
      languageId: null,
    },
    targets: [
      {
        "@odata.type": "#microsoft.graph.invitationParticipantInfo",
        endpointType: null,
        identity: {
          "@odata.type": "#microsoft.graph.identitySet",
          user: { "@odata.type": "#microsoft.graph.identity", displayName: null, id: calleeObjectId },
        },
        replacesCallId: null,
      },
    ],
    requestedModalities: ["audio"],
    activeModalities: [],
    mediaConfig: { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig", preFetchMedia: [] },
    callOptions: null,
    routingPolicies: [],
    tenantId,
    subject: null,
    ringingTimeoutInSeconds: null,
    mediaState: null,
    resultInfo: null,
    answeredBy: null,
    chatInfo: null,
    meetingInfo: null,
    meetingCapability: null,
    transcription: null,
    toneInfo: null,
    terminationReason: null,
  });
});

test("works the same on beta, with beta in its addresses", async (t: TestContext) => {
  const answer = await bench.ask("POST", "/beta/communications/calls", createBody());
  const body = answer.body as Record<string, unknown>;
  t.assert.deepStrictEqual(
    [answer.status, answer.headers["location"], body["@odata.context"]],
    [201, `${bench.graph}/beta/communications/calls/${String(body["id"])}`, `${bench.graph}/beta/$metadata#app/calls/$entity`],
  );
});

test("takes the body of the docs' first example once tenantId is added", async (t: TestContext) => {
  const answer = await bench.ask(
    "POST",
    path,
    createBody({
      source: undefined,
      direction: undefined,
      callOptions: { "@odata.type": "#microsoft.graph.outgoingCallOptions", isContentSharingNotificationEnabled: true },
    }),
  );
  t.assert.deepStrictEqual(
    [answer.status, (answer.body as { callOptions: unknown }).callOptions],
    [201, { "@odata.type": "#microsoft.graph.outgoingCallOptions", isContentSharingNotificationEnabled: true }],
  );
});

const { identity, ...withoutIdentity } = targetOf(calleeObjectId);
const { "@odata.type": _type, ...unnamedTarget } = targetOf(calleeObjectId);
const refusals: Record<string, { body: unknown; seen: string }> = {
  "malformed JSON": { body: `${JSON.stringify(createBody()).slice(0, -1)},}`, seen: "400 BadRequest" },
  "a list for a body": { body: [createBody()], seen: "400 BadRequest" },
  "no @odata.type on the call": { body: createBody({ "@odata.type": undefined }), seen: "500 9999" },
  "no @odata.type on a target": { body: createBody({ targets: [unnamedTarget] }), seen: "500 9999" },
  "an identity that is a string": { body: createBody({ targets: [{ ...withoutIdentity, identity: calleeObjectId }] }), seen: "500 9999" },
  "an identity without a user": {
    body: createBody({ targets: [{ ...withoutIdentity, identity: { "@odata.type": "#microsoft.graph.identitySet" } }] }),
    seen: "500 9999",
  },
  "a callee that nobody knows": { body: createBody({ targets: [targetOf("12121212-1212-4212-8212-121212121212")] }), seen: "500 9999" },
  "no @odata.type on mediaConfig": { body: createBody({ mediaConfig: {} }), seen: "400 BadRequest" },
  "no mediaConfig": { body: createBody({ mediaConfig: undefined }), seen: "400 BadRequest" },
  "no callbackUri": { body: createBody({ callbackUri: undefined }), seen: "400 BadRequest" },
  "a callbackUri without TLS": { body: createBody({ callbackUri: callbackUri.replace("https", "http") }), seen: "400 BadRequest" },
  "no targets": { body: createBody({ targets: [] }), seen: "400 BadRequest" },
  "no requestedModalities": { body: createBody({ requestedModalities: [] }), seen: "400 BadRequest" },
  "an unknown modality": { body: createBody({ requestedModalities: ["smell"] }), seen: "400 BadRequest" },
  "a read-only member": { body: createBody({ state: "established" }), seen: "400 BadRequest" },
  "an unknown member of a closed type": {
    body: createBody({ mediaConfig: { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig", volume: 11 } }),
    seen: "400 BadRequest",
  },
  "a wrong type": { body: createBody({ subject: 7 }), seen: "400 BadRequest" },
  "a telephone number": {
    body: createBody({ targets: [{ ...withoutIdentity, identity: { ...(identity as object), phone: { id: "+15550100" } } }] }),
    seen: "501 NotSimulated",
  },
};
for (const [name, { body, seen }] of Object.entries(refusals)) {
  test(`${seen}: ${name}; nobody's phone rings`, async (t: TestContext) => {
    const before = bench.service.calls().length;
    const answer = await bench.ask("POST", path, body);
    const { code } = (answer.body as { error: { code: string } }).error;
    t.assert.deepStrictEqual([`${answer.status} ${code}`, bench.service.calls().length], [seen, before]);
  });
}

test("undeclared members of the open call type are let through", async (t: TestContext) => {
  t.assert.strictEqual((await bench.ask("POST", path, createBody({ ringingTimeoutInSeconds: 30 }))).status, 201);
});

test("the 101st live call of an app is refused with 429 and Retry-After", async (t: TestContext) => {
  while (bench.service.calls().filter((call) => call.result === undefined).length < 100) await bench.place();
  const answer: Answer = await bench.ask("POST", path, createBody());
  t.assert.deepStrictEqual(
    [answer.status, answer.headers["retry-after"], (answer.body as { error: { code: string } }).error.code],
    [429, "10", "TooManyRequests"],
  );
});
