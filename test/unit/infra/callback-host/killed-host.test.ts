// Proves that a host that is killed at any instant loses nothing that it acknowledged, stores nothing twice and nothing that it
// refused: 20 seeded SIGKILLs under load, joined with an outside ledger. Azurite stands for Azure's tables and is not killed.
// Cannot prove Azure's durability. Another seed: KILL_SEED=N. The ledger is kept when a count is not 0.
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { rmSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { startHostRig } from "./host-rig.ts";
import type { HostRig } from "./host-rig.ts";
import { killUnderLoad } from "./kill-under-load.ts";
import { Ledger } from "./ledger.ts";
import type { LedgerCounts } from "./ledger.ts";

const seed = Number(process.env["KILL_SEED"] ?? randomInt(2 ** 31));
const kills = 20;

let rig: HostRig;
before(async () => {
  rig = await startHostRig();
});
after(() => rig.stop());

describe("the bundled host, killed 20 times under load", () => {
  it("has every row that it acknowledged, once, and none that it refused", { timeout: 120_000 }, async (t: TestContext) => {
    const ledger = new Ledger(join(tmpdir(), `dialtone-kill-ledger-${process.pid}.log`));
    const { resent, killsUnderLoad, wrong } = await killUnderLoad(rig, { seed, kills, ledger });
    ledger.close();
    const counts = ledger.join(await rig.readRows());
    const { acknowledgedButMissing, doubleRows, refusedButStored, alienRows } = counts;
    t.diagnostic(`seed ${seed}: ${describeCounts(counts)}; ${resent} sent again; ${killsUnderLoad} of ${kills} kills under load`);
    const isClean = acknowledgedButMissing + doubleRows + refusedButStored + alienRows === 0;
    if (isClean) rmSync(ledger.file);
    else t.diagnostic(`the ledger is ${ledger.file}`);
    t.assert.deepStrictEqual(
      {
        acknowledgedButMissing,
        doubleRows,
        refusedButStored,
        alienRows,
        wrong,
        killsUnderLoad,
        isEnough: counts.acknowledged > 100 && resent > 0,
      },
      { acknowledgedButMissing: 0, doubleRows: 0, refusedButStored: 0, alienRows: 0, wrong: [], killsUnderLoad: kills, isEnough: true },
    );
  });
});

function describeCounts({ events, acknowledged, rows }: LedgerCounts): string {
  return `${events} events, ${acknowledged} acknowledged, ${rows} rows`;
}
