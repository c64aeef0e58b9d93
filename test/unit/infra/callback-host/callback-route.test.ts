// Proves delivery: what is acknowledged is stored first, once, and what is not stored is not acknowledged.
// Cannot prove durability; the store is in memory here. main.test.ts uses Azurite, and the benches kill the host.
import { connect } from "node:net";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { StoreUnavailable } from "../../../../infra/callback-host/notification-store.ts";
import { maxHeldBytes } from "../../../../infra/callback-host/intake.ts";
import { notification, startHost, toRequest } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";
import { sendRaw } from "./raw-connection.ts";
import type { RawAnswer } from "./raw-connection.ts";

let fixture: HostFixture;
beforeEach(async () => {
  fixture = await startHost();
});
afterEach(() => fixture.stop());

function post(body: string = notification()): Promise<RawAnswer> {
  return sendRaw(fixture.port, toRequest({ authorization: `Bearer ${fixture.token()}`, body }));
}

/** Waits until the host has begun so many inserts. */
async function insertsReach(count: number): Promise<void> {
  while (fixture.store.inserts < count) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

describe("a notification", () => {
  it("is answered only after it is stored", async (t: TestContext) => {
    const gate = Promise.withResolvers<void>();
    fixture.store.gate = gate.promise;
    const answer = post();
    await insertsReach(1);
    const early = await Promise.race([answer, fetch(`http://127.0.0.1:${fixture.port}/health/live`).then(() => "not yet")]);
    gate.resolve();
    t.assert.deepStrictEqual(
      { early, statuses: (await answer).statuses, rows: fixture.store.rows.size },
      { early: "not yet", statuses: [202], rows: 1 },
    );
  });

  it("that comes twice on one connection is one row and twice 202 (D1)", async (t: TestContext) => {
    const request = toRequest({ authorization: `Bearer ${fixture.token()}` });
    const { statuses } = await sendRaw(fixture.port, Buffer.concat([request, request]), { answers: 2 });
    t.assert.deepStrictEqual({ statuses, rows: fixture.store.rows.size }, { statuses: [202, 202], rows: 1 });
  });

  it("that comes on many connections at once is one row and always 202 (D2)", async (t: TestContext) => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post()));
    t.assert.deepStrictEqual(
      { statuses: [...new Set(answers.flatMap(({ statuses }) => statuses))], rows: fixture.store.rows.size },
      { statuses: [202], rows: 1 },
    );
  });

  it("that is replayed while its token lives is 202 and no new row (D9)", async (t: TestContext) => {
    const request = toRequest({ authorization: `Bearer ${fixture.token()}` });
    const first = await sendRaw(fixture.port, request);
    fixture.clock.nowMs += 3_600_000;
    const replayed = await sendRaw(fixture.port, request);
    t.assert.deepStrictEqual(
      { statuses: [...first.statuses, ...replayed.statuses], rows: fixture.store.rows.size },
      { statuses: [202, 202], rows: 1 },
    );
  });

  it("of a call that nobody here placed is kept all the same (D6)", async (t: TestContext) => {
    const { statuses } = await post(JSON.stringify({ value: [{ resource: "/app/calls/nobody-placed-it" }] }));
    t.assert.deepStrictEqual(
      { statuses, calls: [...fixture.store.rows.values()].map(({ row }) => row.callId) },
      { statuses: [202], calls: ["nobody-placed-it"] },
    );
  });

  it("in any order is kept (D5)", async (t: TestContext) => {
    for (const state of ["terminated", "established", "establishing"]) await post(notification(state));
    t.assert.deepStrictEqual(
      [...fixture.store.rows.values()].map(({ row }) => row.states),
      ["terminated", "established", "establishing"],
    );
  });

  it("whose sender hangs up before the answer is stored all the same (D10)", async (t: TestContext) => {
    const gate = Promise.withResolvers<void>();
    fixture.store.gate = gate.promise;
    const socket = connect({ port: fixture.port, host: "127.0.0.1" });
    socket.write(toRequest({ authorization: `Bearer ${fixture.token()}` }));
    await insertsReach(1);
    socket.resetAndDestroy();
    gate.resolve();
    const { statuses } = await post();
    t.assert.deepStrictEqual({ statuses, rows: fixture.store.rows.size }, { statuses: [202], rows: 1 });
  });

  it("that could not be stored is answered 503 with Retry-After, and 202 once it can (D13)", async (t: TestContext) => {
    fixture.store.failure = new StoreUnavailable("503 ServerBusy");
    const refused = await post();
    fixture.store.failure = undefined;
    const accepted = await post();
    t.assert.deepStrictEqual(
      { refused: refused.statuses, isRetry: /^retry-after: 2\r$/m.test(refused.text), accepted: accepted.statuses },
      { refused: [503], isRetry: true, accepted: [202] },
    );
  });

  it("of two calls is refused when one of them could not be stored", async (t: TestContext) => {
    const insert = fixture.store.insert.bind(fixture.store);
    fixture.store.insert = (stored) => (stored.row.callId === "b" ? Promise.reject(new StoreUnavailable("500")) : insert(stored));
    const { statuses } = await post(JSON.stringify({ value: [{ resource: "/app/calls/a" }, { resource: "/app/calls/b" }] }));
    t.assert.deepStrictEqual(statuses, [503]);
  });

  it("that finds a bug in us is 503, and the bug is logged", async (t: TestContext) => {
    fixture.store.insert = () => Promise.reject(new TypeError("seeded"));
    const { statuses } = await post();
    t.assert.deepStrictEqual(
      { statuses, lines: fixture.lines.filter((line) => line.includes('"event":"defect"')).length },
      { statuses: [503], lines: 1 },
    );
  });

  it("beyond what memory may hold is answered 503, and nothing grows", async (t: TestContext) => {
    const gate = Promise.withResolvers<void>();
    fixture.store.gate = gate.promise;
    const size = 250_000;
    const fitting = Math.floor(maxHeldBytes / size);
    const body = (index: number): string => notification("established", { pad: `${index}`.padEnd(size - 1_000, "x") });
    const held = Array.from({ length: fitting }, (_, index) => post(body(index)));
    await insertsReach(fitting);
    const refused = await Promise.all([post(body(fitting)), post(body(fitting + 1))]);
    gate.resolve();
    const accepted = await Promise.all(held);
    t.assert.deepStrictEqual(
      { refused: refused.flatMap(({ statuses }) => statuses), accepted: [...new Set(accepted.flatMap(({ statuses }) => statuses))] },
      { refused: [503, 503], accepted: [202] },
    );
  });
});

describe("a shutdown", () => {
  it("answers what was accepted, refuses new connections, and is done then (D12)", async (t: TestContext) => {
    const gate = Promise.withResolvers<void>();
    fixture.store.gate = gate.promise;
    const inFlight = Array.from({ length: 50 }, (_, index) => post(notification(`state${index}`)));
    await insertsReach(50);
    fixture.host.shutdown.start("SIGTERM");
    await new Promise((resolve) => {
      setTimeout(resolve, 150);
    });
    const late = await post();
    gate.resolve();
    const answers = await Promise.all(inFlight);
    await fixture.drained;
    t.assert.deepStrictEqual(
      { statuses: [...new Set(answers.flatMap(({ statuses }) => statuses))], rows: fixture.store.rows.size, late: late.statuses },
      { statuses: [202], rows: 50, late: [] },
    );
  });

  it("waits for nobody who has asked for nothing: a silent connection, and one with half a header", async (t: TestContext) => {
    const arrived = Promise.withResolvers<void>();
    let count = 0;
    fixture.host.server.on("connection", () => {
      count += 1;
      if (count === 2) arrived.resolve();
    });
    for (const text of ["", "POST / HTTP/1.1\r\nHost: x"]) {
      const socket = connect({ port: fixture.port, host: "127.0.0.1" }).on("error", () => {});
      socket.write(text);
    }
    await arrived.promise;
    const fromMs = performance.now();
    fixture.host.shutdown.start("SIGTERM");
    await fixture.drained;
    t.assert.ok(performance.now() - fromMs < 2_000);
  });
});
