// Every type's answers, read and listed, against the model that Microsoft's own client declares: no member that it does
// not know, values of its kinds and enumerations, everything that it requires, `type` in Microsoft's casing, and
// `systemData` where the model has it and nowhere else. Cannot prove which of the optional members Azure leaves out.
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { createAppFixture, dockerfile, server } from "../container-apps/app-fixture.ts";
import { type AzureFixture, readerObjectId, roleDefinition, startAzureFixture, subscriptionScope, tenantId } from "./azure-fixture.ts";
import { answerDifferencesOf } from "./published-differences.ts";
import { PublishedModels } from "./published-model.ts";

interface Answered {
  readonly type: string;
  readonly path: (group: string) => string;
  readonly apiVersion: string;
  readonly file: string;
  readonly model: string;
  readonly body?: unknown;
  readonly hasSystemData: boolean;
  /** The model is that of the answer's `properties`: a union in the client. */
  readonly isOfProperties?: true;
  /** Differences that are meant, each with its reason. */
  readonly meant?: Readonly<Record<string, readonly string[]>>;
}

const location = "swedencentral";
const guid = "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e90";
const provider = (rest: string) => (group: string) => `${group}/providers/${rest}`;
const vaultBody = {
  location,
  tags: { a: "b" },
  properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
};

const answered: readonly Answered[] = [
  {
    type: "Microsoft.KeyVault/vaults",
    path: provider("Microsoft.KeyVault/vaults/answers-kv"),
    apiVersion: "2026-02-01",
    file: "arm-keyvault/dist/esm/models/models.d.ts",
    model: "Vault",
    body: vaultBody,
    hasSystemData: true,
  },
  {
    type: "Microsoft.KeyVault/vaults/secrets",
    path: provider("Microsoft.KeyVault/vaults/answers-kv/secrets/one"),
    apiVersion: "2026-02-01",
    file: "arm-keyvault/dist/esm/models/models.d.ts",
    model: "Secret",
    body: { tags: { a: "b" }, properties: { value: "hush", contentType: "text/plain", attributes: { enabled: true } } },
    hasSystemData: true,
    meant: {
      "seconds since the epoch on the wire, dates in the client": [
        "properties.attributes.created: number instead of text",
        "properties.attributes.updated: number instead of text",
      ],
    },
  },
  {
    type: "Microsoft.Storage/storageAccounts",
    path: provider("Microsoft.Storage/storageAccounts/answersaccount"),
    apiVersion: "2024-01-01",
    file: "arm-storage/dist/esm/models/models.d.ts",
    model: "StorageAccount",
    body: { location, kind: "StorageV2", sku: { name: "Standard_LRS" }, properties: { allowSharedKeyAccess: false } },
    hasSystemData: true,
  },
  {
    type: "Microsoft.Storage/storageAccounts/tableServices/tables",
    path: provider("Microsoft.Storage/storageAccounts/answersaccount/tableServices/default/tables/answers"),
    apiVersion: "2024-01-01",
    file: "arm-storage/dist/esm/models/models.d.ts",
    model: "Table",
    body: {},
    hasSystemData: true,
  },
  {
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    path: provider("Microsoft.ManagedIdentity/userAssignedIdentities/answers-id"),
    apiVersion: "2023-01-31",
    file: "arm-msi/dist/esm/models/index.d.ts",
    model: "Identity",
    body: { location },
    hasSystemData: true,
  },
  {
    type: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
    path: provider("Microsoft.ManagedIdentity/userAssignedIdentities/answers-id/federatedIdentityCredentials/main"),
    apiVersion: "2023-01-31",
    file: "arm-msi/dist/esm/models/index.d.ts",
    model: "FederatedIdentityCredential",
    body: { properties: { issuer: "https://token.example", subject: "repo:a/b", audiences: ["api://AzureADTokenExchange"] } },
    hasSystemData: true,
  },
  {
    type: "Microsoft.OperationalInsights/workspaces",
    path: provider("Microsoft.OperationalInsights/workspaces/answers-logs"),
    apiVersion: "2025-07-01",
    file: "arm-operationalinsights/dist/esm/models/models.d.ts",
    model: "Workspace",
    body: { location, properties: { sku: { name: "PerGB2018" }, retentionInDays: 30 } },
    hasSystemData: true,
  },
  {
    type: "Microsoft.Insights/diagnosticSettings",
    path: provider("Microsoft.KeyVault/vaults/answers-kv/providers/Microsoft.Insights/diagnosticSettings/audit"),
    apiVersion: "2021-05-01-preview",
    file: "arm-monitor/dist/esm/models/diagnosticsSettings/models.d.ts",
    model: "DiagnosticSettingsResource",
    hasSystemData: true,
  },
  {
    type: "Microsoft.Authorization/roleAssignments",
    path: provider(`Microsoft.Authorization/roleAssignments/${guid}`),
    apiVersion: "2022-04-01",
    file: "arm-authorization/dist-esm/src/models/index.d.ts",
    model: "RoleAssignment",
    body: {
      properties: {
        roleDefinitionId: roleDefinition("acdd72a7-3385-48ef-bd42-f606fba81ae7"),
        principalId: readerObjectId,
        principalType: "ServicePrincipal",
      },
    },
    hasSystemData: false,
  },
  {
    type: "Microsoft.BotService/botServices",
    path: provider("Microsoft.BotService/botServices/answers-bot"),
    apiVersion: "2022-09-15",
    file: "arm-botservice/dist-esm/src/models/index.d.ts",
    model: "Bot",
    body: {
      location: "global",
      kind: "azurebot",
      sku: { name: "F0" },
      properties: {
        displayName: "Bot",
        endpoint: "https://a.test/api",
        msaAppId: guid,
        msaAppType: "SingleTenant",
        msaAppTenantId: tenantId,
      },
    },
    hasSystemData: false,
  },
  {
    type: "Microsoft.BotService/botServices/channels",
    path: provider("Microsoft.BotService/botServices/answers-bot/channels/MsTeamsChannel"),
    apiVersion: "2022-09-15",
    file: "arm-botservice/dist-esm/src/models/index.d.ts",
    model: "MsTeamsChannel",
    isOfProperties: true,
    body: {
      location: "global",
      properties: {
        channelName: "MsTeamsChannel",
        properties: { isEnabled: true, enableCalling: true, callingWebhook: "https://a.test/calls" },
      },
    },
    hasSystemData: false,
  },
  {
    type: "Microsoft.Resources/resourceGroups",
    path: (group) => group,
    apiVersion: "2025-04-01",
    file: "arm-resources/dist/esm/models/models.d.ts",
    model: "ResourceGroup",
    hasSystemData: false,
  },
  {
    type: "Microsoft.Resources/deployments",
    path: provider("Microsoft.Resources/deployments/answers"),
    apiVersion: "2025-04-01",
    file: "arm-resourcesdeployments/dist/esm/models/models.d.ts",
    model: "DeploymentExtended",
    body: {
      properties: {
        mode: "Incremental",
        template: {
          $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          contentVersion: "1.0.0.0",
          resources: [{ type: "Microsoft.KeyVault/vaults", apiVersion: "2024-11-01", name: "answers-kv2", ...vaultBody }],
        },
      },
    },
    hasSystemData: false,
  },
  {
    type: "Microsoft.ContainerRegistry/registries",
    path: provider("Microsoft.ContainerRegistry/registries/apps01"),
    apiVersion: "2025-11-01",
    file: "arm-containerregistry/dist/esm/models/models.d.ts",
    model: "Registry",
    hasSystemData: true,
    meant: { "answered in the preview versions, which azure-native sends": ["policies.softDeletePolicy: not declared"] },
  },
  {
    type: "Microsoft.App/managedEnvironments",
    path: provider("Microsoft.App/managedEnvironments/env"),
    apiVersion: "2025-02-02-preview",
    file: "arm-appcontainers/dist/esm/models/models.d.ts",
    model: "ManagedEnvironment",
    hasSystemData: true,
  },
  {
    type: "Microsoft.App/containerApps",
    path: provider("Microsoft.App/containerApps/probe"),
    apiVersion: "2025-02-02-preview",
    file: "arm-appcontainers/dist/esm/models/models.d.ts",
    model: "ContainerApp",
    hasSystemData: true,
  },
];

describe("the answers of", () => {
  const group = `${subscriptionScope}/resourceGroups/apps`;
  let azure: AzureFixture;
  before(async () => {
    azure = await startAzureFixture();
    const app = await createAppFixture(azure);
    await app.build("one", { Dockerfile: dockerfile, "server.mjs": server });
    await app.deploy(app.body("one"));
    for (const { path, apiVersion, body } of answered)
      if (body !== undefined) await azure.put(`${path(group)}?api-version=${apiVersion}`, body);
    const setting = `${group}/providers/Microsoft.KeyVault/vaults/answers-kv/providers/Microsoft.Insights/diagnosticSettings/audit`;
    await azure.put(`${setting}?api-version=2021-05-01-preview`, {
      properties: {
        workspaceId: `${group}/providers/Microsoft.OperationalInsights/workspaces/answers-logs`,
        logs: [{ categoryGroup: "audit", enabled: true }],
      },
    });
  });
  after(() => azure.cloud.stop());

  for (const { type, path, apiVersion, file, model, hasSystemData, isOfProperties, meant = {} } of answered) {
    it(`${type} are what ${model} of the official client declares`, async (t: TestContext) => {
      const one = await azure.arm("GET", `${path(group)}?api-version=${apiVersion}`);
      const collection = path(group).slice(0, path(group).lastIndexOf("/"));
      const many = await azure.arm("GET", `${collection}?api-version=${apiVersion}`);
      t.assert.deepStrictEqual([one.status, many.status, one.body.type], [200, 200, type]);
      const listed = many.body.value.find(({ id }: { id: string }) => id === one.body.id);
      t.assert.deepStrictEqual(listed, one.body);
      const { systemData, ...rest } = one.body;
      t.assert.deepStrictEqual(
        Object.keys(systemData ?? {}).toSorted(),
        hasSystemData ? ["createdAt", "createdBy", "createdByType", "lastModifiedAt", "lastModifiedBy", "lastModifiedByType"] : [],
      );
      const found = answerDifferencesOf(new PublishedModels(file).model(model), isOfProperties ? rest.properties : rest);
      t.assert.deepStrictEqual(found.toSorted(), Object.values(meant).flat().toSorted());
    });
  }
});
