// How a story finds a moment in which nobody had a token. Cannot prove that the consumer asks often enough: the story
// fails where it does not.
import { test, type TestContext } from "node:test";
import type { Exchange } from "../../../cloud/core/exchange.ts";
import { findSilentSteps } from "../../../../scripts/rehearse/watch-consumer.ts";

const clientId = "22222222-2222-4222-8222-222222222222";

function exchange(operation: string, status = 200, body = ""): Exchange {
  return { operation, status, requestBody: Buffer.from(body), method: "POST" } as unknown as Exchange;
}
const token = exchange("login.token", 200, `client_id=${clientId}`);
const added = exchange("graph.applications.add-password");
const removed = exchange("graph.applications.remove-password");

test("a token behind every write leaves nothing to say", (t: TestContext) => {
  t.assert.deepStrictEqual(findSilentSteps([added, token, removed, token], clientId), { seen: 2, without: [] });
});

test("a write with no token before the next one is named, the last one too", (t: TestContext) => {
  const expected = ["graph.applications.add-password", "graph.applications.remove-password"];
  t.assert.deepStrictEqual(findSilentSteps([added, removed], clientId), { seen: 2, without: expected });
});

test("a refused token and somebody else's do not count", (t: TestContext) => {
  const refused = exchange("login.token", 401, `client_id=${clientId}`);
  const other = exchange("login.token", 200, "client_id=33333333-3333-4333-8333-333333333333");
  t.assert.deepStrictEqual(findSilentSteps([added, refused, other], clientId).without, ["graph.applications.add-password"]);
});
