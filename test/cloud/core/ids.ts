import { createHmac } from "node:crypto";
import type { IdSource } from "./cloud-context.ts";
import type { Transcript } from "./exchange.ts";

/**
 * Ids and secrets that look random and are not: HMAC-SHA-256 of the key under the seed. The same seed and key give the
 * same value in every run, so that transcripts of two runs can be compared. Nothing real must ever trust them.
 */
export function createIdSource(seed: number, transcript: Pick<Transcript, "addSecret">): IdSource {
  const digest = (purpose: string, key: string, part = 0): Buffer =>
    createHmac("sha256", `dialtone-rehearsal-${seed}`).update(`${purpose}\0${part}\0${key}`).digest();

  return {
    guid: (key) => {
      const bytes = digest("guid", key).subarray(0, 16);
      bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
      bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
      const hex = bytes.toString("hex");
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
    },
    hex: (key, digits) => {
      let hex = "";
      for (let part = 0; hex.length < digits; part++) hex += digest("hex", key, part).toString("hex");
      return hex.slice(0, digits);
    },
    secret: (key) => {
      // ASSUMED: 40 characters with `8Q~` from the fourth on, as client secrets of Entra look in practice.
      const characters = digest("secret", key).toString("base64url");
      const value = `${characters.slice(0, 3)}8Q~${characters.slice(3, 37)}`;
      transcript.addSecret(value);
      return value;
    },
  };
}
