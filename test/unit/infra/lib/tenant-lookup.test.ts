// The look-up of Microsoft Graph and of the deployer. Cannot prove what a tenant answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as azuread from "@pulumi/azuread";
import type { DialtoneError } from "../../../../infra/contract/dialtone-error.ts";
import { loadTenantLookup } from "../../../../infra/lib/tenant-lookup.ts";
import { ids, recordRun, type Recording } from "../components/recorded-run.ts";

async function look(appRoleIds?: Record<string, string>): Promise<{ run: Recording; found: unknown }> {
  const answers = appRoleIds === undefined ? {} : { getServicePrincipal: { objectId: ids.graphPrincipal, appRoleIds } };
  let found: unknown;
  const run = await recordRun(
    async () => {
      found = await loadTenantLookup(new azuread.Provider("azuread", {})).catch((error: unknown) => error);
    },
    { answers },
  );
  return { run, found };
}

test("finds Microsoft Graph by its client id, the app role by its name, and the deployer", async () => {
  const { run, found } = await look();
  assert.deepEqual(found, { graphPrincipalObjectId: ids.graphPrincipal, appRoleId: ids.role, deployerObjectId: ids.deployer });
  assert.deepEqual(run.invokes.find(({ token }) => token.includes("ServicePrincipal"))?.inputs, {
    clientId: "00000003-0000-0000-c000-000000000000",
  });
});

test("registers nothing for Microsoft's own service principal", async () => {
  const { run } = await look();
  assert.deepEqual(run.ofType("azuread:index/servicePrincipal:ServicePrincipal"), []);
});

for (const [title, appRoleIds, saw] of [
  ["has no such app role", { "User.Read.All": ids.callee }, "no app role of that name"],
  ["gives it another id", { "Calls.Initiate.All": ids.callee }, `app role ${ids.callee}`],
] as const) {
  test(`stops when Microsoft Graph ${title}`, async () => {
    const { found } = await look(appRoleIds);
    const { code, saw: seen, expected } = found as DialtoneError;
    assert.deepEqual([code, seen, expected], ["DT_PROVISION_FAILED", saw, "284383ee-7f6e-4e40-a2a8-e85dcb029101"]);
  });
}
