import { createECDH, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { KeyPair } from "./key-pair.ts";

/** A curve as Key Vault names it, with its domain parameters. From FIPS 186-4, D.1.2 and SEC 2, 2.4.1; a test holds them against OpenSSL. */
export interface Curve {
  readonly name: "P-256" | "P-384" | "P-521" | "P-256K";
  /** As OpenSSL and JWK (RFC 8812) name it. */
  readonly nodeName: string;
  readonly jwkName: string;
  readonly signatureAlgorithm: "ES256" | "ES384" | "ES512" | "ES256K";
  readonly bytes: number;
  readonly prime: bigint;
  readonly order: bigint;
  readonly a: bigint;
}

const p256 = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const p384 = 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n;
const p521 = 2n ** 521n - 1n;
const p256k = 2n ** 256n - 2n ** 32n - 977n;

/** Curves of keys that a vault makes. Source: `KnownJsonWebKeyCurveName` of @azure/keyvault-keys 4.10.2, read 2026-11-26. */
export const curves: readonly Curve[] = [
  { name: "P-256", nodeName: "prime256v1", jwkName: "P-256", signatureAlgorithm: "ES256", bytes: 32, prime: p256, a: p256 - 3n, order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n },
  { name: "P-384", nodeName: "secp384r1", jwkName: "P-384", signatureAlgorithm: "ES384", bytes: 48, prime: p384, a: p384 - 3n, order: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n },
  { name: "P-521", nodeName: "secp521r1", jwkName: "P-521", signatureAlgorithm: "ES512", bytes: 66, prime: p521, a: p521 - 3n, order: 0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n },
  { name: "P-256K", nodeName: "secp256k1", jwkName: "secp256k1", signatureAlgorithm: "ES256K", bytes: 32, prime: p256k, a: 0n, order: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n },
]; // prettier-ignore

const makePair = promisify(generateKeyPair);

export function createCurvePair(curve: Curve): Promise<KeyPair> {
  return makePair("ec", { namedCurve: curve.nodeName });
}

/** The curve of a key; undefined for keys that are on none. */
export function curveOf(key: KeyObject): Curve | undefined {
  return curves.find(({ nodeName }) => nodeName === key.asymmetricKeyDetails?.namedCurve);
}

/** The public half as JWK, with Key Vault's name of the curve. */
export function toCurveJwk(key: KeyObject, curve: Curve): { readonly crv: string; readonly x: string; readonly y: string } {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return { crv: curve.name, x, y };
}

/** A pair from a private JWK in Key Vault's words. Throws where it is none. */
export function readCurveJwk(curve: Curve, jwk: { readonly x?: string; readonly y?: string; readonly d?: string }): KeyPair {
  const privateKey = createPrivateKey({
    format: "jwk",
    key: { kty: "EC", crv: curve.jwkName, x: jwk.x ?? "", y: jwk.y ?? "", d: jwk.d ?? "" },
  });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** ECDSA over a digest, `r` and `s` side by side (RFC 7518, 3.4). Node signs what it has hashed itself only, a vault what it is given. */
export function signOnCurve({ privateKey }: KeyPair, curve: Curve, digest: Buffer): Buffer {
  const d = toNumber(Buffer.from(privateKey.export({ format: "jwk" }).d ?? "", "base64url"));
  for (;;) {
    const k = toNumber(randomBytes(curve.bytes + 8)) % curve.order;
    if (k === 0n) continue;
    const r = multiplyBase(curve, k).x % curve.order;
    const s = mod(invert(k, curve.order) * (toScalar(digest, curve) + r * d), curve.order);
    if (r !== 0n && s !== 0n) return Buffer.concat([toBytes(r, curve.bytes), toBytes(s, curve.bytes)]);
  }
}

/** FIPS 186-4, 6.4, by SEC 1, 4.1.4. */
export function isSignatureOnCurve({ publicKey }: KeyPair, curve: Curve, digest: Buffer, signature: Buffer): boolean {
  if (signature.length !== curve.bytes * 2) return false;
  const r = toNumber(signature.subarray(0, curve.bytes));
  const s = toNumber(signature.subarray(curve.bytes));
  if (r === 0n || s === 0n || r >= curve.order || s >= curve.order) return false;
  const w = invert(s, curve.order);
  const { x, y } = publicKey.export({ format: "jwk" });
  const key: Point = { x: toNumber(Buffer.from(x ?? "", "base64url")), y: toNumber(Buffer.from(y ?? "", "base64url")) };
  const u1 = mod(toScalar(digest, curve) * w, curve.order);
  const point = add(curve, u1 === 0n ? undefined : multiplyBase(curve, u1), multiply(curve, mod(r * w, curve.order), key));
  return point !== undefined && point.x % curve.order === r;
}

interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

/** OpenSSL's own multiplication of the base point. */
function multiplyBase(curve: Curve, scalar: bigint): Point {
  const exchange = createECDH(curve.nodeName);
  exchange.setPrivateKey(toBytes(scalar, curve.bytes));
  const point = exchange.getPublicKey();
  return { x: toNumber(point.subarray(1, 1 + curve.bytes)), y: toNumber(point.subarray(1 + curve.bytes)) };
}

function multiply(curve: Curve, scalar: bigint, point: Point): Point | undefined {
  let sum: Point | undefined;
  let doubled: Point | undefined = point;
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) sum = add(curve, sum, doubled);
    doubled = add(curve, doubled, doubled);
  }
  return sum;
}

/** Undefined is the point at infinity. */
function add({ prime, a }: Curve, left: Point | undefined, right: Point | undefined): Point | undefined {
  if (left === undefined) return right;
  if (right === undefined) return left;
  if (left.x === right.x && mod(left.y + right.y, prime) === 0n) return undefined;
  const slope =
    left.x === right.x
      ? mod((3n * left.x * left.x + a) * invert(2n * left.y, prime), prime)
      : mod((right.y - left.y) * invert(right.x - left.x, prime), prime);
  const x = mod(slope * slope - left.x - right.x, prime);
  return { x, y: mod(slope * (left.x - x) - left.y, prime) };
}

/** The leftmost bits of the digest, as many as the order has. */
function toScalar(digest: Buffer, { order }: Curve): bigint {
  const excess = BigInt(Math.max(0, digest.length * 8 - order.toString(2).length));
  return toNumber(digest) >> excess;
}

function invert(value: bigint, modulus: bigint): bigint {
  let [low, high, x, lastX] = [mod(value, modulus), modulus, 1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [high, low] = [low, high % low];
    [lastX, x] = [x, lastX - quotient * x];
  }
  return mod(x, modulus);
}

function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

function toNumber(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString("hex")}`);
}

function toBytes(value: bigint, length: number): Buffer {
  return Buffer.from(value.toString(16).padStart(length * 2, "0"), "hex");
}
