// The tables of ARM resource types against what Microsoft's own clients declare: names at every depth, kinds of values,
// enumerations, what is required and what is read-only, both ways. Cannot prove numbers' limits, what a service refuses
// beyond its model, nor task runs, which no client on npm declares.
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { flag, type Shape, structure, type StructureShape, text } from "../../../cloud/planes/arm/shape.ts";
import { type AzureFixture, startAzureFixture } from "./azure-fixture.ts";
import { differencesOf } from "./published-differences.ts";
import { PublishedModels } from "./published-model.ts";

interface Comparison {
  readonly type: string;
  readonly file: string;
  /** Model of what is sent. */
  readonly model: string;
  /** Part of the table that the model is of. */
  readonly part?: (body: StructureShape) => Shape | undefined;
  /** Differences that are meant, each with its reason. */
  readonly meant?: Readonly<Record<string, readonly string[]>>;
}

const keyVault = "arm-keyvault/dist/esm/models/models.d.ts";
const bots = "arm-botservice/dist-esm/src/models/index.d.ts";
const apps = "arm-appcontainers/dist/esm/models/models.d.ts";
const identities = "arm-msi/dist/esm/models/index.d.ts";
const storage = "arm-storage/dist/esm/models/models.d.ts";
const flat = "the older generator makes everything optional that is flattened; the service refuses its absence";
const preview = "2025-02-02-preview, which azure-native 3.28 sends, and the client's 2026-07-01 has not";
const memberOf = (shape: Shape | undefined, name: string): Shape | undefined =>
  shape?.kind === "structure" ? shape.members[name] : undefined;

const comparisons: readonly Comparison[] = [
  {
    type: "Microsoft.KeyVault/vaults",
    file: keyVault,
    model: "VaultCreateOrUpdateParameters",
    meant: {
      "set by the service, which ignores what is sent: refused here, sent back as read it passes": [
        "properties.vaultUri: can be written",
        "properties.provisioningState: can be written",
      ],
    },
  },
  {
    type: "Microsoft.KeyVault/vaults/secrets",
    file: keyVault,
    model: "SecretCreateOrUpdateParameters",
    meant: {
      "seconds since the epoch on the wire, dates in the client": [
        "properties.attributes.nbf: number instead of text",
        "properties.attributes.exp: number instead of text",
      ],
    },
  },
  {
    type: "Microsoft.BotService/botServices",
    file: bots,
    model: "Bot",
    meant: {
      [flat]: ["location: not required", "kind: not required", "sku: not required", "properties: not required"],
      "2023-09-15-preview, which azure-native sends": ["properties.publicNetworkAccess: lets through SecuredByPerimeter"],
    },
  },
  {
    type: "Microsoft.BotService/botServices/channels",
    file: bots,
    model: "MsTeamsChannel",
    part: (body) => memberOf(body, "properties"),
    meant: {
      [flat]: ["properties: not required"],
    },
  },
  { type: "Microsoft.ManagedIdentity/userAssignedIdentities", file: identities, model: "Identity" },
  {
    type: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
    file: identities,
    model: "FederatedIdentityCredential",
    meant: { [flat]: ["issuer: not required", "subject: not required", "audiences: not required"] },
  },
  {
    type: "Microsoft.App/managedEnvironments",
    file: apps,
    model: "ManagedEnvironment",
    meant: { [preview]: ["workloadProfiles.enableFips: not declared"] },
  },
  {
    type: "Microsoft.App/containerApps",
    file: apps,
    model: "ContainerApp",
    meant: {
      [preview]: [
        "patchingConfiguration: not declared",
        "configuration.targetLabel: not declared",
        "configuration.activeRevisionsMode: lets through Labels",
        "configuration.ingress.targetPortHttpScheme: not declared",
        "template.volumes.storageType: lets through Smb",
        ...["template.initContainers", "template.containers"].flatMap((at) => [
          `${at}.imageType: not declared`,
          `${at}.resources.gpu: not declared`,
        ]),
      ],
      "the service refuses an app without them: ASSUMED": [
        "template: not required",
        "template.containers: not required",
        ...["template.initContainers", "template.containers"].flatMap((at) => [
          `${at}.name: not required`,
          `${at}.image: not required`,
          `${at}.env.name: not required`,
        ]),
      ],
    },
  },
  {
    type: "Microsoft.Authorization/roleAssignments",
    file: "arm-authorization/dist-esm/src/models/index.d.ts",
    model: "RoleAssignmentCreateParameters",
    meant: { "of 2018-09-01-preview, accepted since": ["canDelegate: not declared"] },
  },
  { type: "Microsoft.Resources/resourceGroups", file: "arm-resources/dist/esm/models/models.d.ts", model: "ResourceGroup" },
  {
    type: "Microsoft.Resources/deployments",
    file: "arm-resourcesdeployments/dist/esm/models/models.d.ts",
    model: "Deployment",
    meant: {
      "for scopes above a resource group, which this cloud does not deploy to": ["location: absent", "identity: absent"],
      "not simulated: refused by name": [
        "properties.templateLink: absent",
        "properties.externalInputs: absent",
        "properties.externalInputDefinitions: absent",
        "properties.parametersLink: absent",
        "properties.extensionConfigs: absent",
        "properties.onErrorDeployment: absent",
        "properties.parameters.reference: absent",
        "properties.parameters.expression: absent",
      ],
    },
  },
  {
    type: "Microsoft.ContainerRegistry/registries",
    file: "arm-containerregistry/dist/esm/models/models.d.ts",
    model: "Registry",
    meant: { "of the preview versions, which azure-native sends": ["policies.softDeletePolicy: not declared"] },
  },
  { type: "Microsoft.Storage/storageAccounts", file: storage, model: "StorageAccountCreateParameters" },
  { type: "Microsoft.Storage/storageAccounts/tableServices/tables", file: storage, model: "Table" },
  {
    type: "Microsoft.Storage/storageAccounts/blobServices",
    file: storage,
    model: "BlobServiceProperties",
    meant: {
      "no blobs and no browsers here: refused by name": [
        "cors: absent",
        "lastAccessTimeTrackingPolicy: absent",
        "restorePolicy: absent",
        "staticWebsite: absent",
      ],
    },
  },
  { type: "Microsoft.Storage/storageAccounts/tableServices", file: storage, model: "TableServiceProperties" },
  { type: "Microsoft.Storage/storageAccounts/queueServices", file: storage, model: "QueueServiceProperties" },
  {
    type: "Microsoft.Storage/storageAccounts/fileServices",
    file: storage,
    model: "FileServiceProperties",
    meant: { "no files here: refused by name": ["protocolSettings: absent"] },
  },
  {
    type: "Microsoft.Storage/storageAccounts/blobServices/containers",
    file: storage,
    model: "BlobContainer",
    meant: {
      "no blobs here: refused by name": [
        "blobAccessPointConfiguration: absent",
        "enableNfsV3AllSquash: absent",
        "enableNfsV3RootSquash: absent",
        "immutableStorageWithVersioning: absent",
      ],
    },
  },
  {
    type: "Microsoft.KeyVault/vaults/keys",
    file: keyVault,
    model: "KeyCreateParameters",
    meant: {
      "import and release of a key, and its rotation by itself, are not simulated: refused by name": [
        "properties.keyOps: refuses import|release",
        "properties.release_policy: absent",
        "properties.rotationPolicy: absent",
      ],
      "the service cannot make a key of no kind: ASSUMED": ["properties.kty: not required"],
    },
  },
  {
    type: "Microsoft.OperationalInsights/workspaces",
    file: "arm-operationalinsights/dist/esm/models/models.d.ts",
    model: "Workspace",
    meant: { "how the client names what the model leaves open; closed here": ["features.additionalProperties: absent"] },
  },
  {
    type: "Microsoft.Insights/diagnosticSettings",
    file: "arm-monitor/dist/esm/models/diagnosticsSettings/models.d.ts",
    model: "DiagnosticSettingsResource",
  },
];

describe("the table of", () => {
  let azure: AzureFixture;
  before(async () => {
    azure = await startAzureFixture();
  });
  after(() => azure.cloud.stop());

  for (const { type, file, model, part = (body: StructureShape): Shape => body, meant = {} } of comparisons) {
    it(`${type} lets through what ${model} of the official client declares, and nothing else`, (t: TestContext) => {
      const rules = azure.cloud.resourceTypes.find((known) => known.type === type);
      const table = rules === undefined ? undefined : part(rules.body);
      if (table?.kind !== "structure") throw new Error(`no table for ${type}`);
      const found = differencesOf(new PublishedModels(file).model(model), table);
      t.assert.deepStrictEqual(found.toSorted(), Object.values(meant).flat().toSorted());
    });
  }

  it("every type is compared, but task runs", (t: TestContext) => {
    const compared = new Set(comparisons.map(({ type }) => type));
    t.assert.deepStrictEqual(
      azure.cloud.resourceTypes.map(({ type }) => type).filter((type) => !compared.has(type)),
      ["Microsoft.ContainerRegistry/registries/taskRuns"],
    );
  });
});

describe("the comparison finds", () => {
  const model = new PublishedModels(keyVault).model("Sku");
  const good = {
    family: { kind: "text", choices: ["A"], required: true },
    name: { kind: "text", choices: ["standard", "premium"], required: true },
  } as const;
  const cases: readonly (readonly [what: string, table: Record<string, Shape>, found: string])[] = [
    ["a member that is not published", { ...good, tier: text() }, "tier: not declared"],
    ["a member that is missing", { name: good.name }, "family: absent"],
    ["another kind of value", { ...good, family: flag({ required: true }) }, "family: flag instead of text"],
    ["a value too many", { ...good, family: { ...good.family, choices: ["A", "B"] } }, "family: lets through B"],
    ["a value too few", { ...good, name: { ...good.name, choices: ["standard"] } }, "name: refuses premium"],
    ["any text for an enumeration", { ...good, family: text({ required: true }) }, "family: any text instead of A"],
    ["what is required and may be left out", { ...good, family: { ...good.family, required: false } }, "family: required"],
    ["a part that nobody checks", { ...good, family: { kind: "anything", required: true } }, "family: anything"],
    ["what may be written and is refused", { ...good, family: text({ readOnly: true }) }, "family: can be written"],
  ];
  for (const [what, table, found] of cases) {
    it(what, (t: TestContext) => {
      t.assert.ok(differencesOf(model, structure(table)).includes(found));
    });
  }

  it("what is read-only and may be written", (t: TestContext) => {
    const group = new PublishedModels("arm-resources/dist/esm/models/models.d.ts").model("ResourceGroup");
    const table = structure({ location: text({ required: true }), properties: structure({ provisioningState: text() }) });
    t.assert.ok(differencesOf(group, table).includes("properties.provisioningState: read-only"));
  });

  it("nothing where the two agree", (t: TestContext) => {
    t.assert.deepStrictEqual(differencesOf(model, structure(good)), []);
  });
});
