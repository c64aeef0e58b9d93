// Proves what the host answers to hostile bodies that come with a good token, and what it keeps of them, in a store in memory.
// Cannot prove that Azure's tables take what was kept; main.test.ts does that with Azurite.
import { createHash } from "node:crypto";
import { after, before, beforeEach, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { bodyCases } from "./hostile-bodies.ts";
import { callId, notification, startHost, startMs, tenantId, toRequest } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";
import { sendRaw } from "./raw-connection.ts";

let fixture: HostFixture;
before(async () => {
  fixture = await startHost();
});
after(() => fixture.stop());
beforeEach(() => fixture.store.rows.clear());

async function post(body: string | Buffer): Promise<number | undefined> {
  const answer = await sendRaw(fixture.port, toRequest({ authorization: `Bearer ${fixture.token()}`, body }));
  return answer.statuses[0];
}

describe("a body with a good token", () => {
  for (const { title, parts, status, rows = status === 202 ? 1 : 0 } of bodyCases) {
    it(`${title}: ${status}, ${rows} row(s)`, async (t: TestContext) => {
      const answer = await sendRaw(fixture.port, toRequest({ authorization: `Bearer ${fixture.token()}`, ...parts }));
      t.assert.deepStrictEqual({ statuses: answer.statuses, rows: fixture.store.rows.size }, { statuses: [status], rows });
    });
  }

  it("pollutes no prototype (B15)", (t: TestContext) => {
    t.assert.strictEqual(Object.hasOwn(Object.prototype, "polluted"), false);
  });

  it("puts no escape sequence into the log (B27)", (t: TestContext) => {
    t.assert.deepStrictEqual(
      fixture.lines.filter((line) => /\p{Cc}|jndi|script/u.test(line)),
      [],
    );
  });
});

describe("a row", () => {
  it("has the columns of the contract and the body byte for byte", async (t: TestContext) => {
    const body = notification("established");
    await post(body);
    const [stored] = fixture.store.rows.values();
    t.assert.deepStrictEqual(
      { ...stored?.row, kept: Buffer.from(stored?.body ?? "").toString() },
      {
        partitionKey: "cMmYxYTExMDAtYjE3NC00MGEwLWFiYTctMGI0MDVlMDFlZDky",
        rowKey: createHash("sha256").update(body).digest("hex"),
        callId,
        receivedAt: new Date(startMs).toISOString(),
        tenantId,
        issuer: "https://api.botframework.com",
        states: "established",
        bodyLength: Buffer.byteLength(body),
        bodyChunks: 1,
        kept: body,
      },
    );
  });

  it("of an empty body is kept under `none`, with no chunk", async (t: TestContext) => {
    await post("");
    const rows = [...fixture.store.rows.values()].map(({ row: { partitionKey, callId: id, bodyChunks, states } }) => ({
      partitionKey,
      id,
      bodyChunks,
      states,
    }));
    t.assert.deepStrictEqual(rows, [{ partitionKey: "none", id: "", bodyChunks: 0, states: "" }]);
  });

  it("is written for each call that a body names, with that call's states in order", async (t: TestContext) => {
    const value = [
      ["a", "establishing"],
      ["b", "established"],
      ["a", "terminated"],
    ].map(([id, state]) => ({ resourceUrl: `/communications/calls/${id}`, resourceData: { id, state } }));
    await post(JSON.stringify({ value }));
    const rows = [...fixture.store.rows.values()].map(({ row: { callId: id, states } }) => ({ id, states }));
    t.assert.deepStrictEqual(rows, [
      { id: "a", states: "establishing,terminated" },
      { id: "b", states: "established" },
    ]);
  });
});

describe("the call of an item", () => {
  for (const { title, item, expected } of [
    {
      title: "is the id of a call's data",
      item: { resourceUrl: "/communications/calls/p", resourceData: { "@odata.type": "#microsoft.graph.call", id: "d" } },
      expected: "d",
    },
    {
      title: "is the path's for an operation, whose id is its own",
      item: { resourceUrl: "/communications/calls/p/operations/o", resourceData: { id: "o" } },
      expected: "p",
    },
    {
      title: "is the path's where data has no id (tones)",
      item: { resourceUrl: "/communications/calls/p", resourceData: { state: "established" } },
      expected: "p",
    },
    { title: "is resource's where older stacks send no resourceUrl", item: { resource: "/app/calls/p" }, expected: "p" },
    { title: "is the data's where no path names one", item: { resourceData: { id: "d" } }, expected: "d" },
    { title: "is none where nothing names one", item: { resourceUrl: "/communications/onlineMeetings/m" }, expected: "" },
  ]) {
    it(title, async (t: TestContext) => {
      await post(JSON.stringify({ value: [item] }));
      t.assert.deepStrictEqual(
        [...fixture.store.rows.values()].map(({ row }) => row.callId),
        [expected],
      );
    });
  }
});
