import type { Outputs } from "../../../infra/contract/outputs.ts";
import { NoAssertion, readPresented } from "../../lib/federated-assertion.ts";
import { failed, passed, type Judgement } from "../judgement.ts";
import type { Check, Verification } from "../verification.ts";

type Trust = NonNullable<Outputs["credential"]["federated"]>[number];

/** Mode `federated`: the pipeline or machine that verify runs on has a token to show in place of a secret. */
export const assertionCheck: Check = {
  checkId: "credential.assertion",
  link: "credential",
  isFor: ({ credential }) => credential.mode === "federated",
  needs: [],
  run: checkAssertion,
};

async function checkAssertion({ outputs, clients, findings, progress }: Verification): Promise<Judgement> {
  const trusts = outputs.credential.federated ?? [];
  const expected = trusts.map((trust) => formatTrust(trust)).join("; or ");
  progress.step("credential", `asking for a token about whoever runs this, for ${trusts.at(-1)?.audience ?? ""}`);
  try {
    const { assertion, source } = await clients.readAssertion(trusts);
    const presented = readPresented(assertion);
    findings.presented = presented && formatTrust(presented);
    findings.proof = async () => ({ clientAssertion: (await clients.readAssertion(trusts)).assertion });
    return passed(`${source} gave a token about whoever runs this`, {
      saw: findings.presented ?? "a token that is not readable here",
      expected,
    });
  } catch (error) {
    if (!(error instanceof NoAssertion)) throw error;
    return failed("DT_CREDENTIAL_ASSERTION", "there is no token here that the calling app could prove itself with", {
      saw: error.message,
      expected,
      fix: "run verify in the pipeline or on the machine that the app trusts (GitHub Actions: permissions: id-token: write), or trust another one: add a generation to dialtone:credential",
    });
  }
}

/** One line of the three that must agree, letter by letter. */
export function formatTrust({ issuer, subject, audience }: Trust): string {
  return `issuer ${issuer}, subject ${subject}, audience ${audience}`;
}
