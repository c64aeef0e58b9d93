import { parseJson, toObject } from "../../lib/wire-error.ts";
import { failed, ok, type Finding } from "./finding.ts";
import { describeAnswer, unanswered, type PreflightContext } from "./preflight-context.ts";

const check = "tenants";

/** Directory, subscription and callee are of one tenant: whom Graph may call is decided by the tenant of the app. */
export async function checkTenants({ cloud, blueprint }: PreflightContext): Promise<readonly Finding[]> {
  const { tenantId, subscriptionId } = blueprint;
  const { signedIn } = cloud;
  const findings: Finding[] = [];
  if (signedIn.tenantId.toLowerCase() !== tenantId)
    findings.push(
      failed(
        check,
        "the sign-in is of another tenant than the environment",
        `signed in to ${signedIn.tenantId}, --tenant ${tenantId}`,
        `az login --tenant ${tenantId}`,
      ),
    );
  const answer = await cloud.readAzure(`/subscriptions/${subscriptionId}?api-version=2022-12-01`);
  if (answer.status === 404 || answer.status === 403) {
    const fix = `az account list --output table shows what this sign-in sees; then --subscription ID, or az login --tenant ${tenantId}`;
    return [...findings, failed(check, `this sign-in does not see subscription ${subscriptionId}`, describeAnswer(answer), fix)];
  }
  if (answer.status !== 200) return [...findings, unanswered(check, "which tenant the subscription is of", answer)];
  const subscription = toObject(parseJson(answer.text));
  const owner = String(subscription["tenantId"]).toLowerCase();
  if (owner !== tenantId)
    findings.push(
      failed(
        check,
        "the subscription is of another tenant than the app and the callee",
        `subscription of ${owner}, app in ${tenantId}`,
        `a subscription of tenant ${tenantId}: az account list --output table, then --subscription ID`,
      ),
    );
  if (subscription["state"] !== "Enabled")
    findings.push(
      failed(
        check,
        "the subscription is not enabled",
        `state ${String(subscription["state"])}`,
        `have it enabled again in the Azure portal, or: --subscription ID`,
      ),
    );
  if (findings.length > 0) return findings;
  return [ok(check, "directory and subscription are of one tenant", `tenant ${tenantId}, subscription ${subscriptionId}`)];
}
