import type { KeyObject } from "node:crypto";

/** A pair whose private half never leaves the vault. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}
