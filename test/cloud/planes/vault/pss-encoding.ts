import { createHash, randomBytes } from "node:crypto";

/**
 * EMSA-PSS of a digest that was made elsewhere: Node's own `sign` hashes what it gets, and Key Vault signs digests. The
 * salt is as long as the digest (RFC 7518, 3.5). Source: RFC 8017, 9.1, read 2026-11-25.
 */
export function encodePss(digest: Buffer, hash: string, modulusBits: number): Buffer {
  const encodedBits = modulusBits - 1;
  const length = Math.ceil(encodedBits / 8);
  const salt = randomBytes(digest.length);
  const hashed = seal(digest, salt, hash);
  const database = Buffer.concat([Buffer.alloc(length - digest.length * 2 - 2), Buffer.from([1]), salt]);
  const masked = xor(database, toMask(hashed, database.length, hash));
  masked.writeUInt8(masked.readUInt8(0) & (0xff >> (8 * length - encodedBits)), 0);
  return Buffer.concat([masked, hashed, Buffer.from([0xbc])]);
}

/** Whether an encoded message is one of this digest. */
export function isPssOf(encoded: Buffer, digest: Buffer, hash: string, modulusBits: number): boolean {
  const encodedBits = modulusBits - 1;
  const length = Math.ceil(encodedBits / 8);
  if (encoded.length !== length || encoded.at(-1) !== 0xbc) return false;
  const masked = encoded.subarray(0, length - digest.length - 1);
  const hashed = encoded.subarray(length - digest.length - 1, length - 1);
  const database = xor(masked, toMask(hashed, masked.length, hash));
  database.writeUInt8(database.readUInt8(0) & (0xff >> (8 * length - encodedBits)), 0);
  const padding = database.subarray(0, database.length - digest.length);
  if (padding.at(-1) !== 1 || padding.subarray(0, -1).some((byte) => byte !== 0)) return false;
  return seal(digest, database.subarray(-digest.length), hash).equals(hashed);
}

function seal(digest: Buffer, salt: Buffer, hash: string): Buffer {
  return createHash(hash)
    .update(Buffer.concat([Buffer.alloc(8), digest, salt]))
    .digest();
}

/** MGF1 of RFC 8017, B.2.1. */
function toMask(seed: Buffer, length: number, hash: string): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 0; Buffer.concat(blocks).length < length; counter++) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(counter);
    blocks.push(createHash(hash).update(seed).update(number).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, at) => byte ^ (right[at] ?? 0)));
}
