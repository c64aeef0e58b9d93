import type { DecoderRow } from "./decoder-row.ts";

const codesPage = "https://learn.microsoft.com/azure/key-vault/general/common-error-codes, read 2026-11-25";
const source = `${codesPage}; the sentences about keys are UNCONFIRMED`;

type KeyRow = Omit<DecoderRow, "surface" | "consentVerdict" | "errorCode">;

/** Refusals of Key Vault to the operator who has it sign with the calling app's key. Special rows first. */
const rows: readonly KeyRow[] = [
  {
    row: "vault-key-network",
    match: { codes: ["ForbiddenByFirewall", "ForbiddenByConnection"] },
    cause: "the vault's network rules do not let this machine in",
    owner: "platform engineer",
    fix: "run verify from a network that may, or allow it: az keyvault network-rule add --name {vaultName} --ip-address ADDRESS",
    waitableSeconds: 0,
    source,
  },
  {
    row: "vault-key-rights",
    match: { codes: ["ForbiddenByRbac", "ForbiddenByPolicy"] },
    texts: ["Caller is not authorized to perform action on resource."],
    cause: "the operator has no Key Vault Crypto User on the key, or it was given so recently that it does not count yet",
    owner: "platform engineer",
    fix: "add yourself to dialtone:operators, then pulumi up --stack {stack}; a new role assignment takes some minutes to count",
    waitableSeconds: 300,
    source,
  },
  {
    row: "vault-key-disabled",
    match: { codes: ["KeyDisabled"] },
    texts: ["Operation sign is not allowed on a disabled key."],
    cause: "the key is disabled",
    owner: "platform engineer",
    fix: "az keyvault certificate set-attributes --vault-name {vaultName} --name {certificateName} --enabled true; or npm run rotate -- --stack {stack}",
    waitableSeconds: 0,
    source,
  },
  {
    row: "vault-key-expired",
    match: { codes: ["KeyExpired"] },
    texts: ["Operation sign is not allowed on an expired key."],
    cause: "the key's life is over, and its certificate's",
    owner: "platform engineer",
    fix: "npm run rotate -- --stack {stack}",
    waitableSeconds: 0,
    source,
  },
  {
    row: "vault-key-forbidden",
    match: { statuses: [403] },
    cause: "the vault does not let the operator sign",
    owner: "platform engineer",
    fix: "add yourself to dialtone:operators, then pulumi up --stack {stack}; a new role assignment takes some minutes to count",
    waitableSeconds: 300,
    source,
  },
  {
    row: "vault-key-absent",
    match: { statuses: [404] },
    texts: ["A key with (name/id) … was not found in this key vault."],
    cause: "the key is not in the vault any more: its certificate was deleted",
    owner: "platform engineer",
    fix: "az keyvault certificate recover --vault-name {vaultName} --name {certificateName}; or npm run rotate -- --stack {stack}",
    waitableSeconds: 0,
    source,
  },
  {
    row: "vault-key-issuer",
    match: { statuses: [401] },
    cause: "the operator is signed in to another tenant than the vault's",
    owner: "platform engineer",
    fix: "az login --tenant {tenantId}",
    waitableSeconds: 0,
    source,
  },
];

/** None says anything about consent. */
export const vaultKeyRows: readonly DecoderRow[] = rows.map((row) =>
  Object.assign(
    { surface: "vault-key" as const, errorCode: "DT_CREDENTIAL_KEY_UNUSABLE" as const, consentVerdict: "nothing" as const },
    row,
  ),
);
