import { createHash, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { JWK } from "jose";
import { createKeyCertificate } from "./key-certificate.ts";

/** A signing key of the simulated calling service. No real service knows it. */
export interface CallingKey {
  /** Also the JWKS `kid`; Bot Framework key sets use the same value for both. */
  readonly x5t: string;
  readonly privateKey: KeyObject;
  /** Public half as it stands in the key set: kty, use, kid, x5t, n, e, x5c, endorsements. */
  readonly publicJwk: JWK & { readonly endorsements: readonly string[] };
}

/** The certificate beside a key lives longer than any cloud runs: 30 days, in milliseconds of wall time. */
const certificateLifeMs = 30 * 24 * 3600 * 1000;
/** An hour before now, so that a reader whose clock is behind accepts it. */
const certificateHeadStartMs = 3600 * 1000;

/**
 * Makes an RSA key of 2,048 bits with its certificate. `serial` is 1 to 127.
 * Source: bot-docs rest-api/bot-framework-rest-connector-authentication.md (members of a key), read 2026-11-23.
 */
export async function createCallingKey(serial: number, nowMs: number): Promise<CallingKey> {
  const keys = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const certificate = await createKeyCertificate(keys, serial, nowMs - certificateHeadStartMs, nowMs + certificateLifeMs);
  const x5t = createHash("sha1").update(certificate).digest("base64url");
  const { n, e } = keys.publicKey.export({ format: "jwk" });
  return {
    x5t,
    privateKey: keys.privateKey,
    publicJwk: {
      kty: "RSA",
      use: "sig",
      kid: x5t,
      x5t,
      n: String(n),
      e: String(e),
      x5c: [certificate.toString("base64")],
      endorsements: ["msteams"],
    },
  };
}
