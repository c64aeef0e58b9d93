// Proves what liveness and readiness answer. Cannot prove that the platform asks for them.
import { afterEach, beforeEach, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { startHost } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";

let fixture: HostFixture;
beforeEach(async () => {
  fixture = await startHost();
});
afterEach(() => fixture.stop());

async function ask(path: string, method = "GET"): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`http://127.0.0.1:${fixture.port}${path}`, { method });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

const ready = { service: "dialtone-callback-host", stack: "test", nonce: "", ready: true, reasons: [] };

describe("liveness", () => {
  it("is 200 as long as the process serves", async (t: TestContext) => {
    t.assert.deepStrictEqual(await ask("/health/live"), { status: 200, body: { live: true } });
  });
});

describe("readiness", () => {
  it("is 200 with keys and a table that can be written", async (t: TestContext) => {
    t.assert.deepStrictEqual(await ask("/health/ready"), { status: 200, body: ready });
  });

  for (const { nonce, echoed } of [
    { nonce: "aZ09_-", echoed: "aZ09_-" },
    { nonce: "x".repeat(64), echoed: "x".repeat(64) },
    { nonce: "x".repeat(65), echoed: "" },
    { nonce: "<script>", echoed: "" },
    { nonce: "a%20b", echoed: "" },
    { nonce: "", echoed: "" },
  ]) {
    it(`answers the nonce ${JSON.stringify(nonce.slice(0, 12))} of ${nonce.length} characters with ${JSON.stringify(echoed.slice(0, 12))}`, async (t: TestContext) => {
      t.assert.deepStrictEqual(await ask(`/health/ready?nonce=${nonce}`), { status: 200, body: { ...ready, nonce: echoed } });
    });
  }

  it("is 503 with the reason when the table cannot be written (F27)", async (t: TestContext) => {
    fixture.store.probeReason = "403 AuthorizationPermissionMismatch";
    t.assert.deepStrictEqual(await ask("/health/ready"), {
      status: 503,
      body: { ...ready, ready: false, reasons: ["table: 403 AuthorizationPermissionMismatch"] },
    });
  });

  it("is 503 with the reason before the first key set (F51)", async (t: TestContext) => {
    const early = await startHost({ withKeys: false });
    const response = await fetch(`http://127.0.0.1:${early.port}/health/ready`);
    const body: unknown = await response.json();
    await early.stop();
    t.assert.deepStrictEqual(
      { status: response.status, body },
      { status: 503, body: { ...ready, ready: false, reasons: ["keys: no key set yet"] } },
    );
  });

  it("asks the table once for many who ask at the same time", async (t: TestContext) => {
    let probes = 0;
    fixture.store.probe = async () => {
      probes += 1;
      return undefined;
    };
    await Promise.all(Array.from({ length: 50 }, () => ask("/health/ready")));
    t.assert.strictEqual(probes, 1);
  });

  it("notices within seconds that the table can be written again", async (t: TestContext) => {
    fixture.store.probeReason = "503 ServerBusy";
    const { status: statusBefore } = await ask("/health/ready");
    fixture.store.probeReason = undefined;
    fixture.clock.nowMs += 3_000;
    t.assert.deepStrictEqual({ statusBefore, statusAfter: (await ask("/health/ready")).status }, { statusBefore: 503, statusAfter: 200 });
  });

  it("answers HEAD without a body and refuses POST", async (t: TestContext) => {
    t.assert.deepStrictEqual(
      [await ask("/health/ready", "HEAD"), await ask("/health/ready", "POST")],
      [
        { status: 200, body: undefined },
        { status: 405, body: undefined },
      ],
    );
  });
});
