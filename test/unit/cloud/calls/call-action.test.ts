// Cannot prove: Microsoft's refusals where the docs name none (states, redirect of an outgoing call): those are ASSUMED in the code.
import { test, type TestContext } from "node:test";
import { calleeObjectId, createBot, createCallingBench, targetOf, type Answer } from "./calling-bench.ts";

const prompt = {
  "@odata.type": "#microsoft.graph.mediaPrompt",
  mediaInfo: {
    "@odata.type": "#microsoft.graph.mediaInfo",
    uri: "https://cdn.contoso.com/beep.wav",
    resourceId: "1D6DE2D4-CD51-4309-8DAA-70768651088E",
  },
};

/** What a token with Calls.Initiate.All alone may do with its established call (graph-calling facts 2.2, devx permissions.json). */
const oneRole: readonly { method: string; path: string; body?: unknown; seen: string }[] = [
  { method: "GET", path: "", seen: "200" },
  { method: "POST", path: "/keepAlive", seen: "200" },
  { method: "POST", path: "/playPrompt", body: { clientContext: "c", prompts: [prompt] }, seen: "200" },
  { method: "POST", path: "/cancelMediaProcessing", body: { clientContext: "c" }, seen: "200" },
  { method: "POST", path: "/mute", body: { clientContext: "c" }, seen: "200" },
  { method: "POST", path: "/unmute", body: { clientContext: "c" }, seen: "200" },
  { method: "GET", path: "/participants", seen: "200" },
  { method: "GET", path: "/contentSharingSessions", seen: "200" },
  { method: "POST", path: "/redirect", body: { targets: [] }, seen: "400 BadRequest" },
  { method: "POST", path: "/reject", body: { reason: "busy" }, seen: "400 BadRequest" },
  { method: "POST", path: "/answer", body: {}, seen: "403 7504" },
  { method: "POST", path: "/participants/invite", body: {}, seen: "403 7504" },
  { method: "POST", path: "/recordResponse", body: {}, seen: "403 7504" },
  { method: "POST", path: "/subscribeToTone", body: {}, seen: "403 7504" },
  { method: "POST", path: "/sendDtmfTones", body: {}, seen: "403 7504" },
  { method: "POST", path: "/updateRecordingStatus", body: {}, seen: "403 7504" },
  { method: "POST", path: "/changeScreenSharingRole", body: {}, seen: "403 7504" },
  { method: "POST", path: "/transfer", body: { transferTarget: targetOf(calleeObjectId) }, seen: "202" },
  { method: "DELETE", path: "", seen: "204" },
];

const bench = await createCallingBench();

const verdictOf = (answer: Answer): string =>
  answer.status < 400 ? String(answer.status) : `${answer.status} ${(answer.body as { error: { code: string } }).error.code}`;
async function establish(): Promise<string> {
  bench.callee({ kind: "answers", afterMs: 0 });
  const callId = await bench.place();
  await bench.context.clock.advance(1_000);
  return callId;
}
const lastTold = (): Record<string, unknown> =>
  (JSON.parse(bench.heard.at(-1)?.body.toString() ?? "{}") as { value: Record<string, unknown>[] }).value[0] ?? {};

for (const version of ["v1.0", "beta"]) {
  for (const { method, path, body, seen } of oneRole) {
    test(`Calls.Initiate.All alone: ${method} ${version}/…/calls/{id}${path} is ${seen}`, async (t: TestContext) => {
      const callId = await establish();
      t.assert.strictEqual(verdictOf(await bench.ask(method, `/${version}/communications/calls/${callId}${path}`, body)), seen);
    });
  }
}

test("roles are checked at create only: a token without any may hang up", async (t: TestContext) => {
  const callId = await establish();
  t.assert.strictEqual(verdictOf(await bench.ask("DELETE", `/v1.0/communications/calls/${callId}`, undefined, { roles: [] })), "204");
});

test("updateRecordingStatus with Calls.AccessMedia.All is 8506 on a call that is not a compliance recording", async (t: TestContext) => {
  const callId = await establish();
  const answer = await bench.ask(
    "POST",
    `/v1.0/communications/calls/${callId}/updateRecordingStatus`,
    {},
    { roles: ["Calls.AccessMedia.All"] },
  );
  t.assert.strictEqual(verdictOf(answer), "403 8506");
});

for (const { method, path } of oneRole) {
  test(`${method} …/calls/{random}${path} is 404 8522 for a registered bot and 403 7503 for any other app`, async (t: TestContext) => {
    const url = `/v1.0/communications/calls/0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b${path}`;
    const registered = verdictOf(await bench.ask(method, url));
    bench.resources = [];
    const unregistered = verdictOf(await bench.ask(method, url));
    bench.resources = createBot();
    t.assert.deepStrictEqual([registered, unregistered], ["404 8522", "403 7503"]);
  });
}

test("another app does not see the call", async (t: TestContext) => {
  const callId = await establish();
  const otherClientId = "77777777-7777-4777-8777-777777777777";
  bench.resources = [...createBot(), ...createBot({}, { msaAppId: otherClientId }, "other")];
  const answer = await bench.ask("GET", `/v1.0/communications/calls/${callId}`, undefined, { appid: otherClientId });
  bench.resources = createBot();
  t.assert.strictEqual(verdictOf(answer), "404 8522");
});

test("listing calls is 403 7503 without a bot and 405 with one", async (t: TestContext) => {
  const registered = verdictOf(await bench.ask("GET", "/v1.0/communications/calls"));
  bench.resources = [];
  const unregistered = verdictOf(await bench.ask("GET", "/v1.0/communications/calls"));
  bench.resources = createBot();
  t.assert.deepStrictEqual([registered, unregistered], ["405 MethodNotAllowed", "403 7503"]);
});

test("the old address /beta/app/calls has no such segment", async (t: TestContext) => {
  const answer = await bench.ask("GET", "/beta/app/calls/0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b");
  t.assert.deepStrictEqual([verdictOf(answer), messageOf(answer)], ["400 BadRequest", "Resource not found for the segment 'calls'."]);
});

test("playPrompt answers a running operation, which ends as completed and says so", async (t: TestContext) => {
  const callId = await establish();
  const answer = await bench.ask("POST", `/v1.0/communications/calls/${callId}/playPrompt`, { clientContext: "c", prompts: [prompt] });
  const { id: operationId, ...rest } = answer.body as Record<string, unknown>;
  const path = `/v1.0/communications/calls/${callId}/operations/${String(operationId)}`;
  t.assert.strictEqual(answer.headers["location"], `${bench.graph}${path}`);
  t.assert.deepStrictEqual(rest, {
    "@odata.context": `${bench.graph}/v1.0/$metadata#playPromptOperation`,
    "@odata.type": "#microsoft.graph.playPromptOperation",
    status: "running",
    clientContext: "c",
    resultInfo: null,
  });
  await bench.context.clock.advance(3_000);
  const address = `${callId}/operations/${String(operationId).replaceAll("-", "").toUpperCase()}`;
  t.assert.deepStrictEqual(lastTold(), {
    "@odata.type": "#microsoft.graph.commsNotification",
    changeType: "deleted",
    resource: `/app/calls/${address}`,
    resourceUrl: `/communications/calls/${address}`,
    resourceData: {
      "@odata.type": "#microsoft.graph.playPromptOperation",
      "@odata.id": `/communications/calls/${address}`,
      "@odata.etag": 'W/"54451"',
      resultInfo: { "@odata.type": "#microsoft.graph.resultInfo", code: 200, subcode: 0, message: "Action completed successfully." },
      clientContext: "c",
      status: "completed",
    },
  });
  const read = await bench.ask("GET", path);
  t.assert.deepStrictEqual([read.status, (read.body as { status: string }).status], [200, "completed"]);
});

test("cancelMediaProcessing ends a running prompt as failed, 400/8508, and the prompt is not completed later", async (t: TestContext) => {
  const callId = await establish();
  await bench.ask("POST", `/v1.0/communications/calls/${callId}/playPrompt`, { clientContext: "c", prompts: [prompt] });
  const answer = await bench.ask("POST", `/v1.0/communications/calls/${callId}/cancelMediaProcessing`, { clientContext: "d" });
  const heardBefore = bench.heard.length;
  await bench.context.clock.advance(10_000);
  const data = lastTold()["resourceData"] as { status: string; resultInfo: { code: number; subcode: number }; completionReason: string };
  t.assert.deepStrictEqual(
    [
      (answer.body as { status: string }).status,
      bench.heard.length - heardBefore,
      data.status,
      data.resultInfo.code,
      data.resultInfo.subcode,
      data.completionReason,
    ],
    ["completed", 1, "failed", 400, 8508, "operationCanceled"],
  );
});

const badPrompts: Record<string, unknown> = {
  "no prompts": { clientContext: "c" },
  "21 prompts": { prompts: Array.from({ length: 21 }, () => prompt) },
  "a prompt that is not named": { prompts: [{ mediaInfo: prompt.mediaInfo }] },
  "a clientContext of 257 characters": { prompts: [prompt], clientContext: "x".repeat(257) },
  "a parameter that playPrompt does not have": { prompts: [prompt], loop: true },
};
for (const [name, body] of Object.entries(badPrompts)) {
  test(`playPrompt with ${name} is 400`, async (t: TestContext) => {
    const callId = await establish();
    t.assert.strictEqual(verdictOf(await bench.ask("POST", `/v1.0/communications/calls/${callId}/playPrompt`, body)), "400 BadRequest");
  });
}

test("playPrompt before the call is up is 400", async (t: TestContext) => {
  bench.callee({ kind: "answers", afterMs: 60_000 });
  const callId = await bench.place();
  t.assert.strictEqual(
    verdictOf(await bench.ask("POST", `/v1.0/communications/calls/${callId}/playPrompt`, { prompts: [prompt] })),
    "400 BadRequest",
  );
});

test("a transfer that is accepted ends the call with 200/7015", async (t: TestContext) => {
  const callId = await establish();
  await bench.ask("POST", `/v1.0/communications/calls/${callId}/transfer`, { transferTarget: targetOf(calleeObjectId) });
  await bench.context.clock.advance(5_000);
  const record = bench.service.calls().find((call) => call.callId === callId);
  t.assert.deepStrictEqual(
    [record?.states.map(({ state }) => state), record?.result?.code, record?.result?.subcode],
    [["establishing", "established", "transferring", "transferAccepted", "terminated"], 200, 7015],
  );
});

test("a transfer that is not answered brings the call back to established", async (t: TestContext) => {
  const callId = await establish();
  bench.callee({ kind: "no-answer", afterMs: 20_000 });
  await bench.ask("POST", `/v1.0/communications/calls/${callId}/transfer`, { transferTarget: targetOf(calleeObjectId) });
  await bench.context.clock.advance(30_000);
  const data = lastTold()["resourceData"] as Record<string, unknown>;
  t.assert.deepStrictEqual(
    [
      bench.service
        .calls()
        .find((call) => call.callId === callId)
        ?.states.map(({ state }) => state),
      data["state"],
      (data["resultInfo"] as { subCode: number }).subCode,
    ],
    [["establishing", "established", "transferring", "established"], "established", 7000],
  );
});

test("a transfer to a guest is 7505 and to nobody 9999", async (t: TestContext) => {
  const callId = await establish();
  bench.callee({ kind: "answers", afterMs: 0 }, { userType: "Guest" });
  const url = `/v1.0/communications/calls/${callId}/transfer`;
  const seen = [
    verdictOf(await bench.ask("POST", url, { transferTarget: targetOf(calleeObjectId) })),
    verdictOf(await bench.ask("POST", url, { transferTarget: targetOf("12121212-1212-4212-8212-121212121212") })),
  ];
  t.assert.deepStrictEqual(seen, ["403 7505", "500 9999"]);
});

test("participants are the app, and the callee once it has answered", async (t: TestContext) => {
  bench.callee({ kind: "answers", afterMs: 5_000 });
  const callId = await bench.place();
  const count = async (): Promise<number> =>
    ((await bench.ask("GET", `/v1.0/communications/calls/${callId}/participants`)).body as { value: unknown[] }).value.length;
  const ringing = await count();
  await bench.context.clock.advance(10_000);
  t.assert.deepStrictEqual([ringing, await count()], [1, 2]);
});

function messageOf(answer: Answer): string {
  return (answer.body as { error: { message: string } }).error.message;
}

test("a parameter that an action does not have is refused by the action's name", async (t: TestContext) => {
  const path = `/v1.0/communications/calls/${await establish()}`;
  const told = async (action: string): Promise<string> => {
    const { status, body } = await bench.ask("POST", `${path}/${action}`, { colour: "red" });
    return `${status} ${(body as { error: { message: string } }).error.message}`;
  };
  const actions = ["mute", "transfer", "cancelMediaProcessing"];
  t.assert.deepStrictEqual(
    await Promise.all(actions.map(told)),
    actions.map((action) => `400 The parameter 'colour' in the request payload is not a valid parameter for the operation '${action}'.`),
  );
});
