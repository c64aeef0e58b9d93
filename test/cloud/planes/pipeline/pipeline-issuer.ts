import { randomBytes, randomUUID, type KeyObject } from "node:crypto";
import { signToken } from "../../core/json-web-token.ts";
import { createSigningKey } from "../login/signing-key.ts";

/** The one job of a pipeline that a story runs in: who its tokens say it is. */
export interface PipelineJob {
  /** GitHub's is `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** For example `repo:ORG/REPO:environment:NAME`. */
  readonly subject: string;
}

/** A pipeline's token service: it says who a job is, and what its tokens can be checked with. */
export interface PipelineIssuer {
  readonly issuer: string;
  readonly publicKey: KeyObject;
  /** What a job may ask with: `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. */
  readonly requestToken: string;
  readonly issue: (audience: string) => string;
}

/** Life of a token, in seconds. Source: https://docs.github.com/actions/reference/security/oidc (an example's `exp` - `iat`), read 2026-11-25; ASSUMED for all. */
const lifeSeconds = 900;

/** A token service with a key of its own, known to no real one; to the simulated login it is the issuer's. */
export async function createPipelineIssuer(
  { issuer, subject }: PipelineJob,
  wallMs: () => number,
  addSecret: (secret: string) => void,
): Promise<PipelineIssuer> {
  const key = await createSigningKey();
  const requestToken = randomBytes(32).toString("base64url");
  addSecret(requestToken);
  return {
    issuer,
    publicKey: key.publicKey,
    requestToken,
    issue: (audience) => {
      const nowSeconds = Math.floor(wallMs() / 1000);
      const claims = {
        jti: randomUUID(),
        iss: issuer,
        sub: subject,
        aud: audience,
        iat: nowSeconds,
        nbf: nowSeconds,
        exp: nowSeconds + lifeSeconds,
      };
      const token = signToken({ kid: key.keyId }, claims, key.privateKey);
      addSecret(token);
      return token;
    },
  };
}
