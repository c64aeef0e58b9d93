import { type Operation, Refusal, type Reply } from "../../core/operation.ts";
import { matching, oneOf, structure } from "../arm/shape.ts";
import { curveOf } from "./elliptic-curve.ts";
import {
  decryptWith,
  encryptionAlgorithms,
  encryptWith,
  type EncryptionAlgorithm,
  isSignatureOf,
  type SignatureAlgorithm,
  signatureAlgorithms,
  signDigest,
} from "./key-cryptography.ts";
import type { KeyPair } from "./key-pair.ts";
import { forbidden } from "./object-refusals.ts";
import type { VaultPermission } from "./vault-access.ts";
import { readVaultBody } from "./vault-body.ts";
import type { KeyVersion, VaultKeys } from "./vault-keys.ts";
import type { VaultOperationFactory, VaultRequest } from "./vault-operation.ts";

const base64url = matching(/^[A-Za-z0-9_-]+$/, { required: true });
/** Known to the service and not for RSA keys: refused by it, too. */
const symmetric = ["A128GCM", "A192GCM", "A256GCM", "A128KW", "A192KW", "A256KW", "A128CBC", "A192CBC", "A256CBC", "A128CBCPAD", "A192CBCPAD", "A256CBCPAD", "CKM_AES_KEY_WRAP", "CKM_AES_KEY_WRAP_PAD"]; // prettier-ignore
const otherSignatures = ["HS256", "HS384", "HS512", "RSNULL"];
/** `KeyOperationsParameters`, `KeySignParameters`, `KeyVerifyParameters` of @azure/keyvault-keys 4.10.2, read 2026-11-25. */
const cipherShape = structure({
  alg: oneOf([...encryptionAlgorithms, ...symmetric], { required: true }),
  value: base64url,
  iv: matching(/^[A-Za-z0-9_-]+$/),
  aad: matching(/^[A-Za-z0-9_-]+$/),
  tag: matching(/^[A-Za-z0-9_-]+$/),
});
const signShape = structure({ alg: oneOf([...signatureAlgorithms, ...otherSignatures], { required: true }), value: base64url });
const verifyShape = structure({
  alg: oneOf([...signatureAlgorithms, ...otherSignatures], { required: true }),
  digest: base64url,
  value: base64url,
});

interface Use {
  /** As `key_ops` has it. */
  readonly name: string;
  readonly path: string;
  /** Below `Microsoft.KeyVault/vaults/keys/`. */
  readonly dataAction: string;
  /** With the public half, whoever may read the key. Source: built-in role Key Vault Crypto User, as azure-docs tells its actions, read 2026-11-25. */
  readonly isPublic: boolean;
  /** Keys that are expired or not valid yet do this all the same. Source: https://learn.microsoft.com/azure/key-vault/keys/about-keys-details#date-time-controlled-operations, read 2026-11-25. */
  readonly atAnyTime: boolean;
  readonly run: (pair: KeyPair, body: unknown) => Buffer | boolean;
}

const uses: readonly Use[] = [
  { name: "sign", path: "sign", dataAction: "sign/action", isPublic: false, atAnyTime: false, run: runSign },
  { name: "verify", path: "verify", dataAction: "verify/action", isPublic: true, atAnyTime: true, run: runVerify },
  { name: "encrypt", path: "encrypt", dataAction: "encrypt/action", isPublic: true, atAnyTime: false, run: runEncrypt },
  { name: "decrypt", path: "decrypt", dataAction: "decrypt/action", isPublic: false, atAnyTime: true, run: runDecrypt },
  { name: "wrapKey", path: "wrapkey", dataAction: "wrap/action", isPublic: true, atAnyTime: false, run: runEncrypt },
  { name: "unwrapKey", path: "unwrapkey", dataAction: "unwrap/action", isPublic: false, atAnyTime: true, run: runDecrypt },
];

/** Sign, verify, encrypt, decrypt, wrap and unwrap, by a version or by the latest one (an empty segment, as SDKs send it). */
export function createCryptographyOperations(
  operation: VaultOperationFactory,
  keys: VaultKeys,
  found: (on: VaultRequest) => KeyVersion,
): readonly Operation[] {
  return uses.flatMap((use) => {
    const permission: VaultPermission = {
      of: "keys",
      dataAction: use.dataAction,
      policy: use.name,
      ...(use.isPublic ? { orDataAction: "read" } : {}),
    };
    const run = (on: VaultRequest): Reply => {
      const key = found(on);
      const refusal = refuseUse(use, key, keys.nowSeconds());
      if (refusal !== undefined) return refusal;
      const result = use.run(key.pair, on.request.json());
      if (typeof result === "boolean") return { status: 200, json: { value: result } };
      return { status: 200, json: { kid: keys.uriOf(on.vaultName, on.name, key.version), value: result.toString("base64url") } };
    };
    return [
      operation(`keys.${use.name}`, "POST", `/keys/{name}/{version}/${use.path}`, permission, run),
      operation(`keys.${use.name}Latest`, "POST", `/keys/{name}//${use.path}`, permission, run),
    ];
  });
}

/** Inner codes: https://learn.microsoft.com/azure/key-vault/general/common-error-codes; the sentences are ASSUMED beyond those of disabled and expired secrets. */
function refuseUse({ name, atAnyTime }: Use, key: KeyVersion, nowSeconds: number): Reply | undefined {
  if (!key.enabled) return forbidden("KeyDisabled", `Operation ${name} is not allowed on a disabled key.`);
  if (!key.keyOperations.includes(name)) return forbidden("KeyOperationForbidden", `Operation ${name} is not permitted on this key.`);
  if (atAnyTime) return undefined;
  if (key.notBefore !== undefined && key.notBefore > nowSeconds)
    return forbidden("KeyNotYetValid", `Operation ${name} is not allowed on a key that is not yet valid.`);
  if (key.expires !== undefined && key.expires <= nowSeconds)
    return forbidden("KeyExpired", `Operation ${name} is not allowed on an expired key.`);
  return undefined;
}

function runSign(pair: KeyPair, body: unknown): Buffer {
  const { alg, value } = readVaultBody(signShape, body) as { alg: string; value: string };
  return signDigest(pair, toSignature(alg, pair), Buffer.from(value, "base64url"));
}

function runVerify(pair: KeyPair, body: unknown): boolean {
  const { alg, digest, value } = readVaultBody(verifyShape, body) as { alg: string; digest: string; value: string };
  return isSignatureOf(pair, toSignature(alg, pair), Buffer.from(digest, "base64url"), Buffer.from(value, "base64url"));
}

function runEncrypt(pair: KeyPair, body: unknown): Buffer {
  const { algorithm, value } = readCipher(body, pair);
  return encryptWith(pair, algorithm, value);
}

function runDecrypt(pair: KeyPair, body: unknown): Buffer {
  const { algorithm, value } = readCipher(body, pair);
  return decryptWith(pair, algorithm, value);
}

function readCipher(body: unknown, pair: KeyPair): { algorithm: EncryptionAlgorithm; value: Buffer } {
  const { alg, value } = readVaultBody(cipherShape, body) as { alg: string; value: string };
  const algorithm = encryptionAlgorithms.find((known) => known === alg);
  if (algorithm === undefined || curveOf(pair.publicKey) !== undefined) throw notSupported(alg, pair);
  return { algorithm, value: Buffer.from(value, "base64url") };
}

/** An algorithm that is for the key: each curve has one. */
function toSignature(alg: string, pair: KeyPair): SignatureAlgorithm {
  const algorithm = signatureAlgorithms.find((known) => known === alg);
  const curve = curveOf(pair.publicKey);
  const isFor = curve === undefined ? !alg.startsWith("ES") : curve.signatureAlgorithm === alg;
  if (algorithm === undefined || !isFor) throw notSupported(alg, pair);
  return algorithm;
}

/** ASSUMED: the words for an algorithm of another type of key. */
function notSupported(alg: string, { publicKey }: KeyPair): Refusal {
  const curve = curveOf(publicKey);
  const type = curve === undefined ? "RSA" : `EC on curve ${curve.name}`;
  return new Refusal(400, "BadParameter", `Algorithm '${alg}' is not supported for keys of type ${type}.`);
}
