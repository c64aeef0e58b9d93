import { toLastFour } from "../../lib/redact.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { failed, passed, skipped, warned, type Judgement } from "../judgement.ts";
import type { Check, Verification } from "../verification.ts";

/** Link 3: token, outputs and callee are of one tenant. */
export const tenantChecks: readonly Check[] = [
  { checkId: "tenant.token", link: "tenant", needs: [], run: checkTokenTenant },
  { checkId: "tenant.callee", link: "tenant", needs: [], run: checkCallee },
];

async function checkTokenTenant({ outputs, findings }: Verification): Promise<Judgement> {
  const claims = findings.claims;
  if (claims === undefined) return skipped("needs a readable token");
  const expected = `tenant ${outputs.tenantId}, client id ${outputs.app.clientId}, an application's token`;
  const saw = `tenant ${claims.tenantId}, client id ${claims.clientId}${claims.isDelegated ? ", a user's token" : ""}`;
  if (claims.tenantId === outputs.tenantId && claims.clientId === outputs.app.clientId && !claims.isDelegated) {
    return passed("the token is of the stack's own tenant and application", { saw, expected });
  }
  return failed("DT_TENANT_MISMATCH", "the token is not of the stack's tenant and application", {
    saw,
    expected,
    fix: `compare dialtone:tenantId in Pulumi.${outputs.stack}.yaml, then: pulumi up --stack ${outputs.stack}`,
  });
}

async function checkCallee({ outputs, calleeObjectId, clients, progress }: Verification): Promise<Judgement> {
  const callee = toLastFour(calleeObjectId);
  progress.step("tenant", `looking callee ${callee} up`);
  const answer = await clients.readDirectory(`/users/${calleeObjectId}?$select=id,userType,accountEnabled`);
  const expected = `an enabled member of tenant ${outputs.tenantId}`;
  const fix = `name another callee in dialtone:callees of Pulumi.${outputs.stack}.yaml, then: pulumi up --stack ${outputs.stack}`;
  if (answer.status === 404) {
    return failed("DT_TENANT_CALLEE_UNKNOWN", `callee ${callee} is not a user of this tenant`, { saw: "HTTP 404", expected, fix });
  }
  if (answer.status !== 200) return skipped(`the operator may not read users (HTTP ${answer.status}); the call itself will tell`);
  const user = toObject(parseJson(answer.text));
  if (user["accountEnabled"] === false) {
    return warned("DT_TENANT_CALLEE_UNSUITABLE", `callee ${callee} is a disabled account: it cannot answer`, {
      saw: "disabled",
      expected,
      fix,
    });
  }
  if (user["userType"] === "Guest") {
    return warned("DT_TENANT_CALLEE_UNSUITABLE", `callee ${callee} is a guest: the calling service may refuse the call (7505)`, {
      saw: "a guest",
      expected,
      fix,
    });
  }
  return passed(`callee ${callee} is a member of the stack's tenant`, { saw: "an enabled member", expected });
}
