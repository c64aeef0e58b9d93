import type { CloudContext } from "../../core/cloud-context.ts";
import type { Plane } from "../../core/operation.ts";
import { AppPlatform } from "../container-apps/app-platform.ts";
import { containerAppKind } from "../container-apps/container-app-kind.ts";
import { createRevisionOperations } from "../container-apps/revision-operations.ts";
import { AssignedIdentities } from "../identity/assigned-identities.ts";
import { type IdentityEndpoint, IdentityEndpoints } from "../identity/identity-endpoints.ts";
import { createIdentityPlane } from "../identity/identity-plane.ts";
import { BuildSources } from "../registry/build-sources.ts";
import { ImageStore } from "../registry/image-store.ts";
import { createRegistryPlane } from "../registry/registry-plane.ts";
import { TaskRunner } from "../registry/task-runner.ts";
import { TableAccounts } from "../table/table-accounts.ts";
import { createTablePlane } from "../table/table-plane.ts";
import { createVaultPlane } from "../vault/vault-plane.ts";
import { VaultKeys } from "../vault/vault-keys.ts";
import { VaultSecrets } from "../vault/vault-secrets.ts";
import { Vaults } from "../vault/vaults.ts";
import { createAccessPolicyOperation } from "./access-policy-operations.ts";
import { createArmPlane } from "./arm-plane.ts";
import { loadSeed } from "./load-seed.ts";
import { createDeletedVaultOperations } from "./deleted-vault-operations.ts";
import { DeletedVaults } from "./deleted-vaults.ts";
import { deploymentKind } from "./deployment-kind.ts";
import { createDeploymentOperations } from "./deployment-operations.ts";
import { createExportTemplateOperation } from "./export-template.ts";
import { createGivenSecretOperations } from "./given-secrets.ts";
import { LongRunningOperations } from "./long-running.ts";
import { mirrorVaultKeys } from "./mirror-vault-keys.ts";
import { mirrorVaultSecrets } from "./mirror-vault-secrets.ts";
import { createNameAvailabilityOperations } from "./name-availability.ts";
import { ProviderRegistrations } from "./provider-registrations.ts";
import { createRegistryOperations } from "./registry-operations.ts";
import { resourceGroupKind } from "./resource-groups.ts";
import type { ResourceServices } from "./resource-services.ts";
import type { ResourceStore } from "./resource-store.ts";
import type { ResourceKind, ResourceType } from "./resource-type.ts";
import { blobContainerKind } from "./types/blob-container.ts";
import { blobServiceKind } from "./types/blob-service.ts";
import { createVaultPartOperations } from "./vault-part-operations.ts";
import { botChannelKind } from "./types/bot-channel.ts";
import { botKind } from "./types/bot.ts";
import { diagnosticSettingKind } from "./types/diagnostic-setting.ts";
import { federatedIdentityCredentialKind } from "./types/federated-identity-credential.ts";
import { managedEnvironmentKind } from "./types/managed-environment.ts";
import { registryKind } from "./types/registry.ts";
import { roleAssignmentKind } from "./types/role-assignment.ts";
import { storageAccountKind } from "./types/storage-account.ts";
import { storageServiceKinds } from "./types/storage-services.ts";
import { storageTableKind } from "./types/storage-table.ts";
import { taskRunKind } from "./types/task-run.ts";
import { userAssignedIdentityKind } from "./types/user-assigned-identity.ts";
import { vaultKeyKind } from "./types/vault-key.ts";
import { vaultSecretKind } from "./types/vault-secret.ts";
import { vaultKind } from "./types/vault.ts";
import { workspaceKind } from "./types/workspace.ts";

/** Azure, as one thing: the planes share secrets, accounts, images and apps. */
export interface Azure {
  readonly planes: readonly Plane[];
  /** Rejects when something that the cloud cannot be without has ended (Azurite, the host of an app). */
  readonly broken: Promise<never>;
  /** The tables of its types of resources. */
  readonly resourceTypes: readonly ResourceType[];
  /** Asks for tokens of an identity as a machine in Azure that has it. */
  readonly openMachine: (identityResourceId: string) => IdentityEndpoint;
  /** Apps are stopped, everything that was made is gone. */
  readonly reset: () => Promise<void>;
  /** Puts in place what the seed says; the directory has what it says by then. */
  readonly load: () => Promise<void>;
}

/** Resource Manager, Key Vault, tables, managed identities, registries and Container Apps on one resource store. */
export function createAzure(context: CloudContext, resources: ResourceStore): Azure {
  const vaults = new Vaults();
  const secrets = new VaultSecrets(vaults, context.clock.wallMs, context.ids);
  const keys = new VaultKeys(vaults, context.clock.wallMs, context.ids);
  const deletedVaults = new DeletedVaults(context, resources);
  const accounts = new TableAccounts(context);
  const sources = new BuildSources(context);
  const images = new ImageStore();
  const runner = new TaskRunner(context, sources, images);
  const assigned = new AssignedIdentities(context);
  const identities = new IdentityEndpoints(context, assigned);
  const platform = new AppPlatform({ context, images, runner, identities });
  const kinds = new Map<string, ResourceKind>();
  const services: ResourceServices = {
    context,
    resources,
    operations: new LongRunningOperations(context),
    registrations: new ProviderRegistrations(context.clock, context.seed.subscription.unregistered),
    identities: assigned,
    kinds,
  };
  for (const kind of [
    resourceGroupKind,
    deploymentKind(services),
    vaultKind(context, resources, deletedVaults, vaults),
    vaultSecretKind(secrets, context.transcript.addSecret),
    vaultKeyKind(keys, resources),
    storageAccountKind(context, resources, accounts),
    storageTableKind(accounts),
    blobServiceKind,
    ...storageServiceKinds,
    blobContainerKind(context.clock.wallMs),
    userAssignedIdentityKind(context),
    federatedIdentityCredentialKind(resources),
    registryKind(context, resources),
    taskRunKind(context, resources, runner),
    workspaceKind(context),
    diagnosticSettingKind(resources),
    managedEnvironmentKind(context, resources),
    containerAppKind(context, resources, platform),
    roleAssignmentKind(context, resources),
    botKind(context, resources),
    botChannelKind(context, resources),
  ]) {
    kinds.set(kind.rules.type.toLowerCase(), kind);
  }
  mirrorVaultSecrets(resources, secrets);
  mirrorVaultKeys(resources, keys);
  const arm = createArmPlane(services, [
    ...createNameAvailabilityOperations(services, deletedVaults),
    ...createDeploymentOperations(services),
    createExportTemplateOperation(services),
    ...createGivenSecretOperations(services),
    createAccessPolicyOperation(services),
    ...createVaultPartOperations(services, keys),
    ...createDeletedVaultOperations(services, deletedVaults, vaults),
    ...createRegistryOperations(services, sources),
    ...createRevisionOperations(services, platform),
  ]);
  const broken = Promise.race([accounts.broken, platform.broken]);
  broken.catch(() => {}); // whoever listens is told; nobody has to
  return {
    planes: [
      { ...arm, stop: () => platform.stop() },
      createVaultPlane(context, vaults, { secrets, keys }),
      createTablePlane(context, accounts),
      createIdentityPlane(context, identities),
      createRegistryPlane(sources),
    ],
    broken,
    openMachine: (identityResourceId) => identities.open(`machine of ${identityResourceId}`, [identityResourceId]),
    resourceTypes: [...kinds.values()].map(({ rules }) => rules),
    reset: async () => {
      // Youngest first; what runs is stopped by what its type does when it is removed.
      for (const resource of resources.all().toReversed()) {
        await kinds.get(resource.type.toLowerCase())?.behaviour.removing?.(resource);
        resources.remove(resource.id);
      }
      for (const { vault } of deletedVaults.list()) {
        deletedVaults.purge(vault.name);
        vaults.discard(vault.name);
      }
      await platform.reset();
      assigned.reset();
      images.reset();
      sources.reset();
      services.operations.reset();
      services.registrations.reset();
    },
    load: () => loadSeed(services),
  };
}
