// Proves that two bundled hosts in front of one table decide by its keys what must not happen twice (D2), busy calls and transactions included.
// Cannot prove that the platform spreads connections over replicas; Azurite stands for Azure's tables.
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import { callId, notification, toRequest } from "./host-fixture.ts";
import { findFreePort } from "./host-process.ts";
import { startHostRig } from "./host-rig.ts";
import type { HostRig } from "./host-rig.ts";
import { sendRaw } from "./raw-connection.ts";

const count = 60;

let rig: HostRig;
before(async () => {
  rig = await startHostRig();
});
after(() => rig.stop());

it(
  `${count} notifications of one call, each to two replicas at the same instant, are ${count} rows and 202 every time (D2)`,
  { timeout: 60_000 },
  async (t: TestContext) => {
    const otherPort = await findFreePort();
    await Promise.all([rig.startHost(), rig.startHost({ port: otherPort, environment: { HOST_PORT: `${otherPort}` } })]);
    const answers = await Promise.all(
      Array.from({ length: count }, (_, index) => {
        const request = toRequest({ authorization: `Bearer ${rig.token()}`, body: notification(`state${index}`) });
        return [rig.port, otherPort].map(async (port) => (await sendRaw(port, request, { timeoutMs: 20_000 })).statuses[0]);
      }).flat(),
    );
    const rows = await rig.readRows();
    t.assert.deepStrictEqual(
      { statuses: [...new Set(answers)], rows: rows.length, calls: [...new Set(rows.map((row) => row["callId"]))] },
      { statuses: [202], rows: count, calls: [callId] },
    );
  },
);
