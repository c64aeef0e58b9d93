// Proves what an administrator is given, as text and as page. Whether Microsoft's commands do what they say is not proved here.
import { test, type TestContext } from "node:test";
import { createPaint } from "../../../../../scripts/lib/paint.ts";
import { loadCloud } from "../../../../../infra/contract/cloud.ts";
import { formatReport } from "../../../../../scripts/verify/format-report.ts";
import { createConsentCommands } from "../../../../../scripts/verify/hand-off/consent-commands.ts";
import { formatConsentFix } from "../../../../../scripts/verify/hand-off/format-consent-fix.ts";
import { formatHandOffPage } from "../../../../../scripts/verify/hand-off/format-hand-off-page.ts";
import { formatHandOffText } from "../../../../../scripts/verify/hand-off/format-hand-off-text.ts";
import { createHandOff, toHandOff, type HandOff } from "../../../../../scripts/verify/hand-off/hand-off.ts";
import { createHandedOffEvidence, createProvedEvidence } from "../evidence-fixture.ts";
import { clientId, outputs, tenantId } from "../verification-fixture.ts";

const handOff = createHandOff(outputs, loadCloud("public", {}));

const unescaped = (page: string): string => page.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");

/** What both forms must say. */
const wanted = [
  'stack "dev"',
  "Dialtone dev",
  clientId,
  tenantId,
  "Calls.Initiate.All",
  "284383ee-7f6e-4e40-a2a8-e85dcb029101",
  "Allows the app to place outbound calls to a single user and transfer calls to users in your organization’s directory, without a signed-in user.",
  "ring one person of the organisation at a time, at any hour",
  "Calls.AccessMedia.All",
  "the app may ring anybody in the tenant",
  outputs.consent.adminConsentUrl,
  ...Object.values(createConsentCommands(handOff)).flat(),
  "npm run verify -- --stack dev",
  "Nothing is deployed again",
];

test("the text says who asks, for what, what it allows and not, every way to grant, delegate and revoke, and what comes next", (t: TestContext) => {
  const text = formatHandOffText(handOff);
  t.assert.deepStrictEqual(
    wanted.filter((one) => !text.includes(one)),
    [],
  );
});

test("the page says the same", (t: TestContext) => {
  const page = unescaped(formatHandOffPage(handOff));
  t.assert.deepStrictEqual(
    wanted.filter((one) => !page.includes(one)),
    [],
  );
});

test("every command has the reader's own values filled in", (t: TestContext) => {
  t.assert.deepStrictEqual(createConsentCommands(handOff), {
    az: [
      `az login --tenant ${tenantId} --allow-no-subscriptions`,
      `az rest --method POST --url https://graph.microsoft.com/v1.0/servicePrincipals/88888888-8888-4888-8888-888888888888/appRoleAssignedTo --resource https://graph.microsoft.com --headers Content-Type=application/json --body '{"principalId":"77777777-7777-4777-8777-777777777777","resourceId":"88888888-8888-4888-8888-888888888888","appRoleId":"284383ee-7f6e-4e40-a2a8-e85dcb029101"}'`,
    ],
    powershell: [
      `Connect-MgGraph -TenantId ${tenantId} -Environment Global -Scopes AppRoleAssignment.ReadWrite.All,Application.Read.All`,
      "New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId 88888888-8888-4888-8888-888888888888 -PrincipalId 77777777-7777-4777-8777-777777777777 -ResourceId 88888888-8888-4888-8888-888888888888 -AppRoleId 284383ee-7f6e-4e40-a2a8-e85dcb029101",
    ],
    policy: [
      `Connect-MgGraph -TenantId ${tenantId} -Environment Global -Scopes Policy.ReadWrite.PermissionGrant,RoleManagement.ReadWrite.Directory`,
      `New-MgPolicyPermissionGrantPolicy -Id dialtone-${clientId} -DisplayName "Dialtone consent for ${clientId}" -Description "Only Calls.Initiate.All, only this app"`,
      `New-MgPolicyPermissionGrantPolicyInclude -PermissionGrantPolicyId dialtone-${clientId} -PermissionType application -ResourceApplication 00000003-0000-0000-c000-000000000000 -Permissions 284383ee-7f6e-4e40-a2a8-e85dcb029101 -ClientApplicationIds ${clientId}`,
      `New-MgRoleManagementDirectoryRoleDefinition -DisplayName "Dialtone consent for ${clientId}" -IsEnabled -RolePermissions @{ allowedResourceActions = @("microsoft.directory/servicePrincipals/managePermissionGrantsForAll.dialtone-${clientId}") }`,
    ],
    revokeByAz: [
      `az login --tenant ${tenantId} --allow-no-subscriptions`,
      "az rest --method GET --url https://graph.microsoft.com/v1.0/servicePrincipals/77777777-7777-4777-8777-777777777777/appRoleAssignments --resource https://graph.microsoft.com --query \"value[?appRoleId=='284383ee-7f6e-4e40-a2a8-e85dcb029101'].id\" --output tsv",
      "az rest --method DELETE --url https://graph.microsoft.com/v1.0/servicePrincipals/77777777-7777-4777-8777-777777777777/appRoleAssignments/ASSIGNMENT-ID --resource https://graph.microsoft.com",
    ],
    revokeByPowershell: [
      `Connect-MgGraph -TenantId ${tenantId} -Environment Global -Scopes AppRoleAssignment.ReadWrite.All,Application.Read.All`,
      "Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId 77777777-7777-4777-8777-777777777777 | Where-Object AppRoleId -eq 284383ee-7f6e-4e40-a2a8-e85dcb029101 | ForEach-Object { Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId 77777777-7777-4777-8777-777777777777 -AppRoleAssignmentId $_.Id }",
    ],
  });
});

test("another cloud is signed in to first, by both tools' own names for it", (t: TestContext) => {
  const commands = createConsentCommands(createHandOff(outputs, loadCloud("usgov-dod", {})));
  t.assert.strictEqual(commands.az[0], "az cloud set --name AzureUSGovernment");
  t.assert.match(commands.powershell[0] ?? "", /-Environment USGovDoD /);
  t.assert.match(commands.az[2] ?? "", /--resource https:\/\/dod-graph\.microsoft\.us /);
});

test("a name with quotes and a command in it stays out of every line that is pasted", (t: TestContext) => {
  const hostile: HandOff = { ...handOff, displayName: `x"; rm -rf / #'$(reboot)` };
  const lines = Object.values(createConsentCommands(hostile)).flat();
  t.assert.deepStrictEqual(
    lines.filter((line) => line.includes("reboot")),
    [],
  );
  t.assert.doesNotMatch(formatHandOffPage({ ...handOff, displayName: "<script>alert(1)</script>" }), /<script/);
});

test("the evidence carries the hand-off, and none where nobody has to consent", async (t: TestContext) => {
  t.assert.deepStrictEqual(toHandOff(await createHandedOffEvidence()), handOff);
  t.assert.strictEqual(toHandOff(await createProvedEvidence()), undefined);
});

test("the report prints the hand-off once, below the chain", async (t: TestContext) => {
  const text = formatReport(await createHandedOffEvidence(), createPaint(false, {}));
  t.assert.match(text, /fix {7}hand the text below to an administrator; after the grant run verify again\n/);
  t.assert.strictEqual(text.split("New-MgServicePrincipalAppRoleAssignedTo").length, 2);
  t.assert.ok(text.includes(`For the administrator:\n\n${formatHandOffText(handOff).trimEnd()}\n`));
});

test("the fix in the evidence has URL, az and PowerShell lines", (t: TestContext) => {
  const fix = formatConsentFix(handOff);
  const commands = createConsentCommands(handOff);
  t.assert.deepStrictEqual(
    [outputs.consent.adminConsentUrl, ...commands.az, ...commands.powershell].filter((line) => !fix.includes(line)),
    [],
  );
});
