import type { Outputs } from "../../../infra/contract/outputs.ts";
import { NoAssertion } from "../../lib/federated-assertion.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
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
  // All trusts of one configuration have one audience but where a pipeline asked for another: the newest one's.
  const audience = trusts.at(-1)?.audience ?? "";
  progress.step("credential", `asking for a token about whoever runs this, for ${audience}`);
  try {
    const { assertion, source } = await clients.readAssertion(audience);
    findings.presented = describeAssertion(assertion);
    findings.proof = async () => ({ clientAssertion: (await clients.readAssertion(audience)).assertion });
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

/** Who a token is about, as Entra compares it; nothing else of it. */
function describeAssertion(assertion: string): string | undefined {
  const { iss, sub, aud } = toObject(parseJson(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString("utf8")));
  if (typeof iss !== "string" || typeof sub !== "string") return undefined;
  return formatTrust({ issuer: iss, subject: sub, audience: [aud].flat().join(", ") });
}

/** One line of the three that must agree, letter by letter. */
export function formatTrust({ issuer, subject, audience }: Trust): string {
  return `issuer ${issuer}, subject ${subject}, audience ${audience}`;
}
