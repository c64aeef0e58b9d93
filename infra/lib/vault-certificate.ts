import type { CertificateClient, CertificatePolicy } from "@azure/keyvault-certificates";
import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../contract/cloud.ts";
import { DialtoneError } from "../contract/dialtone-error.ts";
import { askUntil } from "./ask-until.ts";
import { createUnknown } from "./azure-answer.ts";
import { createDeployerCredential } from "./deployer-credential.ts";

/** A certificate to be in a vault. */
export interface VaultCertificateArgs {
  readonly vaultUrl: pulumi.Input<string>;
  readonly certificateName: pulumi.Input<string>;
  /** Common name; people see it in Entra beside the thumbprint. */
  readonly commonName: string;
  /** When the credential ends, RFC 3339; the certificate lives at least as long. */
  readonly endsAt: string;
  readonly cloud: Cloud;
  /** What the deployer may make it by. */
  readonly after: readonly pulumi.Resource[];
  readonly now: Date;
}

/** Bits of the key. Entra takes 2048 and more; source: https://learn.microsoft.com/entra/identity-platform/certificate-credentials, read 2026-11-25. */
const keyBits = 2048;
/** How long a new role may take to be in force, in seconds of the cloud's clock. Source: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting (up to 10 min), read 2026-11-25. */
const roleBudgetSeconds = 600;
/** Shortest month, in milliseconds: Key Vault counts a certificate's life in months. */
const shortestMonthMs = 28 * 24 * 60 * 60 * 1000;

/**
 * The public part of a certificate whose key is made in Key Vault and cannot leave it: base64 of its DER. What is there
 * under the name is taken as it is, so that a run after an interrupted one goes on; made in an update only.
 *
 * ARM has no certificates: this is the vault's data plane, as the deployer.
 * Source: https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate, read 2026-11-25.
 */
export function loadVaultCertificate(args: VaultCertificateArgs, parent: pulumi.Resource): pulumi.Output<string> {
  return pulumi
    .all([args.vaultUrl, args.certificateName, ...args.after.map(({ urn }) => urn)])
    .apply(([vaultUrl = "", certificateName = ""]) =>
      pulumi.runtime.isDryRun() ? createUnknown() : pulumi.output(runMake(vaultUrl, certificateName, args, parent)),
    );
}

async function runMake(vaultUrl: string, certificateName: string, args: VaultCertificateArgs, parent: pulumi.Resource): Promise<string> {
  const { cloud } = args;
  const rate = cloud.rehearsal?.clockRate ?? 1;
  // Loaded here: a stack without a certificate does without.
  const { CertificateClient: Client } = await import("@azure/keyvault-certificates");
  const client = new Client(vaultUrl, createDeployerCredential(parent), {
    // A rehearsal's vault is on localhost, which is no subdomain of the challenge's resource.
    disableChallengeResourceVerification: cloud.rehearsal !== undefined,
  });
  const waiting = {
    cloud,
    budgetSeconds: roleBudgetSeconds,
    what: `the right to make certificate ${certificateName} is in force`,
    passes: (error: unknown) => statusOf(error) === 403,
  };
  try {
    const certificate = await askUntil(
      waiting,
      async () => (await findCertificate(client, certificateName)) ?? makeCertificate(client, certificateName, args, rate),
    );
    return Buffer.from(certificate).toString("base64");
  } catch (error) {
    throw refuse(certificateName, vaultUrl, error);
  }
}

/** Undefined where there is none, or one that is still being made. */
async function findCertificate(client: CertificateClient, certificateName: string): Promise<Uint8Array | undefined> {
  try {
    const { cer } = await client.getCertificate(certificateName);
    return cer === undefined || cer.byteLength === 0 ? undefined : cer;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function makeCertificate(client: CertificateClient, name: string, args: VaultCertificateArgs, rate: number): Promise<Uint8Array> {
  const intervalInMs = 2000 / rate;
  try {
    const poller = await client.beginCreateCertificate(name, toPolicy(args), { intervalInMs });
    return (await poller.pollUntilDone()).cer ?? new Uint8Array();
  } catch (error) {
    // Somebody is at it already: an earlier run, which was interrupted.
    if (statusOf(error) !== 409) throw error;
    const poller = await client.getCertificateOperation(name, { intervalInMs });
    return (await poller.pollUntilDone()).cer ?? new Uint8Array();
  }
}

/** Nobody renews it by itself: the application would not know the new key. */
function toPolicy({ commonName, endsAt, now }: VaultCertificateArgs): CertificatePolicy {
  return {
    issuerName: "Self",
    subject: `CN=${commonName}`,
    exportable: false,
    keyType: "RSA",
    keySize: keyBits,
    reuseKey: false,
    keyUsage: ["digitalSignature"],
    validityInMonths: Math.max(1, Math.ceil((Date.parse(endsAt) - now.getTime()) / shortestMonthMs)),
    lifetimeActions: [{ action: "EmailContacts", lifetimePercentage: 80 }],
  };
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && "statusCode" in error ? Number(error.statusCode) : undefined;
}

function refuse(certificateName: string, vaultUrl: string, cause: unknown): DialtoneError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return new DialtoneError({
    code: "DT_PROVISION_FAILED",
    what: `certificate ${certificateName} could not be made in ${vaultUrl}`,
    saw: `${statusOf(cause) ?? "no answer"} ${code}`.trim(),
    expected: "a certificate whose key stays in the vault; who deploys is Key Vault Certificates Officer there, by this stack",
    fix: "pulumi up again: what is there is taken over; a firewall of the vault must let this machine in",
    cause,
  });
}
