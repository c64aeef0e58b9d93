import { X509Certificate } from "node:crypto";
import type { CloudContext } from "../../core/cloud-context.ts";
import { type Operation, Refusal, type Reply } from "../../core/operation.ts";
import type { Json } from "../arm/body-check.ts";
import { flag, list, structure, text } from "../arm/shape.ts";
import { mergeDeep } from "../arm/merge.ts";
import { toCertificateBundle, toCertificateItem, toOperationAnswer, toPendingBundle, toPolicyAnswer } from "./certificate-bundle.ts";
import { type CertificatePolicy, policyShape, toCertificatePolicy } from "./certificate-policy.ts";
import { readImportedCertificate } from "./import-certificate.ts";
import { createObjectLifeOperations } from "./object-life-operations.ts";
import { objectNotFound } from "./object-refusals.ts";
import type { VaultPermission } from "./vault-access.ts";
import { attributesShape, readVaultBody, requireObjectName, tagsShape, toObjectFields } from "./vault-body.ts";
import type { CertificateVersion, PendingCertificate, VaultCertificates } from "./vault-certificates.ts";
import type { VaultKeys } from "./vault-keys.ts";
import { createVaultOperationFactory, type VaultRequest } from "./vault-operation.ts";
import type { VaultSecrets } from "./vault-secrets.ts";
import type { Vaults } from "./vaults.ts";

const source =
  "https://learn.microsoft.com/rest/api/keyvault/certificates/operation-groups; @azure/keyvault-certificates 4.10.3, read 2026-11-25";

/** `CertificateCreateParameters`, `CertificateUpdateParameters`, `CertificateMergeParameters` … of @azure/keyvault-certificates 4.10.3. */
const updateShape = structure({ policy: policyShape, attributes: attributesShape, tags: tagsShape });
const createShape = structure({ ...updateShape.members, preserveCertOrder: flag() });
const cancelShape = structure({ cancellation_requested: flag({ required: true }) });
const mergeShape = structure({ x5c: list(text(), { required: true }), attributes: attributesShape, tags: tagsShape });

const importShape = structure({ ...createShape.members, value: text({ required: true }), pwd: text() });

const permission = (dataAction: string, policy: string): VaultPermission => ({ of: "certificates", dataAction, policy });
const get = permission("read", "get");
const create = permission("create/action", "create");
const update = permission("update/action", "update");

/** Key Vault's certificates: import, create by policy, the operation that follows, get, versions, list, update, delete, recover, purge. */
export function createCertificateOperations(
  context: CloudContext,
  vaults: Vaults,
  stores: { readonly certificates: VaultCertificates; readonly keys: VaultKeys; readonly secrets: VaultSecrets },
): readonly Operation[] {
  const { certificates } = stores;
  const operation = createVaultOperationFactory(context, vaults, source);

  const getCertificate = (on: VaultRequest): Reply => {
    const version = certificates.find(on.vaultName, on.name, on.version);
    if (version !== undefined) return { status: 200, json: toCertificateBundle(certificates, on.vaultName, on.name, version, on.recovery) };
    const pending = certificates.pendingOf(on.vaultName, on.name);
    if (pending === undefined || (on.version !== undefined && on.version !== pending.version))
      throw objectNotFound("Certificate", on.name, on.version);
    return { status: 200, json: toPendingBundle(certificates, on.vaultName, pending, on.recovery) };
  };
  const updateCertificate = (on: VaultRequest): Reply => {
    const before = certificates.find(on.vaultName, on.name, on.version);
    if (before === undefined) throw objectNotFound("Certificate", on.name, on.version);
    const body = readVaultBody(updateShape, on.request.json());
    if (body["policy"] !== undefined) setPolicy(on, body["policy"] as Json);
    const after = { ...before, ...toObjectFields(body, before), updated: certificates.nowSeconds() };
    certificates.replace(on.vaultName, on.name, after);
    return { status: 200, json: toCertificateBundle(certificates, on.vaultName, on.name, after, on.recovery) };
  };
  const setPolicy = (on: VaultRequest, sent: Json): CertificatePolicy => {
    const policy = toCertificatePolicy(sent, requirePolicy(on), certificates.nowSeconds());
    certificates.setPolicy(on.vaultName, on.name, policy);
    return policy;
  };
  const requirePolicy = (on: VaultRequest): CertificatePolicy => {
    const policy = certificates.policyOf(on.vaultName, on.name);
    if (policy === undefined) throw objectNotFound("Certificate", on.name, undefined);
    return policy;
  };
  const requirePending = (on: VaultRequest): PendingCertificate => {
    const pending = certificates.pendingOf(on.vaultName, on.name);
    // ASSUMED: the words.
    if (pending === undefined) throw new Refusal(404, "PendingCertificateNotFound", `Pending certificate not found: ${on.name}`);
    return pending;
  };
  const answerOperation = (status: number, on: VaultRequest, pending: PendingCertificate): Reply => ({
    status,
    json: toOperationAnswer(on.vault.origin, pending, certificates.policyOf(on.vaultName, on.name)),
  });

  return [
    operation("certificates.get", "GET", "/certificates/{name}", get, getCertificate),
    operation("certificates.getVersion", "GET", "/certificates/{name}/{version}", get, getCertificate),
    operation("certificates.create", "POST", "/certificates/{name}/create", create, async (on) => {
      requireObjectName(on.name);
      const body = readVaultBody(createShape, on.request.json());
      const before = certificates.policyOf(on.vaultName, on.name);
      const policy = toCertificatePolicy((body["policy"] ?? {}) as Json, before, certificates.nowSeconds());
      if (policy.issuer.name !== "Self" && policy.issuer.name !== "Unknown") {
        // ASSUMED: the words. No authority is connected to this vault.
        throw new Refusal(400, "BadParameter", `The issuer '${policy.issuer.name}' was not found.`);
      }
      const fault = on.request.injected;
      const failure = fault?.kind === "operation-fails" ? { code: fault.code, message: fault.message } : undefined;
      const pending = await certificates.begin(on.vaultName, on.name, policy, toObjectFields(body, undefined), failure);
      const query = new URLSearchParams({ "api-version": on.request.query.get("api-version") ?? "", request_id: pending.requestId });
      const location = `${on.vault.origin}/certificates/${on.name}/pending?${query.toString()}`;
      return { ...answerOperation(202, on, pending), headers: { location, "retry-after": "10" } };
    }),
    operation("certificates.import", "POST", "/certificates/{name}/import", permission("import/action", "import"), (on) => {
      requireObjectName(on.name);
      const body = readVaultBody(importShape, on.request.json());
      const { policy: own, ...content } = readImportedCertificate(body["value"] as string, (body["pwd"] as string | undefined) ?? "");
      const wanted = mergeDeep(own, { ...(body["policy"] as Json | undefined), x509_props: own["x509_props"] });
      const policy = toCertificatePolicy(wanted, undefined, certificates.nowSeconds());
      const version = certificates.import(on.vaultName, on.name, policy, toObjectFields(body, undefined), content);
      return { status: 200, json: toCertificateBundle(certificates, on.vaultName, on.name, version, on.recovery) };
    }),
    operation("certificates.pending", "GET", "/certificates/{name}/pending", get, (on) => answerOperation(200, on, requirePending(on))),
    operation("certificates.cancel", "PATCH", "/certificates/{name}/pending", update, (on) => {
      const { cancellation_requested: isAsked } = readVaultBody(cancelShape, on.request.json());
      const pending = requirePending(on);
      return answerOperation(200, on, isAsked === true ? certificates.cancel(on.vaultName, pending) : pending);
    }),
    operation("certificates.deletePending", "DELETE", "/certificates/{name}/pending", update, (on) => {
      const pending = requirePending(on);
      certificates.dropPending(on.vaultName, on.name);
      return answerOperation(200, on, pending);
    }),
    operation("certificates.merge", "POST", "/certificates/{name}/pending/merge", create, (on) => {
      const [leaf = ""] = readVaultBody(mergeShape, on.request.json())["x5c"] as string[];
      const pending = requirePending(on);
      // ASSUMED: the words.
      if (pending.status !== "inProgress")
        throw new Refusal(400, "BadParameter", `The pending certificate ${on.name} is ${pending.status}.`);
      const version = certificates.complete(on.vaultName, pending, requireCertificateOf(pending, leaf));
      return { status: 201, json: toCertificateBundle(certificates, on.vaultName, on.name, version, on.recovery) };
    }),
    operation("certificates.getPolicy", "GET", "/certificates/{name}/policy", get, (on) => ({
      status: 200,
      json: toPolicyAnswer(on.vault.origin, on.name, requirePolicy(on)),
    })),
    operation("certificates.updatePolicy", "PATCH", "/certificates/{name}/policy", update, (on) => ({
      status: 200,
      json: toPolicyAnswer(on.vault.origin, on.name, setPolicy(on, readVaultBody(policyShape, on.request.json()))),
    })),
    operation("certificates.update", "PATCH", "/certificates/{name}/{version}", update, updateCertificate),
    operation("certificates.updateLatest", "PATCH", "/certificates/{name}", update, updateCertificate),
    ...createObjectLifeOperations<CertificateVersion>(operation, {
      objects: certificates,
      toItem: (...of) => toCertificateItem(certificates, ...of),
      toDeleted: (...of) => toCertificateBundle(certificates, ...of),
      toRecovered: (...of) => toCertificateBundle(certificates, ...of),
      permissions: {
        get,
        list: permission("read", "list"),
        delete: permission("delete", "delete"),
        recover: permission("recover/action", "recover"),
        purge: permission("purge/action", "purge"),
      },
      follow: (vaultName, name, what, retentionDays) => {
        for (const objects of [stores.keys, stores.secrets]) objects[what](vaultName, name, retentionDays);
        if (what !== "recover") certificates.dropPending(vaultName, name);
      },
      pending: (vaultName, recovery) =>
        certificates
          .pendingIn(vaultName)
          .filter(({ name }) => certificates.find(vaultName, name) === undefined)
          .map((pending) => {
            const { id, attributes } = toPendingBundle(certificates, vaultName, pending, recovery);
            return { id: String(id).replace(`/${pending.version}`, ""), attributes };
          }),
    }),
  ];
}

/** A certificate for the key of the request and no other. */
function requireCertificateOf(pending: PendingCertificate, base64: string): Buffer {
  const certificate = Buffer.from(base64, "base64");
  try {
    if (new X509Certificate(certificate).checkPrivateKey(pending.pair.privateKey)) return certificate;
  } catch {
    // no certificate at all: the same refusal
  }
  // ASSUMED: the words.
  throw new Refusal(
    400,
    "BadParameter",
    "The public key of the end-entity certificate in the specified X.509 certificate content does not match the public part of the specified private key.",
  );
}
