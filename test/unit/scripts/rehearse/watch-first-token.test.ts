/** Cannot prove: that a verify asks for a token; the consent-late scenario does. */
import { test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { watchFirstToken } from "../../../../scripts/rehearse/watch-first-token.ts";
import { createClock } from "../../../../test/cloud/core/clock.ts";
import type { Exchange } from "../../../../test/cloud/core/exchange.ts";

const clientId = "0d9f1c11-0000-4000-8000-000000000001";

function createExchange(operation: string, client: string): Exchange {
  return { operation, status: 200, requestBody: Buffer.from(new URLSearchParams({ client_id: client }).toString()) } as unknown as Exchange;
}

test("runs the task that long after the app's first token on the cloud's clock, and not for another client's", async (t: TestContext) => {
  const exchanges: Exchange[] = [createExchange("login.token", clientId)];
  const clock = createClock({ mode: "manual" });
  const ran: string[] = [];
  const transcript = { exchanges: () => exchanges } as never;
  const watch = watchFirstToken({ transcript, clock }, clientId, 90, async () => void ran.push("granted"));
  exchanges.push(createExchange("login.token", "another"));
  await wait(60);
  await clock.advance(100_000);
  t.assert.deepStrictEqual(ran, [], "what came before the watch, or from another client, does not count");

  exchanges.push(createExchange("login.token", clientId));
  await wait(60);
  await clock.advance(89_000);
  t.assert.deepStrictEqual(ran, []);
  await clock.advance(1000);
  t.assert.deepStrictEqual(ran, ["granted"]);
  await watch.stop();
  clock.stop();
});
