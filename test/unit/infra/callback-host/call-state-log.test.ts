// Proves that each state of a call is one log line, with the key of its rows and nothing else of the notification.
// Cannot prove that a replica knows what another has said: each says a call's state once for itself.
import { it } from "node:test";
import type { TestContext } from "node:test";
import { CallStateLog } from "../../../../infra/callback-host/call-state-log.ts";

function createLog(): { log: CallStateLog; lines: object[] } {
  const lines: object[] = [];
  const keep = (fields: object): void => void lines.push(fields);
  return { log: new CallStateLog({ info: keep, warn: keep, error: keep, fatal: keep }), lines };
}

it("says each state of a call once", (t: TestContext) => {
  const { log, lines } = createLog();
  for (const state of ["establishing", "established", "established", "establishing"]) log.report({ callId: "a", states: [state] });
  log.report({ callId: "b", states: ["established"] });
  log.report({ callId: "", states: [] });
  t.assert.deepStrictEqual(lines, [
    { event: "call-state", partitionKey: "cYQ", states: "establishing" },
    { event: "call-state", partitionKey: "cYQ", states: "established" },
    { event: "call-state", partitionKey: "cYg", states: "established" },
    { event: "call-state", partitionKey: "none", states: "" },
  ]);
});

it("forgets what is long past, and says it again then", (t: TestContext) => {
  const { log, lines } = createLog();
  for (let index = 0; index < 5_000; index += 1) log.report({ callId: `${index}`, states: ["established"] });
  log.report({ callId: "4999", states: ["established"] });
  log.report({ callId: "0", states: ["established"] });
  t.assert.strictEqual(lines.length, 5_001);
});

it("remembers no more of one call than some short states, so that nobody can fill its memory", (t: TestContext) => {
  const { log, lines } = createLog();
  const long = Array.from({ length: 50 }, () => "state");
  for (let round = 0; round < 2; round += 1) {
    log.report({ callId: "long", states: long });
    for (let index = 0; index < 20; index += 1) log.report({ callId: "many", states: [`state${index}`] });
  }
  t.assert.strictEqual(lines.length, 2 + 20 + 4);
});
