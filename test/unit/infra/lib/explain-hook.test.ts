// What a refused credential is explained with. Cannot prove Microsoft's words: they are as public threads have them. That
// the engine runs the hook is the scenario `secrets-forbidden`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { explainRefusal } from "../../../../infra/lib/explain-hook.ts";

for (const [message, fix] of [
  [
    "adding password for application: unexpected status 400 with error: CredentialTypeNotAllowedAsPerAppPolicy: Credential type not allowed as per assigned policy '0'.",
    /mode certificate .* or federated/,
  ],
  [
    "CredentialInvalidLifetimeAsPerAppPolicy: Credential lifetime exceeds the max value allowed as per assigned policy '0'.",
    /a shorter life/,
  ],
] as const) {
  test(`the tenant's policy is named, and what to write instead: ${fix.source}`, () => {
    const explained = explainRefusal(message);
    assert.equal(explained?.code, "DT_CONFIG_CREDENTIAL_FORBIDDEN");
    assert.match(explained.fix, fix);
  });
}

test("any other failure is left to the provider's own words", () => {
  assert.equal(explainRefusal("Authorization_RequestDenied: Insufficient privileges to complete the operation."), undefined);
});
