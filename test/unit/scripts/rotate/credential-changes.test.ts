// What a rotation lets pulumi up do. Cannot prove that a preview shows everything: it is the engine's own.
import { test, type TestContext } from "node:test";
import { findOtherChanges, listDeployed } from "../../../../scripts/rotate/credential-changes.ts";

const password = "azuread:index/applicationPassword:ApplicationPassword";
const certificate = "azuread:index/applicationCertificate:ApplicationCertificate";
const role = "azure-native:authorization:RoleAssignment";

function others(
  rows: readonly (readonly [operation: string, type: string, name: string])[],
  removes: readonly string[] = [],
): readonly string[] {
  return findOtherChanges({ resources: rows.map(([operation, type, name]) => ({ operation, type, name, urn: name })) }, removes);
}

test("what a new credential brings is let through", (t: TestContext) => {
  const found = others([
    ["create", password, "calling-app-g2"],
    ["create", certificate, "calling-certificate-g3"],
    ["create", "dialtone:index:CallingCertificate", "calling-certificate-g3"],
    ["create", role, "calling-certificate-g3-signer-fc720212-cf68-4c53-9035-4f47a9358f5b"],
    ["create", role, "dialtone-vault-certificate-maker-e16809d5-34b6-40ce-adc4-9a3c6fa0975e"],
    ["update", "azure-native:keyvault:Secret", "dialtone-vault-credential"],
    ["same", "azure-native:botservice:Bot", "dialtone-bot"],
  ]);
  t.assert.deepStrictEqual(found, []);
});

for (const [operation, type, name] of [
  ["update", "azure-native:botservice:Bot", "dialtone-bot"],
  ["create", role, "callback-notifications-reader-fc720212-cf68-4c53-9035-4f47a9358f5b"],
  ["replace", password, "calling-app-g1"],
  ["delete", password, "calling-app-g1"],
  ["update", certificate, "calling-certificate-g1"],
] as const) {
  test(`${operation} ${name} is not a rotation's to do`, (t: TestContext) => {
    t.assert.deepStrictEqual(others([[operation, type, name]]), [`${operation} ${type.split(":").at(-1)} ${name}`]);
  });
}

test("a credential is deleted where it is the one to go, and no other", (t: TestContext) => {
  const rows = [
    ["delete", password, "calling-app-g1"],
    ["delete", password, "calling-app-g2"],
  ] as const;
  t.assert.deepStrictEqual(others(rows, ["g1"]), ["delete ApplicationPassword calling-app-g2"]);
});

test("a state has the generations whose credentials were made", (t: TestContext) => {
  const urn = (type: string, name: string) => `urn:pulumi:dev::dialtone::${type}::${name}`;
  t.assert.deepStrictEqual(
    listDeployed([
      { type: password, urn: urn(password, "calling-app-g1"), id: "x" },
      { type: certificate, urn: urn(certificate, "calling-certificate-g2"), id: "y" },
      { type: password, urn: urn(password, "calling-app-g3") },
      { type: role, urn: urn(role, "calling-app-g4"), id: "z" },
    ]),
    ["g1", "g2"],
  );
});
