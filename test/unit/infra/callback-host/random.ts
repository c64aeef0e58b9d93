/** Numbers that a seed decides, so that what a run found can be run again. Not for secrets. */
export class Random {
  #state: number;

  constructor(seed: number, stream = 0) {
    // Two rounds part the streams of neighbouring numbers.
    this.#state = (seed ^ Math.imul(stream + 1, 0x9e3779b1)) >>> 0;
    this.next();
    this.next();
  }

  /** From 0 up to but not 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 up to but not `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** True with that probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }

  /** Text of that many characters; one in four is one that breaks things. */
  text(length: number): string {
    return Array.from({ length }, () =>
      this.chance(0.25)
        ? this.pick(["\u0000", "\n", "\r", '"', "\\", "/", "é", "😀", "\ud800", "%", "\u2028", "."])
        : this.pick(["a", "b", "c", "X", "Y", "Z", "0", "1", "9", "-", "_"]),
    ).join("");
  }
}

/** Cuts, doubles, flips, inserts or replaces something somewhere. */
export function mutateBytes(random: Random, bytes: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  const span = 1 + random.below(8);
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(at);
  switch (random.below(7)) {
    case 0:
      return Buffer.concat([before, after.subarray(span)]);
    case 1:
      return Buffer.concat([before, after.subarray(0, span), after]);
    case 2:
      return Buffer.concat([before, random.bytes(span), after]);
    case 3:
      return before;
    case 4: {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
      return flipped;
    }
    case 5: {
      const other = random.below(bytes.length + 1);
      return Buffer.concat([before, bytes.subarray(Math.min(at, other), Math.max(at, other)), after]);
    }
    default:
      return Buffer.concat([
        before,
        Buffer.from(random.pick(["\r\n", "\n", "\0", " ", ":", ",", ".", "{", "[", '"', "=", "\r\n\r\n", "\t"])),
        after,
      ]);
  }
}
