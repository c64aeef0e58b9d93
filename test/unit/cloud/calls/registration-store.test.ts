// Cannot prove: that Microsoft's calling service lags behind ARM, or by how much; the lag is the scenario's.
import { test, type TestContext } from "node:test";
import { createClock } from "../../../cloud/core/clock.ts";
import type { ArmResource, ResourceReader } from "../../../cloud/core/cloud-context.ts";
import { createFaultBook } from "../../../cloud/core/faults.ts";
import { RegistrationStore } from "../../../cloud/planes/calls/registration-store.ts";
import { clientId, createBot, tenantId } from "./calling-bench.ts";

function createStore(resources: readonly ArmResource[], lagMs: number | undefined) {
  const clock = createClock({ mode: "manual" });
  const faults = createFaultBook(
    lagMs === undefined ? [] : [{ name: "bot-late", match: {}, action: { kind: "lag", object: "bot", delayMs: lagMs } }],
  );
  const reader: ResourceReader = { get: () => undefined, list: (type) => resources.filter((resource) => resource.type === type) };
  return { clock, store: new RegistrationStore(reader, faults, clock) };
}

test("a registration is what bot and channel say", (t: TestContext) => {
  const { store } = createStore(createBot(), undefined);
  t.assert.deepStrictEqual(store.find(clientId.toUpperCase()), {
    displayName: "Dialtone bot",
    tenantId,
    channelId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.BotService/botServices/dialtone/channels/MsTeamsChannel",
    writtenAt: undefined,
  });
});

test("with a lag the registration is known when the lag has passed, and stays known", async (t: TestContext) => {
  const { clock, store } = createStore(createBot(), 60_000);
  const seen = [store.find(clientId) !== undefined];
  await clock.advance(59_000);
  seen.push(store.find(clientId) !== undefined);
  await clock.advance(1_000);
  seen.push(store.find(clientId) !== undefined, store.find(clientId) !== undefined);
  t.assert.deepStrictEqual(seen, [false, false, true, true]);
});

test("the lag counts from the write of the channel, not from the first look", (t: TestContext) => {
  const [bot, channel] = createBot();
  if (bot === undefined || channel === undefined) throw new Error("createBot makes a bot and a channel");
  const written = { ...channel, systemData: { lastModifiedAt: new Date(Date.now() - 61_000).toISOString() } };
  t.assert.notStrictEqual(createStore([bot, written], 60_000).store.find(clientId), undefined);
});
