import { X509Certificate } from "node:crypto";
import type { CloudClock, IdSource } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import { type CertificateContent, toKeyMaterialOf, toSecretValue } from "./certificate-content.ts";
import type { CertificatePolicy } from "./certificate-policy.ts";
import { createSigningRequest, issueSelfSigned } from "./issue-certificate.ts";
import type { KeyPair } from "./key-pair.ts";
import type { ObjectFields } from "./vault-body.ts";
import { operationsOf, toPair, type VaultKeys } from "./vault-keys.ts";
import { type ObjectVersion, VaultObjects } from "./vault-objects.ts";
import type { VaultSecrets } from "./vault-secrets.ts";
import type { Vaults } from "./vaults.ts";

/** One version of a certificate; its key and its secret have the same name and version. */
export interface CertificateVersion extends ObjectVersion {
  /** DER. */
  readonly certificate: Buffer;
}

/** A version on its way: `CertificateOperation` of the wire. There is one for each certificate at most. */
export interface PendingCertificate {
  readonly name: string;
  readonly version: string;
  readonly requestId: string;
  readonly fields: ObjectFields;
  readonly pair: KeyPair;
  /** DER. */
  readonly signingRequest: Buffer;
  readonly createdSeconds: number;
  readonly status: "inProgress" | "completed" | "cancelled" | "failed";
  readonly isCancelling: boolean;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Cloud milliseconds that issuer Self takes. ASSUMED; the official client asks every two seconds. */
const issueMs = 1_000;

/** The certificates of all vaults, and what becomes of them in keys and secrets. */
export class VaultCertificates extends VaultObjects<CertificateVersion> {
  readonly #parts: { readonly clock: CloudClock; readonly ids: IdSource; readonly keys: VaultKeys; readonly secrets: VaultSecrets };
  readonly #policies = new Map<string, CertificatePolicy>();
  readonly #pending = new Map<string, PendingCertificate>();

  constructor(
    vaults: Vaults,
    parts: { readonly clock: CloudClock; readonly ids: IdSource; readonly keys: VaultKeys; readonly secrets: VaultSecrets },
  ) {
    super("certificates", vaults, parts.clock.wallMs);
    this.#parts = parts;
    vaults.whenDiscarded((vaultName) => {
      for (const map of [this.#policies, this.#pending]) for (const key of map.keys()) if (key.startsWith(`${vaultName}/`)) map.delete(key);
    });
  }

  policyOf(vaultName: string, name: string): CertificatePolicy | undefined {
    return this.#policies.get(keyOf(vaultName, name));
  }

  setPolicy(vaultName: string, name: string, policy: CertificatePolicy): void {
    this.#policies.set(keyOf(vaultName, name), policy);
  }

  pendingOf(vaultName: string, name: string): PendingCertificate | undefined {
    return this.#pending.get(keyOf(vaultName, name));
  }

  pendingIn(vaultName: string): readonly PendingCertificate[] {
    return [...this.#pending]
      .filter(([key, { status }]) => key.startsWith(`${vaultName.toLowerCase()}/`) && status !== "completed")
      .map(([, pending]) => pending);
  }

  dropPending(vaultName: string, name: string): void {
    this.#pending.delete(keyOf(vaultName, name));
  }

  /** Starts a version; `failure` lets it end so. 409 where one is under way, or the name is in the recycle bin. */
  async begin(
    vaultName: string,
    name: string,
    policy: CertificatePolicy,
    fields: ObjectFields,
    failure: { readonly code: string; readonly message: string } | undefined,
  ): Promise<PendingCertificate> {
    const id = this.#requireNext(vaultName, name);
    const latest = this.#parts.keys.find(vaultName, name);
    const pair = policy.key_props.reuse_key && latest !== undefined ? latest.pair : await toPair(toKeyMaterialOf(policy));
    const pending: PendingCertificate = {
      name,
      version: this.#parts.ids.hex(id, 32),
      requestId: this.#parts.ids.hex(`${id}/request`, 32),
      fields,
      pair,
      signingRequest: await createSigningRequest(policy, pair),
      createdSeconds: this.nowSeconds(),
      status: "inProgress",
      isCancelling: false,
    };
    this.setPolicy(vaultName, name, policy);
    this.#pending.set(keyOf(vaultName, name), pending);
    if (policy.issuer.name === "Self") this.#parts.clock.schedule(issueMs, () => this.#settle(vaultName, pending, failure));
    return pending;
  }

  /** Nothing comes of it; what is done is done. */
  cancel(vaultName: string, pending: PendingCertificate): PendingCertificate {
    return this.#put(vaultName, { ...pending, isCancelling: true, status: pending.status === "inProgress" ? "cancelled" : pending.status });
  }

  /** The version that the certificate makes: it, its key and its secret. */
  complete(vaultName: string, pending: PendingCertificate, certificate: Buffer): CertificateVersion {
    const version = this.#store(vaultName, pending, { pair: pending.pair, certificates: [certificate] });
    this.#put(vaultName, { ...pending, status: "completed" });
    return version;
  }

  /** A version that comes with its key. 409 as for `begin`. */
  import(
    vaultName: string,
    name: string,
    policy: CertificatePolicy,
    fields: ObjectFields,
    content: CertificateContent,
  ): CertificateVersion {
    const id = this.#requireNext(vaultName, name);
    this.setPolicy(vaultName, name, policy);
    return this.#store(vaultName, { name, version: this.#parts.ids.hex(id, 32), fields }, content);
  }

  /** What ids of the next version are made from. */
  #requireNext(vaultName: string, name: string): string {
    this.requireFree(vaultName, name);
    if (this.pendingOf(vaultName, name)?.status === "inProgress") {
      throw new Refusal(
        409,
        "Conflict",
        "A new key vault certificate can not be created or imported while a pending key vault certificate's status is inProgress.",
      );
    }
    return `certificate:${keyOf(vaultName, name)}/${this.versions(vaultName, name).length + 1}`;
  }

  #store(
    vaultName: string,
    { name, version: number, fields }: Pick<PendingCertificate, "name" | "version" | "fields">,
    { pair, certificates }: CertificateContent,
  ): CertificateVersion {
    const policy = this.policyOf(vaultName, name);
    const [certificate] = certificates;
    if (policy === undefined || certificate === undefined) throw new Error(`no policy or no certificate for ${name}`);
    const { validFrom, validTo } = new X509Certificate(certificate);
    const now = this.nowSeconds();
    const common: ObjectVersion = {
      version: number,
      enabled: fields.enabled,
      notBefore: Math.floor(Date.parse(validFrom) / 1000),
      expires: Math.floor(Date.parse(validTo) / 1000),
      tags: fields.tags,
      created: now,
      updated: now,
    };
    this.#parts.keys.add(vaultName, name, {
      ...common,
      managed: true,
      keyType: policy.key_props.kty,
      keyOperations: operationsOf(policy.key_props.kty),
      pair,
      exportable: policy.key_props.exportable,
    });
    this.#parts.secrets.add(vaultName, name, {
      ...common,
      managed: true,
      value: toSecretValue(policy, certificates, pair),
      contentType: policy.secret_props.contentType,
      keyId: this.#parts.keys.uriOf(vaultName, name, number),
    });
    const version = { ...common, certificate };
    this.add(vaultName, name, version);
    return version;
  }

  async #settle(vaultName: string, begun: PendingCertificate, failure: PendingCertificate["error"]): Promise<void> {
    const pending = this.pendingOf(vaultName, begun.name);
    const policy = this.policyOf(vaultName, begun.name);
    if (pending?.requestId !== begun.requestId || pending.status !== "inProgress" || policy === undefined) return;
    if (failure !== undefined) {
      this.#put(vaultName, { ...pending, status: "failed", error: failure });
      return;
    }
    this.complete(vaultName, pending, await issueSelfSigned(policy, pending.pair, this.nowSeconds() * 1000));
  }

  #put(vaultName: string, pending: PendingCertificate): PendingCertificate {
    this.#pending.set(keyOf(vaultName, pending.name), pending);
    return pending;
  }
}

function keyOf(vaultName: string, name: string): string {
  return `${vaultName.toLowerCase()}/${name.toLowerCase()}`;
}
