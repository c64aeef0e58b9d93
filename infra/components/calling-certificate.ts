/** A certificate by which the calling app proves itself: the key in Key Vault, the public part on the application. */
import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { X509Certificate } from "node:crypto";
import type { Cloud } from "../contract/cloud.ts";
import type { TimedGeneration } from "../contract/credential-settings.ts";
import type { ExplainHook } from "../lib/explain-hook.ts";
import { toGenerationEnd } from "../lib/generation-end.ts";
import type { RetryHooks } from "../lib/retry-hooks.ts";
import { createOperatorRoleAssignments } from "../lib/role-assignment.ts";
import type { Operator } from "../lib/settings.ts";
import { loadVaultCertificate } from "../lib/vault-certificate.ts";

export interface CallingCertificateArgs {
  readonly generation: TimedGeneration;
  /** Resource id of the application in azuread's form, `/applications/OBJECT-ID`. */
  readonly applicationId: pulumi.Input<string>;
  readonly vault: {
    readonly vaultUrl: pulumi.Input<string>;
    readonly vaultResourceId: pulumi.Input<string>;
    /** What the deployer may make a certificate by. */
    readonly makerRoles: readonly pulumi.Resource[];
  };
  readonly cloud: Cloud;
  readonly subscriptionId: string;
  /** Who may sign with the key, and nothing else in the vault. */
  readonly operators: readonly Operator[];
  readonly retry: RetryHooks;
  /** Says what to do where the tenant forbids such a certificate. */
  readonly explain: ExplainHook;
  /** When a generation that is given as a life is created. */
  readonly now: Date;
}

/**
 * One self-signed certificate in the vault, its public part on the application, and the right to sign for each operator.
 * The key is made in the vault and is not exportable: state, program and logs only ever see the public part.
 *
 * Needs: a Key Vault Certificates Officer, and `Application.ReadWrite.All`.
 * Does not: delete the certificate from the vault with the generation; without its public part on the application it opens nothing.
 */
export class CallingCertificate extends pulumi.ComponentResource {
  /** Versionless; there is one version. What signs. */
  public readonly keyUrl: pulumi.Output<string>;
  public readonly certificateUrl: pulumi.Output<string>;
  /** SHA-256 of the public part, hexadecimal: what a client assertion names it by. */
  public readonly thumbprint: pulumi.Output<string>;
  /** When Entra stops taking it, RFC 3339. */
  public readonly endsAt: pulumi.Output<string>;
  /** Name of its generation. */
  public readonly generationName: string;
  /** Entra's id of the public part. */
  public readonly keyId: pulumi.Output<string>;

  constructor(name: string, args: CallingCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialtone:index:CallingCertificate", name, {}, opts);
    const { generation, vault, retry, subscriptionId } = args;
    const end = toGenerationEnd(generation, args.now);
    const certificateName = `calling-app-${generation.name}`;
    const made = loadVaultCertificate(
      {
        vaultUrl: vault.vaultUrl,
        certificateName,
        commonName: `dialtone-${generation.name}`,
        endsAt: end,
        cloud: args.cloud,
        after: vault.makerRoles,
        now: args.now,
      },
      this,
    );
    const registered = new azuread.ApplicationCertificate(
      name,
      { applicationId: args.applicationId, type: "AsymmetricX509Cert", encoding: "base64", value: made, endDate: end },
      // A preview cannot look into the vault, and a life is fixed when the certificate is made: neither is a change.
      { parent: this, ignoreChanges: ["value", ...("life" in generation ? ["endDate"] : [])], ...args.explain },
    );
    createOperatorRoleAssignments(
      `${name}-signer`,
      args.operators,
      {
        scope: pulumi.interpolate`${vault.vaultResourceId}/keys/${certificateName}`,
        role: "keyVaultCryptoUser",
        subscriptionId,
        description: "Dialtone operator: signs with the calling app's key",
        retry,
      },
      this,
    );
    this.keyUrl = pulumi.interpolate`${vault.vaultUrl}keys/${certificateName}`;
    this.certificateUrl = pulumi.interpolate`${vault.vaultUrl}certificates/${certificateName}`;
    // The provider takes `value` for a secret, whatever it is; this is a hash of a public certificate.
    this.thumbprint = pulumi.unsecret(registered.value.apply(toThumbprint));
    this.endsAt = registered.endDate;
    this.generationName = generation.name;
    this.keyId = registered.keyId;
    const { keyUrl, certificateUrl, thumbprint, endsAt } = this;
    this.registerOutputs({ keyUrl, certificateUrl, thumbprint, endsAt });
  }
}

function toThumbprint(base64: string): string {
  return new X509Certificate(Buffer.from(base64, "base64")).fingerprint256.replaceAll(":", "");
}
