import { createDecipheriv, createHash, createHmac, createPrivateKey, type KeyObject, pbkdf2Sync, randomBytes } from "node:crypto";
import { context0, type DerValue, derTag, integer, octets, oid, parseDer, sequence, toDer } from "./der.ts";

/** Object identifiers. Of RFC 7292 (PKCS #12), RFC 8018 (PKCS #5) and RFC 5652; held against what OpenSSL reads and writes. */
const oids = {
  data: "1.2.840.113549.1.7.1",
  encryptedData: "1.2.840.113549.1.7.6",
  keyBag: "1.2.840.113549.1.12.10.1.1",
  shroudedKeyBag: "1.2.840.113549.1.12.10.1.2",
  certificateBag: "1.2.840.113549.1.12.10.1.3",
  x509Certificate: "1.2.840.113549.1.9.22.1",
  sha1: "1.3.14.3.2.26",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
  pbes2: "1.2.840.113549.1.5.13",
  pbeTripleDes: "1.2.840.113549.1.12.1.3",
  hmacSha1: "1.2.840.113549.2.7",
  hmacSha256: "1.2.840.113549.2.9",
  aes128: "2.16.840.1.101.3.4.1.2",
  aes256: "2.16.840.1.101.3.4.1.42",
} as const;
const is = (value: DerValue | undefined, name: keyof typeof oids): boolean => value !== undefined && oid(oids[name]).equals(value.bytes);
const macIterations = 2048;
/** Beyond it a store would keep the vault busy for seconds. ASSUMED: that the service has such a limit. */
const maxIterations = 1_000_000;

/** A key with its certificates, the leaf first. */
export interface KeyStore {
  readonly privateKey: KeyObject;
  readonly certificates: readonly Buffer[];
}

/** A store with an empty password, as a vault hands it out; its bags are not encrypted, which every reader takes. `privateKey` may stay inside. */
export function createPkcs12(privateKey: KeyObject | undefined, certificates: readonly Buffer[]): Buffer {
  const bags = [
    ...(privateKey === undefined ? [] : [sequence(oid(oids.keyBag), context0(privateKey.export({ format: "der", type: "pkcs8" })))]),
    ...certificates.map((certificate) =>
      sequence(oid(oids.certificateBag), context0(sequence(oid(oids.x509Certificate), context0(octets(certificate))))),
    ),
  ];
  const safe = sequence(sequence(oid(oids.data), context0(octets(sequence(...bags)))));
  const salt = randomBytes(8);
  const mac = createHmac("sha256", deriveKey("sha256", "", salt, macIterations, 3, 32))
    .update(safe)
    .digest();
  const digestInfo = sequence(sequence(oid(oids.sha256), toDer(derTag.null)), octets(mac));
  return sequence(integer(3), sequence(oid(oids.data), context0(octets(safe))), sequence(digestInfo, octets(salt), integer(macIterations)));
}

/** Reads a store. @throws Error where it is none, the password is wrong, or it is encrypted as nobody does any more (RC2) */
export function readPkcs12(bytes: Buffer, password: string): KeyStore {
  const [, authenticated, macData] = parseDer(bytes).children;
  const safe = contentOf(authenticated);
  checkMac(macData, safe, password);
  const bags = parseDer(safe).children.flatMap((info) => parseDer(openContent(info, password)).children);
  const certificates = bags
    .filter((bag) => is(bag.children[0], "certificateBag"))
    .map((bag) => octetsOf(bag.children[1]?.children[0]?.children[1]?.children[0]));
  const keyBag = bags.find((bag) => is(bag.children[0], "keyBag") || is(bag.children[0], "shroudedKeyBag"));
  const value = keyBag?.children[1]?.children[0];
  if (value === undefined) throw new Error("no private key");
  const key = is(keyBag?.children[0], "keyBag") ? value.bytes : decrypt(value.children[0], octetsOf(value.children[1]), password);
  return { privateKey: createPrivateKey({ key, format: "der", type: "pkcs8" }), certificates };
}

function checkMac(macData: DerValue | undefined, safe: Buffer, password: string): void {
  const [digestInfo, salt, iterations] = macData?.children ?? [];
  const hash = hashOf(digestInfo?.children[0]?.children[0]);
  const key = deriveKey(
    hash,
    password,
    octetsOf(salt),
    iterations === undefined ? 1 : toNumber(iterations),
    3,
    createHash(hash).digest().length,
  );
  if (!createHmac(hash, key).update(safe).digest().equals(octetsOf(digestInfo?.children[1]))) throw new Error("wrong password");
}

/** The bags inside of one part, decrypted where it is. */
function openContent(info: DerValue, password: string): Buffer {
  if (is(info.children[0], "data")) return contentOf(info);
  if (!is(info.children[0], "encryptedData")) throw new Error("a content that is neither data nor encrypted");
  const [, algorithm, encrypted] = info.children[1]?.children[0]?.children[1]?.children ?? [];
  if (encrypted === undefined) throw new Error("no content");
  // [0] IMPLICIT OCTET STRING; BER writers cut it in pieces.
  const pieces = encrypted.children.length > 0 ? encrypted.children.map(({ content }) => content) : [encrypted.content];
  return decrypt(algorithm, Buffer.concat(pieces), password);
}

function decrypt(algorithm: DerValue | undefined, encrypted: Buffer, password: string): Buffer {
  const [name, parameters] = algorithm?.children ?? [];
  if (is(name, "pbeTripleDes")) {
    const salt = octetsOf(parameters?.children[0]);
    const iterations = toNumber(parameters?.children[1]);
    const key = deriveKey("sha1", password, salt, iterations, 1, 24);
    return run("des-ede3-cbc", key, deriveKey("sha1", password, salt, iterations, 2, 8), encrypted);
  }
  if (!is(name, "pbes2")) throw new Error("an encryption that this vault does not know");
  const [derivation, cipher] = parameters?.children ?? [];
  const [salt, iterations, ...more] = derivation?.children[1]?.children ?? [];
  const pseudoRandom = more.find(({ tag }) => tag === derTag.sequence)?.children[0];
  const hash = pseudoRandom === undefined || is(pseudoRandom, "hmacSha1") ? "sha1" : "sha256";
  if (hash === "sha256" && !is(pseudoRandom, "hmacSha256")) throw new Error("a derivation that this vault does not know");
  const size = is(cipher?.children[0], "aes256") ? 256 : 128;
  if (size === 128 && !is(cipher?.children[0], "aes128")) throw new Error("a cipher that this vault does not know");
  const key = pbkdf2Sync(password, octetsOf(salt), toNumber(iterations), size / 8, hash);
  return run(`aes-${size}-cbc`, key, octetsOf(cipher?.children[1]), encrypted);
}

function run(cipher: string, key: Buffer, iv: Buffer, encrypted: Buffer): Buffer {
  const decipher = createDecipheriv(cipher, key, iv);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

/** RFC 7292, appendix B.2: the password as BMPString with two zero bytes behind it. */
function deriveKey(hash: string, password: string, salt: Buffer, iterations: number, purpose: 1 | 2 | 3, length: number): Buffer {
  const block = hash === "sha384" || hash === "sha512" ? 128 : 64;
  const fill = (from: Buffer): Buffer => {
    const size = block * Math.ceil(from.length / block);
    return Buffer.alloc(size, size === 0 ? undefined : from);
  };
  const secret = Buffer.from(`${password}\0`, "utf16le").swap16();
  const diversifier = Buffer.alloc(block, purpose);
  let input = Buffer.concat([fill(salt), fill(secret)]);
  let derived = Buffer.alloc(0);
  while (derived.length < length) {
    let round = createHash(hash).update(diversifier).update(input).digest();
    for (let at = 1; at < iterations; at += 1) round = createHash(hash).update(round).digest();
    derived = Buffer.concat([derived, round]);
    const addend = BigInt(`0x${Buffer.alloc(block, round).toString("hex")}`) + 1n;
    const blocks = Array.from({ length: input.length / block }, (_, at) => {
      const sum = (BigInt(`0x${input.subarray(at * block, (at + 1) * block).toString("hex")}`) + addend) % (1n << BigInt(block * 8));
      return Buffer.from(sum.toString(16).padStart(block * 2, "0"), "hex");
    });
    input = Buffer.concat(blocks);
  }
  return derived.subarray(0, length);
}

function hashOf(name: DerValue | undefined): "sha1" | "sha256" | "sha384" | "sha512" {
  const hash = (["sha1", "sha256", "sha384", "sha512"] as const).find((known) => is(name, known));
  if (hash === undefined) throw new Error("a digest that this vault does not know");
  return hash;
}

/** The octets in a ContentInfo of type data. */
function contentOf(info: DerValue | undefined): Buffer {
  return octetsOf(info?.children[1]?.children[0]);
}

function octetsOf(value: DerValue | undefined): Buffer {
  if (value?.tag !== derTag.octets) throw new Error("no octets where they are expected");
  return value.content;
}

function toNumber(value: DerValue | undefined): number {
  if (value?.tag !== derTag.integer || value.content.length > 4) throw new Error("no small number where it is expected");
  const number = value.content.readUIntBE(0, value.content.length);
  if (number > maxIterations) throw new Error(`more than ${maxIterations} iterations`);
  return number;
}
