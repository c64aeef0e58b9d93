import { randomUUID } from "node:crypto";

/** What a client assertion says, and what signs it. */
export interface ClientAssertionParts {
  readonly clientId: string;
  /** The token endpoint that it is for. */
  readonly audience: string;
  /** SHA-256 of the certificate, hexadecimal. */
  readonly thumbprint: string;
  /** RSASSA-PSS with SHA-256 over the bytes, by whoever has the key. */
  readonly sign: (signingInput: Uint8Array) => Promise<Uint8Array>;
}

/** Life of an assertion, in seconds: the shortest that Microsoft's own libraries give one; it is used at once, and once. */
const lifeSeconds = 600;

/**
 * A client assertion (RFC 7523) whose signature is made elsewhere: neither MSAL nor jose sign with a key that is not at
 * hand. Header and claims are Microsoft's: PS256, and the certificate by `x5t#S256`.
 * Source: https://learn.microsoft.com/entra/identity-platform/certificate-credentials, read 2026-11-25.
 */
export async function createClientAssertion({ clientId, audience, thumbprint, sign }: ClientAssertionParts): Promise<string> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const header = { alg: "PS256", typ: "JWT", "x5t#S256": Buffer.from(thumbprint, "hex").toString("base64url") };
  const claims = {
    aud: audience,
    iss: clientId,
    sub: clientId,
    jti: randomUUID(),
    nbf: nowSeconds,
    iat: nowSeconds,
    exp: nowSeconds + lifeSeconds,
  };
  const signingInput = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${signingInput}.${Buffer.from(await sign(Buffer.from(signingInput))).toString("base64url")}`;
}
