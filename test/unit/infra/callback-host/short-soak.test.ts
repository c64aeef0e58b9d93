// Proves that the bundled host's memory and descriptors do not grow over a short soak at 100 notifications a second, and that
// nothing is lost in it. Cannot prove it for hours: 20 s of S7's five minutes; SOAK_SECONDS=300 is the whole of it, and
// `npm run bench -- host-load` runs it with the other phases. Memory is read from /proc, so it says something on Linux only.
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { runSoak } from "../../../bench/host-load/soak.ts";
import { startHostRig } from "./host-rig.ts";
import type { HostRig } from "./host-rig.ts";

const seconds = Number(process.env["SOAK_SECONDS"] ?? 20);

let rig: HostRig;
before(async () => {
  rig = await startHostRig();
});
after(() => rig.stop());

describe(`the bundled host under ${seconds} s of 100 notifications a second`, { skip: process.platform !== "linux" }, () => {
  it("loses nothing and does not grow (S7)", { timeout: (seconds + 60) * 1_000 }, async (t: TestContext) => {
    const host = await rig.startHost();
    const { measured, problems } = await runSoak({ rig, host }, seconds);
    t.diagnostic(measured);
    t.assert.deepStrictEqual(problems, []);
  });
});
