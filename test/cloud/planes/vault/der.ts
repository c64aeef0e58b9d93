/** A value of DER (X.690): its tag, its content, and what is inside of a constructed one. */
export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  readonly children: readonly DerValue[];
  /** Tag and length included. */
  readonly bytes: Buffer;
}

export const derTag = { integer: 0x02, octets: 0x04, null: 0x05, oid: 0x06, sequence: 0x30, set: 0x31, context0: 0xa0 } as const;

export function toDer(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xffff ? 6 : length > 0xff ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, content]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => toDer(derTag.sequence, ...parts);
export const octets = (content: Buffer): Buffer => toDer(derTag.octets, content);
export const context0 = (...parts: readonly Buffer[]): Buffer => toDer(derTag.context0, ...parts);

/** A whole number that is not negative, in as few bytes as there are: the first bit is the sign. */
export function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return toDer(derTag.integer, ...((bytes[0] ?? 0) >= 0x80 ? [Buffer.from([0])] : []), bytes);
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((value) => {
    const groups = [value & 0x7f];
    for (let left = value >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return toDer(derTag.oid, Buffer.from(bytes));
}

/** @throws RangeError where it is no DER, or goes on behind its end */
export function parseDer(bytes: Buffer): DerValue {
  const [value, end] = readAt(bytes, 0);
  if (end !== bytes.length) throw new RangeError("bytes behind the end");
  return value;
}

function readAt(bytes: Buffer, start: number): [value: DerValue, end: number] {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) throw new RangeError("the end is missing");
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4 || first === 0x80) throw new RangeError("a length that DER has not");
  const contentAt = start + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(start + 2, lengthBytes);
  const end = contentAt + length;
  if (end > bytes.length) throw new RangeError("the end is missing");
  const content = bytes.subarray(contentAt, end);
  const children: DerValue[] = [];
  if ((tag & 0x20) !== 0) {
    for (let at = 0; at < content.length;) {
      const [child, next] = readAt(content, at);
      children.push(child);
      at = next;
    }
  }
  return [{ tag, content, children, bytes: bytes.subarray(start, end) }, end];
}
