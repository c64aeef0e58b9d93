// Cannot prove: what a resolver would make of a name; no name is resolved, and that is the point.
import { test, type TestContext } from "node:test";
import { toCallbackTarget } from "../../../cloud/planes/notify/callback-target.ts";

const targets: Record<string, ReturnType<typeof toCallbackTarget>> = {
  "https://callback.env.azurecontainerapps.test/api": "ingress",
  "https://localhost:8443/api": "loopback",
  "https://127.0.0.2/api": "loopback",
  "https://[::1]:8443/api": "loopback",
  "http://localhost:8080/api": "off-limits",
  "https://bot.contoso.com/callback": "off-limits",
  "https://contest/callback": "off-limits",
  "https://127.0.0.1.contoso.com/callback": "off-limits",
  "https://10.0.0.1/callback": "off-limits",
  "not a url": "off-limits",
};
for (const [callbackUri, target] of Object.entries(targets)) {
  test(`${callbackUri} is ${target}`, (t: TestContext) => {
    t.assert.strictEqual(toCallbackTarget(callbackUri), target);
  });
}
