// SecretVault on the SDK's mock monitor. Cannot prove that Key Vault accepts the values, nor that the engine keeps the
// secret encrypted in its state: it proves that the value is wrapped as a secret when it leaves the program.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { SecretVault, type SecretVaultArgs } from "../../../../infra/components/secret-vault.ts";
import { toRoleAssignmentName } from "../../../../infra/contract/role-assignment-name.ts";
import { ids, recordRun, type Recording, wireSecret } from "./recorded-run.ts";
import { inGroup, roleDefinitionId } from "./standing.ts";

async function record(change: Partial<SecretVaultArgs> = {}): Promise<Recording> {
  return recordRun(() => {
    const { vaultName, vaultUrl, secretUrl } = new SecretVault("dialtone-vault", {
      ...inGroup,
      secret: { value: pulumi.secret("the~value"), endsAt: "2027-02-23T12:00:00Z" },
      certificateMaker: undefined,
      purgeProtection: true,
      protect: false,
      ...change,
    });
    return { vaultName, vaultUrl, secretUrl };
  });
}

describe("a vault with purge protection", () => {
  let run: Recording;
  before(async () => {
    run = await record();
  });

  test("is one vault, one secret and one role assignment an operator, children of the component", () => {
    assert.deepEqual(
      run.resources.filter(({ type }) => type.startsWith("azure-native:")).map(({ type, name, parent }) => [type, name, parent]),
      [
        ["azure-native:keyvault:Vault", "dialtone-vault", "dialtone:index:SecretVault dialtone-vault"],
        ["azure-native:keyvault:Secret", "dialtone-vault-credential", "dialtone:index:SecretVault dialtone-vault"],
        [
          "azure-native:authorization:RoleAssignment",
          `dialtone-vault-credential-reader-${ids.operator}`,
          "dialtone:index:SecretVault dialtone-vault",
        ],
        [
          "azure-native:authorization:RoleAssignment",
          `dialtone-vault-credential-reader-${ids.group}`,
          "dialtone:index:SecretVault dialtone-vault",
        ],
      ],
    );
  });

  test("gives access by roles alone and can bring back what was deleted", () => {
    assert.deepEqual(run.named("dialtone-vault").inputs, {
      resourceGroupName: "dialtone0badc0de",
      properties: {
        tenantId: ids.tenant,
        sku: { family: "A", name: "standard" },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enablePurgeProtection: true,
        publicNetworkAccess: "Enabled",
        // The SDK's own defaults.
        enabledForDeployment: false,
        enabledForDiskEncryption: false,
        enabledForTemplateDeployment: false,
      },
    });
  });

  test("holds the credential until its end, as a secret on the wire, and leaves its name to the provider", () => {
    const secret = run.named("dialtone-vault-credential");
    assert.deepEqual(secret.inputs, {
      resourceGroupName: "dialtone0badc0de",
      vaultName: "dialtone-vault",
      properties: wireSecret({
        value: "the~value",
        contentType: "Entra client secret",
        attributes: { enabled: true, expires: 1_803_384_000 },
      }),
    });
    assert.equal(secret.retainOnDelete, true);
  });

  test("lets each operator read that secret, and says what kind of principal it is", () => {
    const scope = `/subscriptions/${ids.subscription}/dialtone-vault-credential`;
    const role = "4633458b-17de-408a-b874-0445c86b69e6";
    assert.deepEqual(
      run.ofType("azure-native:authorization:RoleAssignment").map(({ inputs }) => inputs),
      [
        [ids.operator, "User"],
        [ids.group, "Group"],
      ].map(([principalId = "", principalType]) => ({
        scope,
        roleDefinitionId: roleDefinitionId(role),
        principalId,
        principalType,
        description: "Dialtone operator: reads the calling app's credential",
        roleAssignmentName: toRoleAssignmentName(scope, role, principalId),
      })),
    );
  });

  test("shows a versionless URL, and no value", () => {
    assert.deepEqual(run.outputs, {
      vaultName: "dialtone-vault",
      vaultUrl: "https://vault.test/",
      secretUrl: "https://vault.test/secrets/dialtone-vault-credential0badc0de",
    });
  });
});

test("leaves purge protection out when it is off, as Azure refuses false", async () => {
  const run = await record({ purgeProtection: false });
  assert.equal(Object.hasOwn(run.named("dialtone-vault").inputs["properties"] as object, "enablePurgeProtection"), false);
});

test("wraps the credential even when it comes in unwrapped", async () => {
  const run = await record({ secret: { value: "the~value", endsAt: "2027-02-23T12:00:00Z" } });
  assert.deepEqual(
    Object.keys(run.named("dialtone-vault-credential").inputs["properties"] as object).sort(),
    Object.keys(wireSecret("")).sort(),
  );
});

test("protects the vault, and nothing else, when asked to", async () => {
  const run = await record({ protect: true });
  assert.deepEqual(
    run.resources.filter((resource) => resource.protect).map(({ name }) => name),
    ["dialtone-vault"],
  );
});

describe("a vault for an app without a secret, whose certificates the deployer makes", () => {
  let run: Recording;
  before(async () => {
    run = await record({ secret: undefined, certificateMaker: { objectId: ids.deployer, principalType: "ServicePrincipal" } });
  });

  test("holds no secret, and shows no URL of one", () => {
    assert.deepEqual(run.ofType("azure-native:keyvault:Secret"), []);
    assert.equal(run.outputs["secretUrl"], undefined);
  });

  test("lets the deployer make certificates in the vault, and gives operators nothing", () => {
    const [given, ...others] = run.ofType("azure-native:authorization:RoleAssignment");
    assert.deepEqual(others, []);
    assert.equal(given?.name, `dialtone-vault-certificate-maker-${ids.deployer}`);
    const { scope, roleDefinitionId: role, principalId, principalType } = given?.inputs ?? {};
    assert.deepEqual(
      [scope, role, principalId, principalType],
      [
        `/subscriptions/${ids.subscription}/dialtone-vault`,
        roleDefinitionId("a4417e6f-fecd-4de8-b567-7b0420556985"),
        ids.deployer,
        "ServicePrincipal",
      ],
    );
  });
});
