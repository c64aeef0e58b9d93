// The tables of ARM resource types against what Microsoft's own clients declare: names at every depth, and what is
// read-only. Cannot prove values, nor types that no client on npm is installed for (registry, storage, workspace, insights).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import type { Shape } from "../../../cloud/planes/arm/shape.ts";
import { type AzureFixture, startAzureFixture } from "./azure-fixture.ts";

const modules = join(import.meta.dirname, "../../../../node_modules/@azure");

/** The declared model of each type, and members that Azure knows and the client's model has not, each with its reason. */
const published: readonly (readonly [type: string, file: string, model: string, beyond?: readonly string[]])[] = [
  ["Microsoft.KeyVault/vaults", "arm-keyvault/dist/esm/models/models.d.ts", "Vault"],
  [
    "Microsoft.KeyVault/vaults/secrets",
    "arm-keyvault/dist/esm/models/models.d.ts",
    "Secret",
    // The client's own names for nbf and exp, and a PUT that takes tags (SecretCreateOrUpdateParameters).
    ["properties.attributes.nbf: not declared", "properties.attributes.exp: not declared", "tags: read-only"],
  ],
  [
    "Microsoft.BotService/botServices",
    "arm-botservice/dist-esm/src/models/index.d.ts",
    "Bot",
    ["properties.networkSecurityPerimeterConfigurations: not declared"],
  ], // 2023-09-15-preview, which azure-native sends
  ["Microsoft.ManagedIdentity/userAssignedIdentities", "arm-msi/dist/esm/models/index.d.ts", "Identity"],
  [
    "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
    "arm-msi/dist/esm/models/index.d.ts",
    "FederatedIdentityCredential",
  ],
  [
    "Microsoft.App/managedEnvironments",
    "arm-appcontainers/dist/esm/models/models.d.ts",
    "ManagedEnvironment",
    ["workloadProfiles.enableFips: not declared"],
  ], // 2025-02-02-preview, which azure-native sends
  [
    "Microsoft.App/containerApps",
    "arm-appcontainers/dist/esm/models/models.d.ts",
    "ContainerApp",
    // 2025-02-02-preview, which azure-native sends.
    [
      "patchingConfiguration: not declared",
      "configuration.targetLabel: not declared",
      "configuration.ingress.targetPortHttpScheme: not declared",
      "template.containers.imageType: not declared",
      "template.containers.resources.gpu: not declared",
      "deploymentErrors: not declared",
    ],
  ],
  [
    "Microsoft.Authorization/roleAssignments",
    "arm-authorization/dist-esm/src/models/index.d.ts",
    "RoleAssignmentCreateParameters",
    ["canDelegate: not declared"],
  ], // of 2018-09-01-preview, accepted since
  ["Microsoft.Resources/resourceGroups", "arm-resources/dist/esm/models/models.d.ts", "ResourceGroup"],
];

interface Member {
  readonly declared: string;
  readonly isReadOnly: boolean;
}

/** Members of an interface and of what it extends. */
function membersOf(text: string, name: string): Map<string, Member> {
  const [, parents = "", body] =
    new RegExp(`^export (?:declare )?interface ${name}(?: extends ([^{]+))? \\{([^]*?)^\\}`, "m").exec(text) ?? [];
  const members = new Map<string, Member>();
  for (const parent of parents.split(","))
    for (const entry of parent.trim() === "" ? [] : membersOf(text, parent.trim())) members.set(...entry);
  const plain = (body ?? "").replaceAll(/\/\*\*[^]*?\*\//g, "");
  for (const [, readOnly, member = "", declared = ""] of plain.matchAll(/^ {4}(readonly )?"?(\w+)"?\??: ([^;]+);/gm)) {
    members.set(member, { declared, isReadOnly: readOnly !== undefined });
  }
  return members;
}

/** Where a shape says what the declaration does not. */
function differencesOf(text: string, model: string, shape: Shape, path: string): string[] {
  if (shape.kind === "list" || shape.kind === "dictionary") return differencesOf(text, model, shape.of, path);
  if (shape.kind !== "structure") return [];
  const declared = membersOf(text, model);
  // A primitive, a union of literals, or a model that the client leaves open.
  if (declared.size === 0) return [];
  // The older generator flattens `properties` into the resource.
  const flattened = shape.members["properties"];
  const isFlat = flattened?.kind === "structure" && !declared.has("properties");
  return Object.entries(shape.members).flatMap(([name, member]) => {
    if (name === "properties" && isFlat) return differencesOf(text, model, member, path);
    const found = declared.get(name);
    if (found === undefined) return [`${path}${name}: not declared`];
    const inner = /\b([A-Z]\w+)(?:\[\])?(?:;|$|>| \|)/.exec(`${found.declared};`)?.[1] ?? "";
    return [
      ...(found.isReadOnly && member.readOnly !== true ? [`${path}${name}: read-only`] : []),
      ...(inner === "" || inner === "Record" || inner === "Date" ? [] : differencesOf(text, inner, member, `${path}${name}.`)),
    ];
  });
}

describe("the table of", () => {
  let azure: AzureFixture;
  before(async () => {
    azure = await startAzureFixture();
  });
  after(() => azure.cloud.stop());

  for (const [type, file, model, beyond = []] of published) {
    it(`${type} has only what ${model} of the official client declares, and read-only what is read-only there`, (t: TestContext) => {
      const rules = azure.cloud.resourceTypes.find((known) => known.type === type);
      if (rules === undefined) throw new Error(`no table for ${type}`);
      const text = readFileSync(join(modules, file), "utf8");
      const differences = differencesOf(text, model, rules.body, "").filter((difference) => !beyond.includes(difference));
      t.assert.deepStrictEqual(differences, []);
    });
  }
});
