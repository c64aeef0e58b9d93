// Proves what the host counts, over a real socket with a store in memory. Cannot prove that anybody looks at the log.
import { afterEach, beforeEach, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { notification, startHost, toRequest } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";
import { sendRaw } from "./raw-connection.ts";

let fixture: HostFixture;
beforeEach(async () => {
  fixture = await startHost();
});
afterEach(() => fixture.stop());

describe("the counters", () => {
  it("tell accepted, duplicate, refused by class, cache hits, store time, key refreshes and the longest queue, and start again", async (t: TestContext) => {
    const authorization = `Bearer ${fixture.token()}`;
    for (const body of [notification(), notification(), "{"]) await sendRaw(fixture.port, toRequest({ authorization, body }));
    await sendRaw(fixture.port, toRequest({ authorization: undefined }));
    const counts = fixture.counters.take();
    t.assert.deepStrictEqual(
      { counts, afterwards: fixture.counters.take() },
      {
        counts: {
          accepted: 2,
          duplicate: 1,
          keyRefreshes: 2,
          mostHeld: 1,
          "refused.malformed": 1,
          "refused.unauthorized": 1,
          rowsStored: 1,
          storeMs: 0,
          storeMsMax: 0,
          tokenCacheHits: 1,
          tokensVerified: 2,
        },
        afterwards: {},
      },
    );
  });

  it("tell how often the keys could not be fetched", async (t: TestContext) => {
    fixture.keyServer.status = 500;
    fixture.counters.take();
    await fixture.host.keySets[0]?.refresh();
    t.assert.deepStrictEqual(fixture.counters.take(), { keyRefreshFailures: 1 });
  });
});
