// Cannot prove: how long Microsoft takes between two states, or the codes marked as analogy or ASSUMED in call-ending.ts.
import { test, type TestContext } from "node:test";
import type { CalleeBehaviour } from "../../../cloud/core/callee-behaviour.ts";
import { createCallingBench } from "./calling-bench.ts";

interface Told {
  readonly changeType: string;
  readonly resourceUrl: string;
  readonly resourceData: Readonly<Record<string, unknown>>;
}

const bench = await createCallingBench();

const told = (callId: string): readonly Told[] =>
  bench.heard
    .map(({ body }) => (JSON.parse(body.toString()) as { value: Told[] }).value[0])
    .filter((notification): notification is Told => notification?.resourceUrl.includes(callId) === true);
const statesTold = (callId: string): readonly string[] =>
  told(callId).map(({ changeType, resourceData }) => `${changeType} ${String(resourceData["state"])}`);
const recordOf = (callId: string) => bench.service.calls().find((call) => call.callId === callId);
const hangUp = async (callId: string): Promise<number> => (await bench.ask("DELETE", `/v1.0/communications/calls/${callId}`)).status;

test("nothing is told before the clock moves", async (t: TestContext) => {
  const callId = await bench.place();
  t.assert.deepStrictEqual(statesTold(callId), []);
});

test("a callee who answers: established, audio active, and up until the app hangs up", async (t: TestContext) => {
  bench.callee({ kind: "answers", afterMs: 3_000 });
  const callId = await bench.place();
  await bench.context.clock.advance(60_000);
  t.assert.deepStrictEqual(statesTold(callId), ["updated establishing", "updated established", "updated established"]);
  t.assert.deepStrictEqual(
    told(callId).map(({ resourceData }) => resourceData["mediaState"]),
    [undefined, undefined, { "@odata.type": "#microsoft.graph.callMediaState", audio: "active" }],
  );
  t.assert.strictEqual(await hangUp(callId), 204);
  t.assert.strictEqual((await bench.ask("GET", `/v1.0/communications/calls/${callId}`)).status, 200);
  await bench.context.clock.advance(1_000);
  t.assert.deepStrictEqual(statesTold(callId).slice(3), ["updated terminating", "deleted terminated"]);
  const record = recordOf(callId);
  t.assert.deepStrictEqual(
    {
      answered: record?.answered,
      states: record?.states.map(({ state }) => state),
      result: record?.result,
      hungUp: record?.hungUpAt !== undefined,
    },
    {
      answered: true,
      states: ["establishing", "established", "terminating", "terminated"],
      result: { code: 200, subcode: 7000, message: "The call has ended. DiagCode: 200#7000.@" },
      hungUp: true,
    },
  );
});

test("the end is told in the form of real traffic: resultInfo, chain, sender, no id", async (t: TestContext) => {
  bench.callee({ kind: "answers", afterMs: 0, hangsUpAfterMs: 2_000 });
  const callId = await bench.place();
  await bench.context.clock.advance(5_000);
  const record = recordOf(callId);
  t.assert.deepStrictEqual(told(callId).at(-1), {
    "@odata.type": "#microsoft.graph.commsNotification",
    changeType: "deleted",
    resource: `/app/calls/${callId}`,
    resourceUrl: `/communications/calls/${callId}`,
    resourceData: {
      "@odata.type": "#microsoft.graph.call",
      state: "terminated",
      direction: "outgoing",
      resultInfo: {
        "@odata.type": "#microsoft.graph.resultInfo",
        code: 200,
        subcode: 4521,
        message: "The other participant left the call. DiagCode: 200#4521.@",
      },
      callChainId: record?.callChainId,
      terminationSender: {
        "@odata.type": "#microsoft.graph.identitySet",
        user: {
          "@odata.type": "#microsoft.graph.identity",
          id: record?.calleeObjectId,
          tenantId: record?.tenantId,
          identityProvider: "AAD",
        },
      },
      terminationReason: "CallTerminated",
    },
  });
});

const unanswered: Partial<Record<CalleeBehaviour["kind"], string>> = {
  declines: "603/0",
  busy: "486/0",
  "no-answer": "487/10004",
  "signed-out": "480/10037",
  "not-licensed": "480/10134",
  policy: "480/10199",
  unreachable: "480/10076",
  network: "408/10057",
};
for (const [kind, end] of Object.entries(unanswered) as [CalleeBehaviour["kind"], string][]) {
  test(`a callee whose Teams is "${kind}" ends the call with ${end}, straight from establishing`, async (t: TestContext) => {
    bench.callee({ kind, afterMs: 20_000 });
    const callId = await bench.place();
    await bench.context.clock.advance(20_000);
    t.assert.deepStrictEqual(statesTold(callId), ["updated establishing"]);
    await bench.context.clock.advance(1_000);
    const record = recordOf(callId);
    t.assert.deepStrictEqual(
      [statesTold(callId), record?.answered, `${record?.result?.code}/${record?.result?.subcode}`],
      [["updated establishing", "deleted terminated"], false, end],
    );
    t.assert.strictEqual((await bench.ask("GET", `/v1.0/communications/calls/${callId}`)).status, 404);
  });
}

test("a blocked account is signed out", async (t: TestContext) => {
  bench.callee({ kind: "answers", afterMs: 0 }, { accountEnabled: false });
  const callId = await bench.place();
  await bench.context.clock.advance(5_000);
  t.assert.strictEqual(recordOf(callId)?.result?.subcode, 10037);
});

test("a voicemail answers with endpointType voicemail", async (t: TestContext) => {
  bench.callee({ kind: "voicemail", afterMs: 20_000 });
  const callId = await bench.place();
  await bench.context.clock.advance(25_000);
  const answeredBy = told(callId).at(-1)?.resourceData["answeredBy"] as { endpointType: string };
  t.assert.deepStrictEqual([answeredBy.endpointType, recordOf(callId)?.answered], ["voicemail", true]);
});

test("a hang-up while it rings ends the call, and nobody answers afterwards", async (t: TestContext) => {
  bench.callee({ kind: "answers", afterMs: 10_000 });
  const callId = await bench.place();
  await bench.context.clock.advance(1_000);
  await hangUp(callId);
  await bench.context.clock.advance(60_000);
  t.assert.deepStrictEqual(statesTold(callId), ["updated establishing", "updated terminating", "deleted terminated"]);
});

test("a second hang-up is 204 while the first takes effect and 404 8522 after the end", async (t: TestContext) => {
  const callId = await bench.place();
  const seen = [await hangUp(callId), await hangUp(callId)];
  await bench.context.clock.advance(1_000);
  t.assert.deepStrictEqual([...seen, await hangUp(callId)], [204, 204, 404]);
});

test("45 minutes without a keep-alive end the call with 408/8537", async (t: TestContext) => {
  bench.callee({ kind: "answers", afterMs: 0 });
  const callId = await bench.place();
  await bench.context.clock.advance(44 * 60_000);
  const kept = await bench.ask("POST", `/v1.0/communications/calls/${callId}/keepAlive`);
  await bench.context.clock.advance(44 * 60_000);
  const stateAfterKeeping = recordOf(callId)?.result;
  await bench.context.clock.advance(60_000);
  t.assert.deepStrictEqual(
    [kept.status, stateAfterKeeping, recordOf(callId)?.result?.subcode, statesTold(callId).at(-1)],
    [200, undefined, 8537, "deleted terminated"],
  );
  t.assert.strictEqual((await bench.ask("POST", `/v1.0/communications/calls/${callId}/keepAlive`)).status, 404);
});
