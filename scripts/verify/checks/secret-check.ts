import { RestError } from "@azure/core-rest-pipeline";
import { decode } from "../decoder/decode.ts";
import { fillIn, toFillInValues } from "../decoder/fill-in.ts";
import { failed, passed, type Judgement } from "../judgement.ts";
import { formatQuote, parseRestError } from "../quote.ts";
import type { Check, Verification } from "../verification.ts";

/** Mode `secret`: the operator reads the client secret in use. */
export const secretCheck: Check = {
  checkId: "credential.secret-read",
  link: "credential",
  isFor: ({ credential }) => credential.mode === "secret",
  needs: [],
  run: checkSecretRead,
};

async function checkSecretRead(verification: Verification): Promise<Judgement> {
  const { outputs, clients, findings, progress, cloud, calleeObjectId } = verification;
  const secretUrl = outputs.credential.secretUrl ?? "";
  progress.step("credential", `reading the secret of generation ${outputs.credential.generation} from ${outputs.vault.name}`);
  try {
    const secret = await clients.readSecret(secretUrl);
    findings.proof = () => Promise.resolve({ clientSecret: secret.value });
    if (secret.value !== "") {
      return passed("the client secret was read from Key Vault by its versionless reference", {
        saw: secretUrl,
        expected: "a current version that the operator may read",
      });
    }
    return unreadable(
      secretUrl,
      "an empty secret",
      `write it anew: add a generation, then pulumi up --stack ${outputs.stack}`,
      "it is empty",
    );
  } catch (error) {
    if (!(error instanceof RestError) || error.statusCode === undefined || error.statusCode === 429 || error.statusCode >= 500) throw error;
    const wire = parseRestError(error);
    const row = decode({ surface: "vault", status: error.statusCode, codes: wire.codes, message: wire.message });
    const quote = formatQuote(wire);
    return unreadable(
      secretUrl,
      `HTTP ${error.statusCode} ${wire.codes[0] ?? ""}${quote === "" ? "" : ` (${quote})`}`.trim(),
      row === undefined ? "quote the ids above to Microsoft" : fillIn(row.fix, toFillInValues(outputs, cloud, calleeObjectId)),
      row?.cause ?? "for a reason that is not known here",
    );
  }
}

function unreadable(secretUrl: string, saw: string, fix: string, cause: string): Judgement {
  return failed("DT_CREDENTIAL_SECRET_UNREADABLE", `the client secret cannot be read from Key Vault: ${cause}`, {
    saw: `${saw} at ${secretUrl}`,
    expected: "Key Vault Secrets User for the operator, and an enabled current version",
    fix,
  });
}
