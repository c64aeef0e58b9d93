import { RestError } from "@azure/core-rest-pipeline";
import { decode } from "../decoder/decode.ts";
import { fillIn, toFillInValues } from "../decoder/fill-in.ts";
import { failed, passed, type Judgement } from "../judgement.ts";
import { formatQuote, parseRestError } from "../quote.ts";
import type { Check, Verification } from "../verification.ts";

/** Mode `certificate`: the vault signs with the key in use for the operator. The key itself never comes here. */
export const keyCheck: Check = {
  checkId: "credential.key-sign",
  link: "credential",
  isFor: ({ credential }) => credential.mode === "certificate",
  needs: [],
  run: checkKeySign,
};

async function checkKeySign(verification: Verification): Promise<Judgement> {
  const { outputs, clients, findings, progress, cloud, calleeObjectId } = verification;
  const { certificate, generation } = outputs.credential;
  const expected = "Key Vault Crypto User for the operator, and an enabled key in its life";
  if (certificate === undefined) {
    return failed("DT_CREDENTIAL_KEY_UNUSABLE", "the outputs name no certificate", {
      saw: "credential.mode certificate without credential.certificate",
      expected,
      fix: `pulumi up --stack ${outputs.stack}, then take the outputs anew`,
    });
  }
  const { keyUrl } = certificate;
  progress.step("credential", `having ${outputs.vault.name} sign with the key of generation ${generation}`);
  try {
    const first = await clients.signAssertion(certificate);
    let unused: string | undefined = first;
    findings.proof = async () => {
      const clientAssertion = unused ?? (await clients.signAssertion(certificate));
      unused = undefined; // each assertion once: it has an id of its own, and lives for minutes
      return { clientAssertion };
    };
    return passed("the vault signed with the calling app's key, which cannot leave it", { saw: keyUrl, expected });
  } catch (error) {
    if (!(error instanceof RestError) || error.statusCode === undefined || error.statusCode === 429 || error.statusCode >= 500) throw error;
    const wire = parseRestError(error);
    const row = decode({ surface: "vault-key", status: error.statusCode, codes: wire.codes, message: wire.message });
    const quote = formatQuote(wire);
    return failed(
      "DT_CREDENTIAL_KEY_UNUSABLE",
      `the vault does not sign for the calling app: ${row?.cause ?? "for a reason that is not known here"}`,
      {
        saw: `${`HTTP ${error.statusCode} ${wire.codes[0] ?? ""}${quote === "" ? "" : ` (${quote})`}`.trim()} at ${keyUrl}`,
        expected,
        fix: row === undefined ? "quote the ids above to Microsoft" : fillIn(row.fix, toFillInValues(outputs, cloud, calleeObjectId)),
      },
    );
  }
}
