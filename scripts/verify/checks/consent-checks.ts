import { callsInitiateAllValue } from "../../../infra/contract/microsoft-ids.ts";
import type { AppTokenAnswer } from "../../lib/app-token.ts";
import { pollWithin } from "../../lib/poll-within.ts";
import { parseTokenClaims } from "../../lib/token-claims.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { formatConsentFix } from "../hand-off/format-consent-fix.ts";
import { createHandOff } from "../hand-off/hand-off.ts";
import { failed, passed, skipped, unknown, type Judgement } from "../judgement.ts";
import { requestToken } from "../request-token.ts";
import type { Check, Verification } from "../verification.ts";

/** Link 2: a fresh token carries the one role, and no other of Graph. */
export const consentChecks: readonly Check[] = [
  { checkId: "consent.assignment", link: "consent", needs: [], run: checkAssignment },
  { checkId: "consent.role-in-token", link: "consent", needs: [], run: checkRoleInToken },
  { checkId: "consent.nothing-wider", link: "consent", needs: ["consent.role-in-token"], run: checkNothingWider },
];

/** Reads the grant back where the operator may. It decides nothing by itself: only a token proves consent. */
async function checkAssignment({ outputs, clients, findings, progress }: Verification): Promise<Judgement> {
  progress.step("consent", `reading the grant of ${callsInitiateAllValue} back`);
  const answer = await clients.readDirectory(`/servicePrincipals/${outputs.app.principalObjectId}/appRoleAssignments`);
  if (answer.status !== 200) {
    return skipped(`the operator may not read app role assignments (HTTP ${answer.status}); the token decides`);
  }
  const list = toObject(parseJson(answer.text))["value"];
  const assignments = Array.isArray(list) ? list.map(toObject) : [];
  findings.isGranted = assignments.some(
    (one) => one["appRoleId"] === outputs.permission.appRoleId && one["resourceId"] === outputs.permission.resourceObjectId,
  );
  return findings.isGranted
    ? passed(`the directory has the grant of ${callsInitiateAllValue}`, {
        saw: `app role ${outputs.permission.appRoleId} for principal ${outputs.app.principalObjectId}`,
        expected: "the same",
      })
    : skipped("the directory shows no grant of it (yet); the token decides");
}

async function checkRoleInToken(verification: Verification): Promise<Judgement> {
  const { outputs, findings, clock, budgets, signal, progress } = verification;
  const expected = `"${callsInitiateAllValue}" in the roles of a fresh token`;
  if (findings.claims === undefined) {
    return unknown("DT_UNCERTAIN_TOKEN", "the token cannot be read, so it says nothing about consent", {
      saw: "an opaque token",
      expected,
      fix: "run verify again; if tokens stay opaque, read the grant back as an administrator: Entra admin center, Enterprise applications, Permissions",
    });
  }
  const isThere = (): boolean => findings.claims?.roles.includes(callsInitiateAllValue) === true;
  // A person has to consent and has not, as far as anybody can see: waiting would only hide that.
  const isWorthWaiting = outputs.consent.mode === "grant" || findings.isGranted === true;
  if (!isThere() && isWorthWaiting) {
    await pollWithin({
      clock,
      signal,
      everySeconds: budgets.consentPollSeconds,
      budgetSeconds: budgets.consentSeconds,
      attempt: async () => keepToken(await requestToken(verification), verification),
      isEnough: isThere,
      onWait: (elapsed, budget) =>
        progress.step("consent", `waiting for ${callsInitiateAllValue} in a fresh token: ${Math.round(elapsed)} s of ${budget} s`),
    });
  }
  const saw = `roles: ${findings.claims.roles.length === 0 ? "none" : findings.claims.roles.join(", ")}`;
  if (isThere()) {
    findings.isGranted = true;
    return passed(`a fresh token carries ${callsInitiateAllValue}`, { saw, expected });
  }
  const fix = formatConsentFix(createHandOff(outputs, verification.cloud));
  const message = `"${outputs.app.displayName}" may not place calls: admin consent for ${callsInitiateAllValue} is missing`;
  return outputs.consent.mode === "manual" && findings.isGranted !== true
    ? failed("DT_CONSENT_HANDOFF", `${message}; this stack leaves it to an administrator`, { saw, expected, fix })
    : failed("DT_CONSENT_MISSING", message, { saw, expected, fix });
}

function keepToken(answer: AppTokenAnswer, { findings }: Verification): void {
  // A refusal in between is a replica that lags; the last good token stands.
  if (answer.kind !== "token") return;
  findings.accessToken = answer.accessToken;
  findings.claims = parseTokenClaims(answer.accessToken) ?? findings.claims;
}

async function checkNothingWider({ outputs, findings }: Verification): Promise<Judgement> {
  const wider = (findings.claims?.roles ?? []).filter((role) => role !== callsInitiateAllValue);
  findings.wider = wider;
  const expected = `${callsInitiateAllValue} and no other application permission of Microsoft Graph`;
  if (wider.length === 0)
    return passed(`a fresh token carries ${callsInitiateAllValue} and no other Graph role`, { saw: callsInitiateAllValue, expected });
  return failed("DT_CONSENT_WIDER", `"${outputs.app.displayName}" may do more than it needs`, {
    saw: wider.join(", "),
    expected,
    fix: `an administrator removes them: Entra admin center, Enterprise applications, client id ${outputs.app.clientId}, Permissions; then run verify again (a token keeps its roles for up to 90 minutes, verify asks for a new one)`,
  });
}
