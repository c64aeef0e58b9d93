// Whose tokens an application takes. Cannot prove that Entra issues such tokens to managed identities; its documents say so.
import { test, type TestContext } from "node:test";
import { loadCloud } from "../../../../infra/contract/cloud.ts";
import { toFederatedTrust } from "../../../../infra/lib/federated-trust.ts";

const tenantId = "c1029d34-1045-479a-a161-47a4b8548948";
const managedIdentity = "5e8d7c6b-1a2f-4b3c-9d4e-6f5a0b1c2d3e";

test("a managed identity is trusted for the audience and the issuer of the stack's own cloud", (t: TestContext) => {
  const trustIn = (name: string) => toFederatedTrust({ name: "machine", managedIdentity }, loadCloud(name, {}), tenantId);
  t.assert.deepStrictEqual(trustIn("public"), {
    issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
    subject: managedIdentity,
    audience: "api://AzureADTokenExchange",
  });
  t.assert.deepStrictEqual(trustIn("usgov-dod"), {
    issuer: `https://login.microsoftonline.us/${tenantId}/v2.0`,
    subject: managedIdentity,
    audience: "api://AzureADTokenExchangeUSGov",
  });
});
