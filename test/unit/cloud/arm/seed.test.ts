// ARM resources that a seed names are what they would be had somebody made them: vaults answer, accounts have tables,
// identities principals; also after a reset. Cannot prove container apps, which are kept and do not run.
import { SecretClient } from "@azure/keyvault-secrets";
import { it } from "node:test";
import type { TestContext } from "node:test";
import { startAzureFixture, subscriptionScope, tenantId } from "./azure-fixture.ts";

const location = "swedencentral";
const group = `${subscriptionScope}/resourceGroups/seeded`;
const of = (rest: string): string => `${group}/providers/${rest}`;
const vaultId = of("Microsoft.KeyVault/vaults/seeded-kv");
const accountId = of("Microsoft.Storage/storageAccounts/seededaccount");
const identityId = of("Microsoft.ManagedIdentity/userAssignedIdentities/seeded");
const groupResource = { id: group, type: "Microsoft.Resources/resourceGroups", location };
const deployerObjectId = "4d0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e01";

it("opens vaults with their secrets, tables and identities, and again after a reset", async (t: TestContext) => {
  const azure = await startAzureFixture({
    seed: {
      deployer: { objectId: deployerObjectId },
      armResources: [
        groupResource,
        {
          id: vaultId,
          type: "Microsoft.KeyVault/vaults",
          location,
          properties: {
            tenantId,
            sku: { family: "A", name: "standard" },
            accessPolicies: [{ tenantId, objectId: deployerObjectId, permissions: { secrets: ["get"] } }],
            // As it was read elsewhere: this cloud has its own.
            vaultUri: "https://seeded-kv.vault.azure.net/",
          },
        },
        { id: `${vaultId}/secrets/one`, type: "Microsoft.KeyVault/vaults/secrets", properties: { value: "what was there" } },
        { id: accountId, type: "Microsoft.Storage/storageAccounts", location, kind: "StorageV2", sku: { name: "Standard_LRS" } },
        { id: `${accountId}/tableServices/default/tables/calls`, type: "Microsoft.Storage/storageAccounts/tableServices/tables" },
        { id: identityId, type: "Microsoft.ManagedIdentity/userAssignedIdentities", location },
      ],
    },
  });
  t.after(() => azure.cloud.stop());
  const look = async (): Promise<unknown> => {
    const { body: vault } = await azure.arm("GET", `${vaultId}?api-version=2024-11-01`);
    const secrets = new SecretClient(vault.properties.vaultUri, azure.deployer, { disableChallengeResourceVerification: true });
    const { body: tables } = await azure.arm("GET", `${accountId}/tableServices/default/tables?api-version=2024-01-01`);
    const { body: identity } = await azure.arm("GET", `${identityId}?api-version=2023-01-31`);
    return [
      (await secrets.getSecret("one")).value,
      tables.value.map(({ name }: { name: string }) => name),
      azure.cloud.context.directory.principal(identity.properties.principalId)?.principalType,
    ];
  };
  const wanted = ["what was there", ["calls"], "ServicePrincipal"];
  t.assert.deepStrictEqual(await look(), wanted);
  await azure.cloud.reset();
  t.assert.deepStrictEqual(await look(), wanted);
});

it("refuses all that Azure would not have let anybody make, by place", async (t: TestContext) => {
  await t.assert.rejects(
    startAzureFixture({
      seed: {
        armResources: [
          groupResource,
          { id: vaultId, type: "Microsoft.KeyVault/vaults", location, properties: { tenantId, sku: { family: "A", name: "gold" } } },
          { id: of("Microsoft.Compute/virtualMachines/one"), type: "Microsoft.Compute/virtualMachines", location },
          {
            id: `${accountId}/tableServices/default/tables/calls`,
            type: "Microsoft.Storage/storageAccounts/tableServices/tables",
            colour: "red",
          },
        ],
      },
    }),
    (error: Error & { problems: readonly string[] }) => {
      t.assert.deepStrictEqual(
        error.problems.map((problem) => problem.replace(/(?<=is invalid|of this cloud|'colour' on object).*/, "")),
        [
          "armResources.1: The value 'gold' of parameter properties.sku.name is invalid",
          "armResources.2: Microsoft.Compute/virtualMachines is no type of this cloud",
          "armResources.3: The request content was invalid and could not be deserialized: 'Could not find member 'colour' on object",
        ],
      );
      return true;
    },
  );
});
