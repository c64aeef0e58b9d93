/** The Key Vault that holds the calling app's credential. */
import { Secret } from "@pulumi/azure-native/keyvault/secret.js";
import { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import * as pulumi from "@pulumi/pulumi";
import { createOperatorRoleAssignments } from "../lib/role-assignment.ts";
import { toAzureAnswer } from "../lib/azure-answer.ts";
import type { RetryHooks } from "../lib/retry-hooks.ts";
import type { Operator } from "../lib/settings.ts";

/** Days a deleted vault can be brought back, and its name stays taken; the longest that Azure has, at no cost. */
const softDeleteRetentionInDays = 90;

export interface SecretVaultArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** The client secret in use; a Pulumi secret. */
  readonly credential: pulumi.Input<string>;
  /** When it ends, RFC 3339; Key Vault shows it and warns by it. */
  readonly credentialEndsAt: pulumi.Input<string>;
  /** Who may read the secret, and nothing else in the vault. */
  readonly operators: readonly Operator[];
  /** A deleted vault cannot be purged before its retention is over. Cannot be taken back once on. */
  readonly purgeProtection: boolean;
  /** Refuse to delete the vault. */
  readonly protect: boolean;
  readonly retry: RetryHooks;
}

/**
 * A vault with role-based access, and one secret in it: a rotation makes a new version, so the versionless URL stays.
 *
 * Does not: give the callback host access. It needs no secret.
 */
export class SecretVault extends pulumi.ComponentResource {
  public readonly vaultName: pulumi.Output<string>;
  /** `https://….vault.azure.net/` */
  public readonly vaultUrl: pulumi.Output<string>;
  /** Versionless: always the generation in use. */
  public readonly secretUrl: pulumi.Output<string>;

  constructor(name: string, args: SecretVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialtone:index:SecretVault", name, {}, opts);
    const vault = new Vault(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        properties: {
          tenantId: args.tenantId,
          sku: { family: "A", name: "standard" },
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays,
          // Azure refuses `false`; leaving it out is the way to say no.
          ...(args.purgeProtection ? { enablePurgeProtection: true } : {}),
          publicNetworkAccess: "Enabled",
        },
      },
      { parent: this, protect: args.protect },
    );
    const secret = new Secret(
      `${name}-credential`,
      {
        resourceGroupName: args.resourceGroupName,
        vaultName: vault.name,
        secretName: "calling-app-credential",
        properties: {
          value: pulumi.secret(args.credential),
          contentType: "Entra client secret",
          attributes: { enabled: true, expires: pulumi.output(args.credentialEndsAt).apply(toEpochSeconds) },
        },
      },
      // Deleting a secret takes a data-plane right that a deployer lacks; it goes with the vault.
      { parent: this, deletedWith: vault },
    );
    createOperatorRoleAssignments(
      `${name}-credential-reader`,
      args.operators,
      {
        scope: secret.id,
        role: "keyVaultSecretsUser",
        subscriptionId: args.subscriptionId,
        description: "Dialtone operator: reads the calling app's credential",
        retry: args.retry,
      },
      this,
    );
    this.vaultName = vault.name;
    this.vaultUrl = vault.properties.apply(({ vaultUri }) => toAzureAnswer(vaultUri, "vaultUri for the vault", this)).apply(toSlashEnded);
    this.secretUrl = pulumi.interpolate`${this.vaultUrl}secrets/${secret.name}`;
    this.registerOutputs({ vaultName: this.vaultName, vaultUrl: this.vaultUrl, secretUrl: this.secretUrl });
  }
}

function toSlashEnded(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}

function toEpochSeconds(rfc3339: string): number {
  return Math.floor(Date.parse(rfc3339) / 1000);
}
