// Proves the words that people read, on evidence of a scripted run.
import { test, type TestContext } from "node:test";
import { createPaint } from "../../../../scripts/lib/paint.ts";
import { formatReport } from "../../../../scripts/verify/format-report.ts";
import { toEvidence } from "../../../../scripts/verify/to-evidence.ts";
import { walkChain } from "../../../../scripts/verify/walk-chain.ts";
import { createWorld, runFacts, toAnswer, type World } from "./verification-fixture.ts";

async function report(world: World): Promise<string> {
  return formatReport(toEvidence(world.verification, await walkChain(world.verification), runFacts), createPaint(false, {}));
}

test("a proved chain: a mark per link, the call's timeline, one sentence", async (t: TestContext) => {
  t.assert.strictEqual(
    await report(createWorld()),
    `
Dialtone verify: stack dev, cloud public

  ✓ credential  a token was issued to Dialtone dev
  ✓ consent     a fresh token carries Calls.Initiate.All and no other Graph role
  ✓ tenant      callee …c0de is a member of the stack's tenant
  ✓ bot         the Teams channel has calling on and our callback URL
  ✓ host        our host answers over trusted TLS and is ready
  ✓ call        the call ended, and a notification says so
  ✓ callbacks   3 signed notification(s) of this call reached the table

  call …4444  answered, hung up
       +1.0s  establishing
       +1.0s  established
       +1.0s  terminated
              the application hung up (200/7000)

Proved: this app may call; the call, its signed callbacks and its end were seen.
`,
  );
});

test("a broken link: what, saw, expected and fix under it, and what was not looked at", async (t: TestContext) => {
  const text = await report(createWorld({ clients: () => ({ readAzure: async () => toAnswer(404) }) }));
  t.assert.strictEqual(
    text.slice(text.indexOf("  ✘")),
    `  ✘ bot         there is no Azure Bot "bot-dialtone"
      DT_BOT_MISSING  there is no Azure Bot "bot-dialtone"
        saw       HTTP 404
        expected  /subscriptions/s/resourceGroups/g/providers/Microsoft.BotService/botServices/b
        fix       pulumi up --stack dev --refresh
        more      docs/errors.md#dt_bot_missing
  - host        needs bot.resource
  - call        needs bot.resource
  - callbacks   needs bot.resource

Broken at bot.resource (DT_BOT_MISSING, exit 13).
`,
  );
});
