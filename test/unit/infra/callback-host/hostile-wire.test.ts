// Proves what the host answers to hostile bytes, slow senders and silent clients, over real sockets.
// Cannot prove the times of a flood, nor what the ingress of Container Apps lets through in front of the host.
import { connect } from "node:net";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { maxConnections } from "../../../../infra/callback-host/connection-cap.ts";
import { serverLimits } from "../../../../infra/callback-host/server.ts";
import { notification, startHost, toRequest } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";
import { wireCases } from "./hostile-wire.ts";
import { sendRaw } from "./raw-connection.ts";

let fixture: HostFixture;
before(async () => {
  fixture = await startHost();
});
after(() => fixture.stop());

describe("bytes on the wire", () => {
  beforeEach(() => fixture.store.rows.clear());

  for (const { title, bytes, statuses, isClosed = false, finish = false } of wireCases) {
    it(`${title}: ${[...new Set(statuses)].join(", ")}`, async (t: TestContext) => {
      const answer = await sendRaw(fixture.port, bytes(fixture), { answers: statuses.length, finish });
      t.assert.deepStrictEqual(
        { statuses: answer.statuses, isClosed: answer.isClosed || !isClosed, rows: fixture.store.rows.size },
        { statuses, isClosed: true, rows: statuses.includes(202) ? 1 : 0 },
      );
    });
  }

  it("says Allow: POST with a 405 of the callback path", async (t: TestContext) => {
    const { text } = await sendRaw(fixture.port, toRequest({ method: "GET", body: "" }));
    t.assert.match(text, /^allow: POST\r$/m);
  });

  it("are asked for with 100 Continue only after the token was found good", async (t: TestContext) => {
    const expecting = { body: "", length: `Content-Length: ${notification().length}`, headers: ["Expect: 100-continue"] };
    const refused = await sendRaw(fixture.port, toRequest({ ...expecting, authorization: "Bearer x.y.z" }));
    const accepted = await sendRaw(fixture.port, toRequest({ ...expecting, authorization: `Bearer ${fixture.token()}` }), {
      timeoutMs: 200,
    });
    t.assert.deepStrictEqual(
      { refused: refused.text.includes("100 Continue"), accepted: accepted.text.includes("100 Continue") },
      { refused: false, accepted: true },
    );
  });
});

describe("a slow sender", () => {
  // The real limits are seconds; the test shortens them on the server and keeps their order.
  let slow: HostFixture;
  before(async () => {
    slow = await startHost();
    slow.host.server.headersTimeout = 200;
    slow.host.server.requestTimeout = 400;
  });
  after(() => slow.stop());

  it("of headers is cut with 408 (H11)", async (t: TestContext) => {
    const { statuses, isClosed } = await sendRaw(slow.port, "POST / HTTP/1.1\r\nHost: x\r\nA");
    t.assert.deepStrictEqual({ statuses, isClosed }, { statuses: [408], isClosed: true });
  });

  it("of nothing at all is cut (H22)", async (t: TestContext) => {
    const { isClosed } = await sendRaw(slow.port, "");
    t.assert.strictEqual(isClosed, true);
  });

  it("of a body is cut with 408, and nothing is stored (H12)", async (t: TestContext) => {
    const bytes = toRequest({ authorization: `Bearer ${slow.token()}`, body: '{"value":', length: "Content-Length: 4000" });
    const { statuses, isClosed } = await sendRaw(slow.port, bytes);
    t.assert.deepStrictEqual({ statuses, isClosed, inserts: slow.store.inserts }, { statuses: [408], isClosed: true, inserts: 0 });
  });

  it("of a refused body gets its answer at once and loses its connection", async (t: TestContext) => {
    const bytes = toRequest({ authorization: undefined, body: "{", length: "Content-Length: 4000" });
    const { statuses, isClosed } = await sendRaw(slow.port, bytes);
    t.assert.deepStrictEqual({ statuses, isClosed }, { statuses: [401], isClosed: true });
  });

  it("has 15 s for headers and 20 s for a body at the most", (t: TestContext) => {
    const { headersTimeout, requestTimeout, connectionsCheckingInterval } = serverLimits;
    t.assert.ok(headersTimeout + connectionsCheckingInterval <= 15_000 && requestTimeout + connectionsCheckingInterval <= 20_000);
  });
});

describe("connections", () => {
  let crowded: HostFixture;
  before(async () => {
    crowded = await startHost();
  });
  afterEach(() => crowded.host.server.closeAllConnections());
  after(() => crowded.stop());

  it("beyond the cap make the oldest idle one go, and good requests are answered (H14)", async (t: TestContext) => {
    const sockets = Array.from({ length: maxConnections }, () => connect({ port: crowded.port, host: "127.0.0.1" }));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
    const [oldest] = sockets;
    const closed = new Promise((resolve) =>
      oldest
        ?.on("error", () => {})
        .once("close", resolve)
        .resume(),
    );
    const { statuses } = await sendRaw(crowded.port, toRequest({ authorization: `Bearer ${crowded.token()}` }));
    await closed;
    for (const socket of sockets) socket.destroy();
    t.assert.deepStrictEqual(statuses, [202]);
  });

  it("that break in the middle of a body leave nothing behind (H21)", async (t: TestContext) => {
    const bytes = toRequest({ authorization: `Bearer ${crowded.token()}`, body: "{", length: "Content-Length: 4000" });
    crowded.store.rows.clear();
    await Promise.all(
      Array.from({ length: 200 }, async () => {
        const socket = connect({ port: crowded.port, host: "127.0.0.1" });
        await new Promise((resolve) => socket.once("connect", resolve));
        socket.write(bytes);
        socket.resetAndDestroy();
      }),
    );
    const { status } = await fetch(`http://127.0.0.1:${crowded.port}/health/live`);
    t.assert.deepStrictEqual({ status, rows: crowded.store.rows.size }, { status: 200, rows: 0 });
  });

  it("that break right after CONNECT leave the host alive", async (t: TestContext) => {
    for (let count = 0; count < 100; count += 1) {
      const socket = connect({ port: crowded.port, host: "127.0.0.1" });
      await new Promise((resolve) => socket.once("connect", resolve));
      socket.write("CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n");
      if (count % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
      socket.resetAndDestroy();
    }
    const { status } = await fetch(`http://127.0.0.1:${crowded.port}/health/live`);
    t.assert.strictEqual(status, 200);
  });

  it("whose client reads no answer are cut, and the answers do not pile up (H13)", async (t: TestContext) => {
    const { timeout } = crowded.host.server;
    crowded.host.server.timeout = 300;
    const request = Buffer.from("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2_000));
    const { heapUsed } = process.memoryUsage();
    const socket = connect({ port: crowded.port, host: "127.0.0.1" });
    socket.on("error", () => {}).pause();
    const closed = new Promise<string>((resolve) => socket.once("close", () => resolve("closed")));
    const feed = setInterval(() => socket.writableLength < 1_000_000 && socket.write(request), 5);
    const end = await Promise.race([closed, new Promise((resolve) => setTimeout(() => resolve("still open"), 20_000).unref())]);
    clearInterval(feed);
    crowded.host.server.timeout = timeout;
    const grownMiB = (process.memoryUsage().heapUsed - heapUsed) / 1024 / 1024;
    t.assert.deepStrictEqual({ end, isBounded: grownMiB < 64 }, { end: "closed", isBounded: true });
  });
});
