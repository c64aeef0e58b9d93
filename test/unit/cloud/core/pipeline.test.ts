// Cannot prove: that Microsoft's gateways judge in this order; it is the order that DESIGN.md gives the simulation.
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, test } from "node:test";
import type { Exchange } from "../../../cloud/core/exchange.ts";
import type { FaultRule } from "../../../cloud/core/fault-rule.ts";
import { createFaultBook } from "../../../cloud/core/faults.ts";
import { type Listener, openListener } from "../../../cloud/core/https-listener.ts";
import { type Claims, type Operation, Refusal } from "../../../cloud/core/operation.ts";
import { createPipeline } from "../../../cloud/core/pipeline.ts";

let listener: Listener | undefined;
afterEach(() => listener?.close());

const claims = { oid: "caller" } as unknown as Claims;
const base = { plane: "arm", method: "GET", path: "/things/{name}", audience: "none", source: "test" } as const;
const reading = (state: { value: number }): Operation => ({
  ...base,
  name: "arm.things.get",
  handle: () => ({ status: 200, json: { value: state.value } }),
});

async function serve(
  operations: readonly Operation[],
  rules: readonly FaultRule[] = [],
): Promise<{ readonly url: string; readonly exchanges: Exchange[]; readonly slept: number[] }> {
  const exchanges: Exchange[] = [];
  const slept: number[] = [];
  listener = await openListener({});
  listener.answer(
    createPipeline(
      {
        clock: { sleep: async (ms) => void slept.push(ms), wallMs: () => Date.now() },
        tokens: {
          verify: async (authorization) => {
            if (authorization === "Bearer good") return claims;
            throw new Refusal(401, "Unauthorized", "no");
          },
        },
        faults: createFaultBook(rules),
        transcript: { record: (exchange) => void exchanges.push(exchange) },
        origins: { graph: "https://graph", arm: "https://arm" },
      },
      listener.origin,
      operations,
    ),
  );
  return { url: listener.origin, exchanges, slept };
}
const ask = async (url: string, init?: RequestInit): Promise<readonly [number, unknown]> => {
  const response = await fetch(url, init);
  const text = await response.text();
  return [response.status, text.startsWith("{") ? JSON.parse(text) : text];
};

test("a request that nobody foresaw is refused in the plane's words and recorded without an operation", async (t) => {
  const cloud = await serve([reading({ value: 1 })]);
  const [status, body] = await ask(`${cloud.url}/subscriptions/s/providers/Microsoft.Nothing/things?api-version=1`);
  t.assert.deepEqual(
    [status, body, cloud.exchanges.map((exchange) => exchange.operation)],
    [
      404,
      {
        error: {
          code: "InvalidResourceType",
          message: "The resource type 'things' could not be found in the namespace 'Microsoft.Nothing' for api version '1'.",
        },
      },
      [undefined],
    ],
  );
});

test("a known path with another method is 405 and says what is allowed", async (t) => {
  const cloud = await serve([reading({ value: 1 })]);
  const response = await fetch(`${cloud.url}/things/a`, { method: "PUT" });
  t.assert.deepEqual([response.status, response.headers.get("allow"), cloud.exchanges[0]?.operation], [405, "GET", undefined]);
});

test("an operation that needs a token is refused without one, before api-version and handler", async (t) => {
  const cloud = await serve([{ ...base, name: "x", audience: "arm", apiVersions: ["1"], handle: () => ({ status: 200, json: {} }) }]);
  const refused = await ask(`${cloud.url}/things/a`);
  const unversioned = await ask(`${cloud.url}/things/a`, { headers: { authorization: "Bearer good" } });
  const served = await ask(`${cloud.url}/things/a?api-version=1`, { headers: { authorization: "Bearer good" } });
  t.assert.deepEqual(
    [refused[0], unversioned, served[0]],
    [
      401,
      [
        400,
        {
          error: {
            code: "MissingApiVersionParameter",
            message: "The api-version query parameter (?api-version=) is required for all requests.",
          },
        },
      ],
      200,
    ],
  );
});

test("the transcript knows who called, by the verified token alone", async (t) => {
  const cloud = await serve([{ ...base, name: "x", audience: "arm", handle: () => ({ status: 200, json: {} }) }]);
  await ask(`${cloud.url}/things/a`, { headers: { authorization: "Bearer good" } });
  await ask(`${cloud.url}/things/a`, { headers: { authorization: "Bearer bad" } });
  t.assert.deepEqual(
    cloud.exchanges.map(({ caller, status }) => [caller, status]),
    [
      ["caller", 200],
      [undefined, 401],
    ],
  );
});

test("an answer by fault keeps the handler from running", async (t) => {
  let ran = 0;
  const cloud = await serve(
    [{ ...base, name: "x", handle: () => ({ status: 200, json: (ran += 1) }) }],
    [{ name: "busy", match: {}, action: { kind: "answer", status: 429, headers: { "retry-after": "7" }, body: { error: "busy" } } }],
  );
  const response = await fetch(`${cloud.url}/things/a`);
  t.assert.deepEqual(
    [response.status, response.headers.get("retry-after"), await response.json(), ran, cloud.exchanges[0]?.fault],
    [429, "7", { error: "busy" }, 0, "busy"],
  );
});

test("an answer after commit lets the handler run first", async (t) => {
  let ran = 0;
  const cloud = await serve(
    [{ ...base, name: "x", handle: () => ({ status: 200, json: (ran += 1) }) }],
    [{ name: "lost", match: {}, action: { kind: "answer-after-commit", status: 503 } }],
  );
  const [status] = await ask(`${cloud.url}/things/a`);
  t.assert.deepEqual([status, ran], [503, 1]);
});

test("a dropped connection gives no answer, before commit without an effect and after it with one", async (t) => {
  let ran = 0;
  const cloud = await serve(
    [{ ...base, name: "x", handle: () => ({ status: 200, json: (ran += 1) }) }],
    [
      { name: "before", match: { nth: 1 }, action: { kind: "drop", when: "before-commit" } },
      { name: "after", match: { nth: 2 }, action: { kind: "drop", when: "after-commit" } },
    ],
  );
  const seen: unknown[] = [];
  for (let round = 0; round < 2; round++) {
    await fetch(`${cloud.url}/things/a`).catch(() => seen.push(ran));
  }
  t.assert.deepEqual(
    [seen, cloud.exchanges.map((exchange) => exchange.status)],
    [
      [0, 1],
      [0, 0],
    ],
  );
});

test("a delay sleeps on the cloud's clock and then serves", async (t) => {
  const cloud = await serve([reading({ value: 1 })], [{ name: "slow", match: {}, action: { kind: "delay", delayMs: 30_000 } }]);
  const [status] = await ask(`${cloud.url}/things/a`);
  t.assert.deepEqual([status, cloud.slept], [200, [30_000]]);
});

test("a stale read answers what was read before, and nothing where nothing was", async (t) => {
  const state = { value: 1 };
  const cloud = await serve([reading(state)], [{ name: "stale", match: { nth: 2 }, times: 2, action: { kind: "stale-read" } }]);
  await ask(`${cloud.url}/things/a`);
  state.value = 2;
  const stale = await ask(`${cloud.url}/things/a`);
  const unknown = await ask(`${cloud.url}/things/b`);
  t.assert.deepEqual(
    [stale, unknown],
    [
      [200, { value: 1 }],
      [404, { error: { code: "ResourceNotFound", message: "The Resource 'things/b' was not found." } }],
    ],
  );
});

test("a fault that only the handler can carry out reaches it", async (t) => {
  const action = { kind: "operation-fails", code: "Conflict", message: "late" } as const;
  const cloud = await serve(
    [{ ...base, name: "x", handle: ({ injected }) => ({ status: 200, json: injected ?? {} }) }],
    [{ name: "late", match: {}, action }],
  );
  t.assert.deepEqual(await ask(`${cloud.url}/things/a`), [200, action]);
});

test("a handler that breaks is a bug of the simulation: 500, recorded as the failure of its operation", async (t) => {
  const cloud = await serve([
    {
      ...base,
      name: "x",
      handle: () => {
        throw new TypeError("oops");
      },
    },
  ]);
  const [status, body] = await ask(`${cloud.url}/things/a`);
  t.assert.deepEqual(
    [status, (body as { error: { code: string } }).error.code, cloud.exchanges.map(({ operation, bug }) => [operation, bug])],
    [500, "SimulationBug", [[undefined, "x: TypeError: oops"]]],
  );
});

test("a stranger's body is not read beyond 64 KiB, and the refusal is the one for the token", async (t) => {
  const cloud = await serve([{ ...base, name: "x", method: "POST", audience: "arm", handle: () => ({ status: 200, json: {} }) }]);
  const [status] = await ask(`${cloud.url}/things/a`, { method: "POST", body: "x".repeat(65_537) });
  t.assert.deepEqual([status, cloud.exchanges[0]?.requestBody.length], [401, 0]);
});

test("a caller's body is not read beyond its operation's limit", async (t) => {
  const cloud = await serve([{ ...base, name: "x", method: "POST", maxBodyBytes: 10, handle: () => ({ status: 200, json: {} }) }]);
  const [status, body] = await ask(`${cloud.url}/things/a`, { method: "POST", body: "x".repeat(11) });
  t.assert.deepEqual(
    [status, body],
    [413, { error: { code: "RequestContentTooLarge", message: "The request content size exceeds the maximum size of 4 MB." } }],
  );
});

test("a packed body is read as what it holds, and no farther than the limit", async (t) => {
  const echo: Operation = {
    ...base,
    method: "POST",
    name: "arm.things.post",
    maxBodyBytes: 1000,
    handle: (request) => ({ status: 200, json: request.json() }),
  };
  const cloud = await serve([echo]);
  const send = (body: Uint8Array<ArrayBuffer>): Promise<readonly [number, unknown]> =>
    ask(`${cloud.url}/things/a`, { method: "POST", headers: { "content-type": "application/json", "content-encoding": "gzip" }, body });
  const packed = (value: unknown): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(JSON.stringify(value)));
  const [read, tooLarge, broken] = [
    await send(packed({ packed: true })),
    await send(packed("x".repeat(5000))),
    await send(new Uint8Array(Buffer.from("{}x"))),
  ];
  t.assert.deepEqual([read, tooLarge[0], broken[0]], [[200, { packed: true }], 413, 400]);
});

test("a client that leaves in the middle of its body changes nothing", async (t) => {
  let ran = 0;
  const cloud = await serve([{ ...base, name: "x", method: "POST", handle: () => ({ status: 200, json: (ran += 1) }) }]);
  const socket = connect(Number(new URL(cloud.url).port), "127.0.0.1");
  await new Promise<void>((resolve) =>
    socket.write("POST /things/a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf", () => resolve()),
  );
  socket.destroy();
  await ask(`${cloud.url}/things/b`);
  t.assert.deepEqual([ran, cloud.exchanges.length], [0, 1]);
});

test("a body that is not JSON is refused in the plane's words when the handler asks for it", async (t) => {
  const cloud = await serve([{ ...base, name: "x", method: "POST", handle: (request) => ({ status: 200, json: request.json() }) }]);
  t.assert.deepEqual(await ask(`${cloud.url}/things/a`, { method: "POST", body: "{" }), [
    400,
    { error: { code: "InvalidRequestContent", message: "The request content was invalid and could not be deserialized." } },
  ]);
});
