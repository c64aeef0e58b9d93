// Cannot prove: that every host sends its answer back unchanged; the ingress test does.
import { test } from "node:test";
import type { Exchange } from "../../../cloud/core/exchange.ts";
import { withoutEchoes } from "../../../cloud/core/without-echoes.ts";

function toExchange(plane: string, messageId: string | undefined, fault?: string): Exchange {
  return {
    at: "2026-11-25T10:00:00.000Z",
    plane,
    operation: plane,
    caller: undefined,
    method: "POST",
    url: "https://callback.a.test/api",
    requestHeaders: messageId === undefined ? {} : { "x-microsoft-skype-message-id": messageId },
    requestBody: new Uint8Array(),
    status: 202,
    responseHeaders: {},
    responseBody: new Uint8Array(),
    durationMs: 1,
    fault,
  };
}

test("a notification that the ingress passed on is one exchange, with the ingress's fault", (t) => {
  const kept = withoutEchoes([toExchange("ingress", "1", "slow"), toExchange("notify", "1")]);
  t.assert.deepEqual(
    kept.map(({ plane, fault }) => ({ plane, fault })),
    [{ plane: "notify", fault: "slow" }],
  );
});

test("two attempts are two exchanges, and a request that no notification was stays", (t) => {
  const kept = withoutEchoes([
    toExchange("ingress", "1"),
    toExchange("notify", "1"),
    toExchange("ingress", "1"),
    toExchange("notify", "1"),
    toExchange("ingress", undefined),
  ]);
  t.assert.deepEqual(
    kept.map(({ plane }) => plane),
    ["notify", "notify", "ingress"],
  );
});
