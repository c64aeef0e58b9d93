import type { AppTokenAnswer } from "../lib/app-token.ts";
import type { Verification } from "./verification.ts";

/** A fresh token of the calling app, by what the checks before found it can prove itself with. */
export async function requestToken({ clients, findings }: Verification): Promise<AppTokenAnswer> {
  if (findings.proof === undefined) throw new Error("a token was wanted before there was anything to prove the app with");
  return clients.requestAppToken(await findings.proof());
}
