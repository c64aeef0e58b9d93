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
  /** The newest client secret, a Pulumi secret, and when it ends, RFC 3339: Key Vault shows that and warns by it. Undefined: there is none. */
  readonly secret: { readonly value: pulumi.Input<string>; readonly endsAt: pulumi.Input<string> } | undefined;
  /** Who makes certificates in the vault; undefined where there are none. */
  readonly certificateMaker: Operator | undefined;
  /** Who may read the secret, and nothing else in the vault. */
  readonly operators: readonly Operator[];
  /** A deleted vault cannot be purged before its retention is over. Cannot be taken back once on. */
  readonly purgeProtection: boolean;
  /** Refuse to delete the vault. */
  readonly protect: boolean;
  readonly retry: RetryHooks;
}

/**
 * A vault with role-based access, and one secret in it where the app has one: a rotation makes a new version, so the
 * versionless URL stays. For certificates, the right to make them: the vault makes the keys, and keeps them.
 *
 * Does not: give the callback host access. It needs no secret.
 */
export class SecretVault extends pulumi.ComponentResource {
  public readonly vaultName: pulumi.Output<string>;
  /** `https://….vault.azure.net/` */
  public readonly vaultUrl: pulumi.Output<string>;
  public readonly vaultResourceId: pulumi.Output<string>;
  /** Versionless: always the newest client secret. */
  public readonly secretUrl: pulumi.Output<string> | undefined;
  /** URL of the version in use. */
  public readonly secretVersionUrl: pulumi.Output<string> | undefined;
  /** What {@link SecretVaultArgs.certificateMaker} may make certificates by. */
  public readonly makerRoles: readonly pulumi.Resource[];

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
    this.vaultName = vault.name;
    this.vaultResourceId = vault.id;
    this.vaultUrl = vault.properties.apply(({ vaultUri }) => toAzureAnswer(vaultUri, "vaultUri for the vault", this)).apply(toSlashEnded);
    this.makerRoles = this.#makerRoles(name, args);
    const secret = args.secret && this.#secret(name, vault, args.secret, args);
    this.secretUrl = secret && pulumi.interpolate`${this.vaultUrl}secrets/${secret.name}`;
    this.secretVersionUrl = secret?.properties.apply(({ secretUriWithVersion }) => secretUriWithVersion);
    this.registerOutputs({ vaultName: this.vaultName, vaultUrl: this.vaultUrl, secretUrl: this.secretUrl });
  }

  #secret(name: string, vault: Vault, { value, endsAt }: NonNullable<SecretVaultArgs["secret"]>, args: SecretVaultArgs): Secret {
    const secret = new Secret(
      // Azure-native names it: a deleted secret keeps its name for 90 days, and a stack may leave this mode and come back.
      `${name}-credential`,
      {
        resourceGroupName: args.resourceGroupName,
        vaultName: vault.name,
        properties: {
          value: pulumi.secret(value),
          contentType: "Entra client secret",
          attributes: { enabled: true, expires: pulumi.output(endsAt).apply(toEpochSeconds) },
        },
      },
      // Deleting a secret takes a data-plane right that a deployer lacks. It goes with the vault; in a stack that leaves
      // this mode it stays, unreadable to operators, and opens nothing: the application does not know it any more.
      { parent: this, retainOnDelete: true },
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
    return secret;
  }

  /** Named by the deployer, so that another one (a laptop, then a pipeline) gets its own before the other's goes. */
  #makerRoles(name: string, { certificateMaker, subscriptionId, retry }: SecretVaultArgs): pulumi.Resource[] {
    return createOperatorRoleAssignments(
      `${name}-certificate-maker`,
      certificateMaker === undefined ? [] : [certificateMaker],
      {
        scope: this.vaultResourceId,
        role: "keyVaultCertificatesOfficer",
        subscriptionId,
        description: "Dialtone deployer: makes the calling app's certificates, whose keys stay in the vault",
        retry,
      },
      this,
    );
  }
}

function toSlashEnded(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}

function toEpochSeconds(rfc3339: string): number {
  return Math.floor(Date.parse(rfc3339) / 1000);
}
