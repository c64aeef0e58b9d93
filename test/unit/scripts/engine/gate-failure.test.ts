// The gate's failure as text, out of an engine's words. What the real engine wraps around it is seen in the story `gate`.
import { test, type TestContext } from "node:test";
import { toGateFailure } from "../../../../scripts/engine/gate-failure.ts";

const told = [
  "error: before hook failed: DT_GATE_FAILED  the update of stack dev is in place, and verify ended with 11",
  "Dialtone verify: stack dev",
  "  ✘ consent  DT_CONSENT_WIDER",
  "  evidence  /tmp/x",
  "  fix       cure what is named above, then pulumi up --stack dev",
  "            verify alone: npm run verify -- --outputs /tmp/o",
  "  more      docs/errors.md#dt_gate_failed",
  "and more of the engine's",
].join("\n");

test("a gate's failure keeps verify's own words and loses the engine's", (t: TestContext) => {
  const { code, what, saw, fix } = toGateFailure(told, undefined) ?? {};
  t.assert.deepStrictEqual(
    { code, what, saw, fix },
    {
      code: "DT_GATE_FAILED",
      what: "the update of stack dev is in place, and verify ended with 11",
      saw: "what verify reports:\nDialtone verify: stack dev\n  ✘ consent  DT_CONSENT_WIDER\n  evidence  /tmp/x",
      fix: "cure what is named above, then pulumi up --stack dev\n            verify alone: npm run verify -- --outputs /tmp/o",
    },
  );
});

test("any other failure is none of the gate's", (t: TestContext) => {
  t.assert.strictEqual(toGateFailure("Code=ScopeLocked", undefined), undefined);
});
