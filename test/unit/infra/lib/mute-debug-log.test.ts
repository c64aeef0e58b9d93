/** Against a made-up engine client. Cannot prove: that no other line of the SDK holds a secret; the scenario `lifecycle` searches them all. */
import { test, type TestContext } from "node:test";
import { type LogClient, muteDebugLog } from "../../../../infra/lib/mute-debug-log.ts";

/** `LogSeverity` of the engine's protocol: debug, info, warning, error. */
const severities = [0, 1, 2, 3];

test("debug lines do not reach the engine, and are answered; all others do", (t: TestContext) => {
  const passed: number[] = [];
  let answers = 0;
  const engine: LogClient = {
    log: (request, done) => {
      passed.push(request.getSeverity());
      done(null);
    },
  };
  muteDebugLog(engine);
  muteDebugLog(engine);
  for (const severity of severities) engine.log({ getSeverity: () => severity }, () => (answers += 1));
  t.assert.deepStrictEqual({ passed, answers }, { passed: [1, 2, 3], answers: 4 });
});
