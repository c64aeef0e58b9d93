// What makes a new resource, against what is published: the comments of azuread's declarations, those of azure-native's,
// and what the generator of azure-native takes for create-only. Then of every type that Diff says so, over the provider
// protocol. Cannot prove what the plugins themselves answer: azure-native's own table is inside its binary.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathInputsOf } from "../../../cloud/providers/azure-native/arm-type.ts";
import { armTypes } from "../../../cloud/providers/azure-native/arm-types.ts";
import { appRoleAssignment } from "../../../cloud/providers/azuread/app-role-assignment.ts";
import { applicationCertificate } from "../../../cloud/providers/azuread/application-certificate.ts";
import { applicationFederatedIdentityCredential } from "../../../cloud/providers/azuread/application-federated-identity-credential.ts";
import { applicationPassword } from "../../../cloud/providers/azuread/application-password.ts";
import { application } from "../../../cloud/providers/azuread/application.ts";
import { servicePrincipal } from "../../../cloud/providers/azuread/service-principal.ts";
import { startRig, type Rig } from "./stand-in-rig.ts";

const azureadResources = [
  application,
  servicePrincipal,
  appRoleAssignment,
  applicationPassword,
  applicationCertificate,
  applicationFederatedIdentityCredential,
];

/** `ForceNew` in the provider's source, and not a word of it in the declarations. Source: terraform-provider-azuread, internal/services, read 2026-11-25. */
const unsaidByAzuread: Readonly<Record<string, readonly string[]>> = {
  "azuread:index/applicationCertificate:ApplicationCertificate": ["encoding", "value"],
  "azuread:index/servicePrincipal:ServicePrincipal": ["clientId"],
};

/**
 * What azure-native replaces for, beside path parameters: `x-ms-mutability` without `update`, on the resource itself and
 * not on a type below it, and a map of its own. A vault, a bot and a channel have a location without that mark: it is
 * updated in place, which Azure refuses (InvalidResourceLocation). Source: pulumi-azure-native,
 * provider/pkg/gen/properties.go and replacement.go; azure-rest-api-specs, Microsoft.KeyVault 2024-11-01 (keyvault.json),
 * Microsoft.BotService 2023-09-15-preview (definition Resource), Microsoft.App 2025-02-02-preview, Microsoft.Authorization
 * 2022-04-01, common-types TrackedResource for the others; read 2026-11-26.
 */
const createOnlyInAzure: Readonly<Record<string, readonly string[]>> = {
  "azure-native:resources:ResourceGroup": ["location"],
  "azure-native:authorization:RoleAssignment": ["principalId"],
  "azure-native:managedidentity:UserAssignedIdentity": ["location"],
  "azure-native:operationalinsights:Workspace": ["location"],
  "azure-native:app:ManagedEnvironment": ["location", "zoneRedundant"],
  "azure-native:app:ContainerApp": ["location", "managedEnvironmentId"],
  "azure-native:containerregistry:Registry": ["location"],
  "azure-native:storage:StorageAccount": ["location"],
};

function declarationOf(packageName: string, type: string): { readonly text: string; readonly args: string } {
  const [, module = "", className = ""] = type.split(":");
  const file = `${className[0]?.toLowerCase() ?? ""}${className.slice(1)}.d.ts`;
  const text = readFileSync(join(process.cwd(), "node_modules/@pulumi", packageName, module.replace(/^index.*/, ""), file), "utf8");
  return { text, args: text.slice(text.indexOf(`interface ${className}Args {`)) };
}

/** Arguments whose comment matches. */
function saidOf(args: string, pattern: RegExp): string[] {
  const members = [...args.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(\w+)\??:/g)];
  return members.filter(([, comment = ""]) => pattern.test(comment)).map(([, , name = ""]) => name);
}

describe("a new resource is made, as published, for", () => {
  for (const { type, inputs } of azureadResources) {
    test(`the arguments of ${type} that force one, and no others`, () => {
      const published = saidOf(declarationOf("azuread", type).args, /forces a new resource/i).filter((name) => name in inputs);
      const forced = Object.keys(inputs).filter((name) => inputs[name]?.isForceNew === true);
      assert.deepEqual(forced.toSorted(), [...published, ...(unsaidByAzuread[type] ?? [])].toSorted());
    });
  }

  test("what Microsoft's specifications and azure-native's own map have as create-only, and nothing else", () => {
    const forced = armTypes.filter(({ forceNew }) => forceNew.length > 0).map(({ type, forceNew }) => [type, forceNew]);
    assert.deepEqual(Object.fromEntries(forced), createOnlyInAzure);
  });

  test("what azure-native's declarations say cannot be changed", () => {
    const published = armTypes.flatMap(({ type }) =>
      saidOf(declarationOf("azure-native", type).args, /cannot be changed (?:after|once)/i).map((name) => `${type} ${name}`),
    );
    assert.deepEqual(published, [
      "azure-native:resources:ResourceGroup location",
      "azure-native:containerregistry:Registry location",
      "azure-native:storage:StorageAccount location",
    ]);
  });
});

/** Of each type an argument that cannot change, and one that can; none where every one is replaced for. */
const examples: readonly (readonly [type: string, immutable: string, mutable: string | undefined])[] = [
  ["azure-native:resources:ResourceGroup", "location", "tags"],
  ["azure-native:resources:Deployment", "deploymentName", "properties"],
  ["azure-native:keyvault:Vault", "vaultName", "location"],
  ["azure-native:keyvault:Secret", "vaultName", "properties"],
  ["azure-native:authorization:RoleAssignment", "principalId", "description"],
  ["azure-native:managedidentity:UserAssignedIdentity", "resourceName", "tags"],
  ["azure-native:operationalinsights:Workspace", "location", "retentionInDays"],
  ["azure-native:app:ManagedEnvironment", "zoneRedundant", "workloadProfiles"],
  ["azure-native:app:ContainerApp", "managedEnvironmentId", "template"],
  ["azure-native:containerregistry:Registry", "registryName", "sku"],
  ["azure-native:storage:StorageAccount", "location", "sku"],
  ["azure-native:storage:Table", "accountName", "signedIdentifiers"],
  ["azure-native:monitor:DiagnosticSetting", "resourceUri", "logs"],
  ["azure-native:botservice:Bot", "resourceName", "location"],
  ["azure-native:botservice:Channel", "channelName", "location"],
  ["azuread:index/application:Application", "", "displayName"],
  ["azuread:index/servicePrincipal:ServicePrincipal", "clientId", "notes"],
  ["azuread:index/appRoleAssignment:AppRoleAssignment", "appRoleId", undefined],
  ["azuread:index/applicationPassword:ApplicationPassword", "endDate", undefined],
  ["azuread:index/applicationCertificate:ApplicationCertificate", "value", undefined],
  ["azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential", "displayName", "subject"],
];

describe("Diff replaces", () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig.stop());

  for (const [type, immutable, mutable] of examples) {
    test(`${type} for ${immutable === "" ? "nothing" : immutable}, and not for ${mutable ?? "anything else, there is none"}`, async () => {
      const replacesFor = async (name: string): Promise<string[]> => {
        const olds = { kept: "kept", [name]: "before" };
        const caller = type.startsWith("azuread:") ? rig.azuread : rig.azureNative;
        const found = await caller.diff(type, "one", { inputs: olds, outputs: olds }, { ...olds, [name]: "after" });
        assert.deepEqual(Object.keys(found.changes), [name]);
        return found.replaces;
      };
      if (immutable !== "") assert.deepEqual(await replacesFor(immutable), [immutable]);
      if (mutable !== undefined) assert.deepEqual(await replacesFor(mutable), []);
    });
  }

  test("and every type, and every parameter of a path, is known here", () => {
    const types = [...armTypes, ...azureadResources].map(({ type }) => type);
    assert.deepEqual(
      examples.map(([type]) => type),
      types,
    );
    for (const armType of armTypes) assert.ok(pathInputsOf(armType).length > 0, armType.type);
  });
});
