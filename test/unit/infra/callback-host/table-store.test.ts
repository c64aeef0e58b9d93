// Proves how rows are queued, batched and bounded, with a table that the test holds. Cannot prove what Azure's tables answer.
import { beforeEach, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { Counters } from "../../../../infra/callback-host/counters.ts";
import { StoreUnavailable } from "../../../../infra/callback-host/notification-store.ts";
import type { StoreOutcome, StoredNotification } from "../../../../infra/callback-host/notification-store.ts";
import { RateLimitedLog } from "../../../../infra/callback-host/rate-limited-log.ts";
import { TableStore, gatherMs, maxBatchRows, maxWaitingRows } from "../../../../infra/callback-host/table-store.ts";

/** A table whose requests are answered by the test, in order. */
interface PendingRequest {
  readonly rowKeys: readonly string[];
  readonly partitionKey: string | undefined;
  readonly store: () => void;
  readonly fail: (error: unknown) => void;
}

let requests: PendingRequest[];
let nowMs: number;
let store: TableStore;
beforeEach(() => {
  requests = [];
  nowMs = 0;
  const log = { info: () => {}, warn: () => {}, error: () => {}, fatal: () => {} };
  store = new TableStore({
    table: {
      insert: (rows: readonly StoredNotification[]) => {
        const { promise, resolve, reject } = Promise.withResolvers<readonly StoreOutcome[]>();
        requests.push({
          rowKeys: rows.map(({ row }) => row.rowKey),
          partitionKey: rows[0]?.row.partitionKey,
          store: () => resolve(rows.map(() => "stored")),
          fail: reject,
        });
        return promise;
      },
      probe: () => Promise.resolve(undefined),
    },
    counters: new Counters(),
    failures: new RateLimitedLog(log, () => nowMs),
    nowMs: () => nowMs,
  });
});

function toNotification(partitionKey: string, rowKey: string, bodyLength = 10): StoredNotification {
  const row = {
    partitionKey,
    rowKey,
    callId: partitionKey,
    receivedAt: "",
    tenantId: "",
    issuer: "",
    states: "",
    bodyLength,
    bodyChunks: 1,
  };
  return { row, body: Buffer.alloc(0) };
}

function insertMany(count: number, bodyLength?: number): Promise<StoreOutcome>[] {
  return Array.from({ length: count }, (_, index) => store.insert(toNotification("call", `row${index}`, bodyLength)));
}

async function storeAll(): Promise<void> {
  for (let index = 0; index < requests.length; index += 1) {
    requests[index]?.store();
    await settle();
  }
}

/** Lets everything that is resolved run on, and the pause between two requests of a call pass. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 2 * gatherMs);
  });
}

describe("rows of one call", () => {
  it("that arrive during a request travel together in the next", async (t: TestContext) => {
    const outcomes = insertMany(4);
    requests[0]?.store();
    await settle();
    requests[1]?.store();
    t.assert.deepStrictEqual(
      { outcomes: await Promise.all(outcomes), requests: requests.map(({ rowKeys }) => rowKeys) },
      { outcomes: ["stored", "stored", "stored", "stored"], requests: [["row0"], ["row1", "row2", "row3"]] },
    );
  });

  it("that come soon after a request of several travel together, too, and alone once the call is calm again", async (t: TestContext) => {
    const busy = insertMany(3);
    requests[0]?.store();
    await settle();
    requests[1]?.store();
    await Promise.all(busy);
    const inPause = ["next0", "next1"].map((rowKey) => store.insert(toNotification("call", rowKey)));
    await settle();
    await storeAll();
    await Promise.all(inPause);
    await settle();
    const calm = store.insert(toNotification("call", "last"));
    await storeAll();
    await calm;
    t.assert.deepStrictEqual(
      requests.map(({ rowKeys }) => rowKeys),
      [["row0"], ["row1", "row2"], ["next0", "next1"], ["last"]],
    );
  });

  it("travel in batches of bounded length", async (t: TestContext) => {
    const outcomes = insertMany(maxBatchRows + 11);
    await storeAll();
    await Promise.all(outcomes);
    t.assert.deepStrictEqual(
      requests.map(({ rowKeys }) => rowKeys.length),
      [1, maxBatchRows, 10],
    );
  });

  it("travel in batches of bounded bytes", async (t: TestContext) => {
    const outcomes = insertMany(10, 256 * 1024);
    await storeAll();
    await Promise.all(outcomes);
    t.assert.deepStrictEqual(
      requests.map(({ rowKeys }) => rowKeys.length),
      [1, 4, 4, 1],
    );
  });

  it("that are the same notification are one row; the later ones are duplicates", async (t: TestContext) => {
    const outcomes = ["first", "same", "same", "same"].map((rowKey) => store.insert(toNotification("call", rowKey)));
    await storeAll();
    t.assert.deepStrictEqual(
      { outcomes: await Promise.all(outcomes), requests: requests.map(({ rowKeys }) => rowKeys) },
      { outcomes: ["stored", "stored", "duplicate", "duplicate"], requests: [["first"], ["same"]] },
    );
  });

  it("are all refused when the table refuses the request before them", async (t: TestContext) => {
    const outcomes = Promise.allSettled(insertMany(3));
    requests[0]?.fail(new StoreUnavailable("503 ServerBusy"));
    t.assert.deepStrictEqual(
      { statuses: (await outcomes).map(({ status }) => status), requests: requests.length, waiting: store.waitingRows },
      { statuses: ["rejected", "rejected", "rejected"], requests: 1, waiting: 0 },
    );
  });

  it("are tried again after a failure", async (t: TestContext) => {
    const first = Promise.allSettled(insertMany(1));
    requests[0]?.fail(new StoreUnavailable("503 ServerBusy"));
    await first;
    const second = store.insert(toNotification("call", "row0"));
    requests[1]?.store();
    t.assert.strictEqual(await second, "stored");
  });

  it("that waited longer than their sender does are refused, not sent", async (t: TestContext) => {
    const outcomes = Promise.allSettled(insertMany(2));
    nowMs = 5_001;
    requests[0]?.store();
    t.assert.deepStrictEqual(
      { statuses: (await outcomes).map(({ status }) => status), requests: requests.length },
      { statuses: ["fulfilled", "rejected"], requests: 1 },
    );
  });
});

describe("rows of several calls", () => {
  it("do not wait for each other", async (t: TestContext) => {
    const slow = store.insert(toNotification("slow", "row"));
    const quick = store.insert(toNotification("quick", "row"));
    requests.find(({ partitionKey }) => partitionKey === "quick")?.store();
    t.assert.strictEqual(await quick, "stored");
    requests[0]?.store();
    await slow;
  });

  it("travel in 32 requests at a time at the most", async (t: TestContext) => {
    const outcomes = Array.from({ length: 100 }, (_, index) => store.insert(toNotification(`call${index}`, "row")));
    const atOnce = requests.length;
    await storeAll();
    await Promise.all(outcomes);
    t.assert.deepStrictEqual({ atOnce, requests: requests.length }, { atOnce: 32, requests: 100 });
  });
});

describe("a table that is too slow", () => {
  it("makes the queue refuse more, not grow (D14)", async (t: TestContext) => {
    const waiting = insertMany(maxWaitingRows + 1);
    const refused = await Promise.allSettled([store.insert(toNotification("call", "late"))]);
    const isOverload = refused[0]?.status === "rejected" && refused[0].reason instanceof StoreUnavailable && refused[0].reason.isOverload;
    t.assert.deepStrictEqual({ isOverload, waiting: store.waitingRows }, { isOverload: true, waiting: maxWaitingRows });
    await storeAll();
    await Promise.all(waiting);
  });
});
