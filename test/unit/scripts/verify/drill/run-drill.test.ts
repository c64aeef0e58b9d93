// Proves what a drill asks of a call that is up, how each way it comes out is told apart, and that the call is hung up in
// every one of them. Time passes only where somebody sleeps: how long Microsoft takes is not proved.
import { test, type TestContext } from "node:test";
import type { GraphRequest } from "../../../../../scripts/lib/graph-request.ts";
import { Interruption } from "../../../../../scripts/lib/interruption.ts";
import type { StoredNotification } from "../../../../../scripts/lib/notification-reader.ts";
import { TransportFailure } from "../../../../../scripts/lib/transport-failure.ts";
import type { DrillWanted } from "../../../../../scripts/verify/drill/drill-record.ts";
import { evidenceSchema, type Evidence } from "../../../../../scripts/verify/evidence.ts";
import { toEvidence } from "../../../../../scripts/verify/to-evidence.ts";
import { toVerdict } from "../../../../../scripts/verify/verdict.ts";
import { walkChain } from "../../../../../scripts/verify/walk-chain.ts";
import { callId, createWorld, runFacts, sentOf, toAnswer, toGraphError, toStored, type World } from "../verification-fixture.ts";

const transferTo = "99999999-9999-4999-8999-99999999beef";
const transfer: DrillWanted = { kind: "transfer", transferToObjectId: transferTo };
const cancelMedia: DrillWanted = { kind: "cancel-media" };
const up = [toStored("establishing"), toStored("established", { mediaState: { audio: "active" } })];
const ended = (subcode: number, code = 200): StoredNotification => toStored("terminated", { resultInfo: { code, subcode } });

/** The action of a request below the call; empty for the create. */
const actionOf = ({ path }: GraphRequest): string => /\/calls\/[^/]+\/(\w+)$/.exec(path)?.[1] ?? "";

type Answering = (action: string, world: World) => ReturnType<typeof toAnswer> | Promise<ReturnType<typeof toAnswer>> | undefined;
/** What the table holds of the call, by what was asked so far. */
type Told = (asked: readonly string[], requests: readonly GraphRequest[]) => readonly StoredNotification[];

function drill(drillWanted: DrillWanted, told: Told, answering: Answering = () => undefined): World {
  const world: World = createWorld({
    verification: { drill: drillWanted },
    calls: async (request) => {
      if (request.method !== "POST" || actionOf(request) === "") return undefined;
      return (await answering(actionOf(request), world)) ?? toAnswer(actionOf(request) === "transfer" ? 202 : 200, {});
    },
    clients: ({ sent }) => ({
      readHost: async (url) =>
        url.endsWith(".wav")
          ? toAnswer(200, "RIFF....WAVEfmt ", { "content-type": "audio/wav" })
          : toAnswer(200, {
              service: "dialtone-callback-host",
              stack: "dev",
              nonce: new URL(url).searchParams.get("nonce"),
              ready: true,
              reasons: [],
            }),
      notifications: {
        since: async () => [],
        ofCall: async (asked) => {
          if (asked !== callId) return [];
          const requests = sent.filter(({ method }) => method === "POST");
          const actions = requests.map(actionOf).filter((action) => action !== "");
          const rows = told(actions, requests);
          const isOver = rows.some(({ row }) => row.states === "terminated");
          return sent.some(({ method }) => method === "DELETE") && !isOver ? [...rows, ended(7000)] : rows;
        },
      },
    }),
  });
  return world;
}

interface Drilled {
  readonly exitCode: number;
  readonly code: string | null;
  readonly end: string | undefined;
  readonly asked: readonly string[];
  readonly hangUps: number;
  readonly evidence: Evidence;
}

async function verify(world: World): Promise<Drilled> {
  const evidence = evidenceSchema.parse(toEvidence(world.verification, await walkChain(world.verification), runFacts));
  return {
    exitCode: evidence.exitCode,
    code: evidence.checks.find(({ status }) => status === "failed" || status === "unknown")?.code ?? null,
    end: evidence.drill?.end,
    asked: sentOf(world, "POST").map(actionOf),
    hangUps: sentOf(world, "DELETE").length,
    evidence,
  };
}

const whatCame = ({ exitCode, code, end, asked, hangUps }: Drilled): object => ({ exitCode, code, end, asked, hangUps });
const transferStates = (asked: readonly string[], ...states: readonly StoredNotification[]): readonly StoredNotification[] =>
  asked.includes("transfer") ? [...up, toStored("transferring"), ...states] : up;
/** As the notification of a prompt's end, with the client context that the drill made up. */
function promptEnd(requests: readonly GraphRequest[], rest: Record<string, unknown>, shownCallId = callId): StoredNotification[] {
  const play = requests.find((request) => actionOf(request) === "playPrompt");
  if (play === undefined) return [];
  const { clientContext } = play.body as { clientContext: string };
  const path = `/communications/calls/${shownCallId}/operations/O`;
  const resourceData = { "@odata.type": "#microsoft.graph.playPromptOperation", clientContext, ...rest };
  return [
    {
      ...toStored("operation"),
      body: Buffer.from(JSON.stringify({ value: [{ changeType: "deleted", resourceUrl: path, resourceData }] })),
    },
  ];
}
const asCancelled = { status: "failed", completionReason: "operationCanceled", resultInfo: { code: 400, subcode: 8508 } };
const cancelled: Told = (asked, requests) => [...up, ...(asked.includes("cancelMediaProcessing") ? promptEnd(requests, asCancelled) : [])];

test("a transfer that is taken is proved: 202, transferring, transferAccepted, 200/7015", async (t: TestContext) => {
  const world = drill(transfer, (asked) => transferStates(asked, toStored("transferAccepted"), ended(7015)));
  const told = await verify(world);
  t.assert.deepStrictEqual(whatCame(told), { exitCode: 0, code: null, end: "transferred", asked: ["", "transfer"], hangUps: 1 });
  t.assert.deepStrictEqual(
    told.evidence.drill?.states.map(({ state, result }) => [state, result?.subcode]),
    [
      ["transferring", undefined],
      ["transferAccepted", undefined],
      ["terminated", 7015],
    ],
  );
  t.assert.match(toVerdict(told.evidence).sentence, /^Proved: .* So was the drill\.$/);
});

test("the transfer names whom it goes to as Microsoft types it, and the evidence only by the last four characters", async (t: TestContext) => {
  const world = drill(transfer, (asked) => transferStates(asked, ended(7015)));
  const { evidence } = await verify(world);
  t.assert.deepStrictEqual(sentOf(world, "POST").find((request) => actionOf(request) === "transfer")?.body, {
    transferTarget: {
      "@odata.type": "#microsoft.graph.invitationParticipantInfo",
      endpointType: "default",
      identity: {
        "@odata.type": "#microsoft.graph.identitySet",
        user: { "@odata.type": "#microsoft.graph.identity", id: transferTo },
      },
    },
  });
  t.assert.deepStrictEqual([evidence.drill?.transferTo, JSON.stringify(evidence).includes(transferTo)], ["…beef", false]);
});

test("a call that comes back is told apart, and hung up (15)", async (t: TestContext) => {
  const back = toStored("established", { resultInfo: { code: 500, subCode: 7000 } });
  const told = await verify(drill(transfer, (asked) => transferStates(asked, back)));
  const expected = { exitCode: 15, code: "DT_CALL_TRANSFER_RETURNED", end: "returned", asked: ["", "transfer"], hangUps: 1 };
  t.assert.deepStrictEqual(whatCame(told), expected);
  t.assert.match(toVerdict(told.evidence).sentence, /^Proved: .* The drill was not: .* \(DT_CALL_TRANSFER_RETURNED, exit 15\)\.$/);
});

test("a late word of an older state is not taken for a call that came back: Graph is asked", async (t: TestContext) => {
  const world = drill(transfer, (asked) => transferStates(asked, toStored("established"), ended(7015)));
  t.assert.strictEqual((await verify(world)).end, "transferred");
  const silent = await verify(drill(transfer, (asked) => transferStates(asked, toStored("established"))));
  t.assert.deepStrictEqual([silent.exitCode, silent.code, silent.end], [15, "DT_CALL_DRILL_SILENT", "silent"]);
});

test("a call that ends otherwise while it is transferred is not known (3)", async (t: TestContext) => {
  const told = await verify(drill(transfer, (asked) => transferStates(asked, ended(4521))));
  t.assert.deepStrictEqual([told.exitCode, told.code, told.end], [3, "DT_UNCERTAIN_DRILL", "call-ended"]);
});

test("a prompt that is cancelled is proved: both requests, and its end as cancelled", async (t: TestContext) => {
  const world = drill(cancelMedia, cancelled);
  const told = await verify(world);
  const asked = ["", "playPrompt", "cancelMediaProcessing"];
  t.assert.deepStrictEqual(whatCame(told), { exitCode: 0, code: null, end: "cancelled", asked, hangUps: 1 });
  const [, play, cancel] = sentOf(world, "POST").map(({ body }) => body as Record<string, unknown>);
  const prompts = play?.["prompts"] as { mediaInfo: { uri: string } }[];
  t.assert.deepStrictEqual(
    [prompts.length, new Set(prompts.map(({ mediaInfo }) => mediaInfo.uri)), String(cancel?.["clientContext"]).slice(0, 16)],
    [20, new Set([`https://${world.verification.outputs.host.fqdn}/prompts/drill.wav`]), "dialtone-cancel-"],
  );
});

test("the docs' own shape, the call's id in capitals without dashes, lies in rows of its own and is found", async (t: TestContext) => {
  const world = drill(cancelMedia, () => up);
  const { notifications } = world.verification.clients;
  const shouted = callId.replaceAll("-", "").toUpperCase();
  const clients = {
    ...world.verification.clients,
    notifications: {
      ...notifications,
      ofCall: async (asked: string, signal: AbortSignal) =>
        asked === shouted ? promptEnd(sentOf(world, "POST"), asCancelled, shouted) : notifications.ofCall(asked, signal),
    },
  };
  Object.assign(world.verification, { clients });
  t.assert.strictEqual((await verify(world)).end, "cancelled");
});

for (const [name, rest, end, exitCode, code] of [
  ["played to its end", { status: "completed", resultInfo: { code: 200, subcode: 0 } }, "played-out", 3, "DT_UNCERTAIN_DRILL"],
  ["could not be fetched", { status: "completed", completionReason: "unknown" }, "not-played", 15, "DT_CALL_PROMPT_FAILED"],
] as const) {
  test(`a prompt that ${name} was not cancelled (${exitCode})`, async (t: TestContext) => {
    const told = await verify(drill(cancelMedia, (_asked, requests) => [...up, ...promptEnd(requests, rest)]));
    t.assert.deepStrictEqual([told.exitCode, told.code, told.end, told.hangUps], [exitCode, code, end, 1]);
  });
}

test("the end of the cancel itself is kept, and not taken for the prompt's", async (t: TestContext) => {
  const told = await verify(
    drill(cancelMedia, (_asked, requests) => {
      const cancel = requests.find((request) => actionOf(request) === "cancelMediaProcessing")?.body as
        | { clientContext: string }
        | undefined;
      const done = {
        "@odata.type": "#microsoft.graph.cancelMediaProcessingOperation",
        status: "completed",
        clientContext: cancel?.clientContext,
      };
      return [...up, ...(cancel === undefined ? [] : promptEnd(requests, done))];
    }),
  );
  t.assert.deepStrictEqual(
    [told.end, told.evidence.drill?.operations.map(({ type, status }) => [type, status])],
    ["silent", [["cancelMediaProcessingOperation", "completed"]]],
  );
});

test("another program's prompt in the same call is not taken for ours", async (t: TestContext) => {
  const told = await verify(
    drill(cancelMedia, (_asked, requests) => [...up, ...promptEnd(requests, { ...asCancelled, clientContext: "theirs" })]),
  );
  t.assert.deepStrictEqual([told.exitCode, told.code, told.end], [15, "DT_CALL_DRILL_SILENT", "silent"]);
});

for (const { drillWanted, action, answer, exitCode, code, end } of [
  {
    drillWanted: transfer,
    action: "transfer",
    answer: toGraphError(403, "7504"),
    exitCode: 15,
    code: "DT_CALL_DRILL_REFUSED",
    end: "refused",
  },
  {
    drillWanted: transfer,
    action: "transfer",
    answer: toGraphError(403, "7505"),
    exitCode: 15,
    code: "DT_CALL_DRILL_REFUSED",
    end: "refused",
  },
  { drillWanted: transfer, action: "transfer", answer: toGraphError(404, "8522"), exitCode: 3, code: "DT_UNCERTAIN_DRILL", end: "refused" },
  {
    drillWanted: transfer,
    action: "transfer",
    answer: toGraphError(429, "TooManyRequests"),
    exitCode: 3,
    code: "DT_UNCERTAIN_THROTTLED",
    end: "refused",
  },
  {
    drillWanted: transfer,
    action: "transfer",
    answer: toGraphError(403, "4711"),
    exitCode: 15,
    code: "DT_CALL_DRILL_REFUSED",
    end: "refused",
  },
  {
    drillWanted: transfer,
    action: "transfer",
    answer: toGraphError(503, "ServiceUnavailable"),
    exitCode: 3,
    code: "DT_UNCERTAIN_DRILL",
    end: "unanswered",
  },
  {
    drillWanted: cancelMedia,
    action: "playPrompt",
    answer: toGraphError(400, "BadRequest"),
    exitCode: 15,
    code: "DT_CALL_DRILL_REFUSED",
    end: "refused",
  },
  {
    drillWanted: cancelMedia,
    action: "cancelMediaProcessing",
    answer: toGraphError(403, "7504"),
    exitCode: 15,
    code: "DT_CALL_DRILL_REFUSED",
    end: "refused",
  },
] as const) {
  const said = (JSON.parse(answer.text) as { error: { code: string } }).error.code;
  test(`${action} answered with ${answer.status} ${said} is ${code} (${exitCode}), asked once, and the call is hung up`, async (t: TestContext) => {
    const told = await verify(
      drill(
        drillWanted,
        () => up,
        (asked) => (asked === action ? answer : undefined),
      ),
    );
    t.assert.deepStrictEqual([told.exitCode, told.code, told.end, told.hangUps], [exitCode, code, end, 1]);
    t.assert.strictEqual(told.asked.filter((one) => one === action).length, 1);
    const saw = told.evidence.checks.find(({ id }) => id === "call.drill")?.saw ?? "";
    if (end === "refused")
      t.assert.match(saw, new RegExp(`^HTTP ${answer.status} ${said} to ${action} \\(request id req-1, call chain id chain-1, `));
  });
}

test("a request without an answer is not sent again: it is not known (3)", async (t: TestContext) => {
  const lost = (): Promise<never> => Promise.reject(new TransportFailure("timeout", "TimeoutError", "https://g"));
  const told = await verify(drill(transfer, () => up, lost));
  const expected = { exitCode: 3, code: "DT_UNCERTAIN_DRILL", end: "unanswered", asked: ["", "transfer"], hangUps: 1 };
  t.assert.deepStrictEqual(whatCame(told), expected);
});

test("a call that nobody answers is not drilled: nothing is asked of it (15)", async (t: TestContext) => {
  const told = await verify(drill(cancelMedia, () => [toStored("establishing")]));
  t.assert.deepStrictEqual(whatCame(told), { exitCode: 15, code: "DT_CALL_NOT_ANSWERED", end: "not-made", asked: [""], hangUps: 1 });
  t.assert.strictEqual(told.evidence.checks.find(({ id }) => id === "call.drill")?.status, "skipped");
});

test("an answer that is notified only when the ringing is over is no drill, and no success (3)", async (t: TestContext) => {
  const world = drill(cancelMedia, () => (sentOf(world, "DELETE").length === 0 ? [toStored("establishing")] : up));
  const told = await verify(world);
  t.assert.deepStrictEqual(whatCame(told), { exitCode: 3, code: "DT_UNCERTAIN_DRILL", end: "not-made", asked: [""], hangUps: 1 });
  t.assert.match(toVerdict(told.evidence).sentence, /The drill was not: nothing was asked of the call/);
});

test("an interruption in the middle of a drill hangs the call up", async (t: TestContext) => {
  const world = drill(
    transfer,
    (asked) => transferStates(asked),
    (_action, { abort }) => {
      abort.abort(new Interruption("SIGTERM", "stop"));
      return undefined;
    },
  );
  const told = await verify(world);
  t.assert.deepStrictEqual([told.exitCode, told.evidence.outcome, told.hangUps, told.evidence.call?.hungUp], [143, "interrupted", 1, true]);
});

test("a bug in the middle of a drill hangs the call up before it is thrown", async (t: TestContext) => {
  const world = drill(
    transfer,
    () => up,
    () => {
      throw new RangeError("bug");
    },
  );
  await t.assert.rejects(walkChain(world.verification), { name: "RangeError" });
  t.assert.strictEqual(sentOf(world, "DELETE").length, 1);
});

test("a host that does not serve the prompt is named before anybody is called (14)", async (t: TestContext) => {
  const world = drill(cancelMedia, () => up);
  const { readHost } = world.verification.clients;
  const clients = {
    ...world.verification.clients,
    readHost: async (url: string) => (url.endsWith(".wav") ? toAnswer(404) : readHost(url)),
  };
  Object.assign(world.verification, { clients });
  const told = await verify(world);
  t.assert.deepStrictEqual([told.exitCode, told.code, told.asked, told.evidence.drill], [14, "DT_HOST_PROMPT", [], null]);
});

test("without --drill nothing of it is asked, checked or left in the evidence", async (t: TestContext) => {
  const world = createWorld();
  const { evidence, asked } = await verify(world);
  t.assert.deepStrictEqual(
    [asked, evidence.drill, evidence.checks.filter(({ id }) => id === "call.drill" || id === "host.prompt")],
    [[""], null, []],
  );
});
