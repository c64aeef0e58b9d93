/**
 * Every look before the first change, on answers as Microsoft gives them.
 * Cannot prove: that Microsoft gives them; the e2e test asks the simulated cloud, whose operations name their sources.
 */
import { describe, test, type TestContext } from "node:test";
import { azureRoleDefinitionIds } from "../../../../../infra/contract/microsoft-ids.ts";
import type { Blueprint } from "../../../../../scripts/bootstrap/blueprint.ts";
import type { BootstrapFlags } from "../../../../../scripts/bootstrap/bootstrap-flags.ts";
import { checkAzureRights } from "../../../../../scripts/bootstrap/preflight/check-azure-rights.ts";
import { checkBackend } from "../../../../../scripts/bootstrap/preflight/check-backend.ts";
import { checkCallees } from "../../../../../scripts/bootstrap/preflight/check-callees.ts";
import { checkClock } from "../../../../../scripts/bootstrap/preflight/check-clock.ts";
import { checkConfiguration } from "../../../../../scripts/bootstrap/preflight/check-configuration.ts";
import { checkCredentialPolicy } from "../../../../../scripts/bootstrap/preflight/check-credential-policy.ts";
import { checkEntraRights } from "../../../../../scripts/bootstrap/preflight/check-entra-rights.ts";
import { checkNames } from "../../../../../scripts/bootstrap/preflight/check-names.ts";
import { checkPipeline } from "../../../../../scripts/bootstrap/preflight/check-pipeline.ts";
import { checkProviders } from "../../../../../scripts/bootstrap/preflight/check-providers.ts";
import { checkRegion } from "../../../../../scripts/bootstrap/preflight/check-region.ts";
import { checkSignIn } from "../../../../../scripts/bootstrap/preflight/check-sign-in.ts";
import { checkTenants } from "../../../../../scripts/bootstrap/preflight/check-tenants.ts";
import { checkVersions } from "../../../../../scripts/bootstrap/preflight/check-versions.ts";
import type { Finding } from "../../../../../scripts/bootstrap/preflight/finding.ts";
import type { PreflightContext } from "../../../../../scripts/bootstrap/preflight/preflight-context.ts";
import type { CloudAnswer } from "../../../../../scripts/lib/cloud-http.ts";
import { toPipeline } from "../../../../../scripts/bootstrap/to-pipeline.ts";
import {
  answer,
  blueprint,
  calleeObjectId,
  createCloud,
  createContext,
  flags,
  personObjectId,
  signedIn,
  subscriptionId,
  tenantId,
} from "../bootstrap-fixture.ts";

/** `check: status owner`, for those that are not well. */
function told(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ status }) => status !== "ok")
    .map(({ check, status, owner, stops }) => `${check}: ${status}${stops ? "" : " (goes on)"} ${owner}`);
}

const github = toPipeline(
  { kind: "github", repository: "contoso/voice", environment: undefined, issuer: undefined, subject: undefined, previewSubject: undefined },
  "prod",
);
const other = "00000000-0000-4000-8000-000000000001";

describe("tenants", () => {
  const subscription = (more: object = {}) => ({ subscriptions: answer(200, { tenantId, state: "Enabled", ...more }) });

  test("are well where sign-in, subscription and environment agree", async (t: TestContext) => {
    t.assert.deepStrictEqual(told(await checkTenants(createContext(subscription()))), []);
  });
  test("are all named where none agrees, and a disabled subscription too", async (t: TestContext) => {
    const cloud = createCloud(subscription({ tenantId: other, state: "Disabled" }), { ...signedIn, tenantId: other });
    t.assert.deepStrictEqual(told(await checkTenants(createContext({}, { cloud }))), [
      "tenants: failed you",
      "tenants: failed you",
      "tenants: failed you",
    ]);
  });
  test("name a subscription that the sign-in does not see, with the command that lists those it sees", async (t: TestContext) => {
    const [finding] = await checkTenants(createContext({}));
    t.assert.match(finding?.fix ?? "", /az account list/);
  });
});

describe("the sign-in", () => {
  test("without a second factor stops", (t: TestContext) => {
    const cloud = createCloud({}, { ...signedIn, methods: ["pwd"] });
    t.assert.deepStrictEqual(told(checkSignIn(createContext({}, { cloud }))), ["mfa: failed you"]);
  });
  test("that does not tell goes on, and says what to do where Azure refuses", (t: TestContext) => {
    const cloud = createCloud({}, { ...signedIn, methods: undefined });
    t.assert.deepStrictEqual(told(checkSignIn(createContext({}, { cloud }))), ["mfa: unknown (goes on) you"]);
  });
});

describe("Entra rights", () => {
  const member = (...roleTemplateIds: string[]) => ({
    transitiveMemberOf: answer(200, { value: roleTemplateIds.map((roleTemplateId) => ({ roleTemplateId })) }),
    authorizationPolicy: answer(200, { defaultUserRolePermissions: { allowedToCreateApps: false } }),
  });
  const privilegedRoleAdministrator = "e8611ab8-c189-46e8-94e1-60213ab1f814";
  const applicationAdministrator = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";

  test("are both missing, at once, for a member of a tenant that lets nobody register", async (t: TestContext) => {
    const findings = await checkEntraRights(createContext(member()));
    t.assert.deepStrictEqual(told(findings), ["entra-register: failed an administrator", "entra-grant: failed an administrator"]);
    t.assert.ok(findings.every(({ fix }) => fix.includes(tenantId) && fix.includes(personObjectId)));
  });
  test("of an application administrator do not let the stack consent", async (t: TestContext) => {
    t.assert.deepStrictEqual(told(await checkEntraRights(createContext(member(applicationAdministrator)))), [
      "entra-grant: failed an administrator",
    ]);
  });
  test("of an application administrator are enough where an administrator consents", async (t: TestContext) => {
    const manual: Blueprint = { ...blueprint, consent: "manual" };
    t.assert.deepStrictEqual(told(await checkEntraRights(createContext(member(applicationAdministrator), { blueprint: manual }))), []);
  });
  test("to grant are needed for a pipeline, whoever consents", async (t: TestContext) => {
    const manual: Blueprint = { ...blueprint, consent: "manual", pipeline: github };
    t.assert.deepStrictEqual(told(await checkEntraRights(createContext(member(applicationAdministrator), { blueprint: manual }))), [
      "entra-grant: failed an administrator",
    ]);
  });
  test("of both kinds are well", async (t: TestContext) => {
    t.assert.deepStrictEqual(
      told(await checkEntraRights(createContext(member(applicationAdministrator, privilegedRoleAdministrator)))),
      [],
    );
  });
  test("of a program are its application permissions", async (t: TestContext) => {
    const program = { ...signedIn, principalType: "ServicePrincipal" as const, graphRoles: ["Application.ReadWrite.OwnedBy"] };
    t.assert.deepStrictEqual(told(await checkEntraRights(createContext({}, { cloud: createCloud({}, program) }))), [
      "entra-grant: failed an administrator",
    ]);
  });
  test("that could not be read stop as unknown, never as well", async (t: TestContext) => {
    t.assert.deepStrictEqual(told(await checkEntraRights(createContext({ transitiveMemberOf: answer(503) }))), [
      "entra-register: unknown you",
    ]);
  });
});

describe("Azure rights", () => {
  const holds = (...value: object[]) => ({ permissions: answer(200, { value }) });
  const contributor = { actions: ["*"], notActions: ["Microsoft.Authorization/*/Write"] };

  test("of a reader miss both, at once, with the lines for an owner", async (t: TestContext) => {
    const findings = await checkAzureRights(createContext(holds({ actions: ["*/read"], notActions: [] })));
    t.assert.deepStrictEqual(told(findings), ["azure-rights: failed an administrator", "azure-role-assignments: failed an administrator"]);
    t.assert.ok(findings.every(({ fix }) => fix.includes(`--scope /subscriptions/${subscriptionId}`) && fix.includes(personObjectId)));
  });
  test("of a contributor miss the roles", async (t: TestContext) => {
    t.assert.deepStrictEqual(told(await checkAzureRights(createContext(holds(contributor)))), [
      "azure-role-assignments: failed an administrator",
    ]);
  });
  test("add up over roles", async (t: TestContext) => {
    const administrator = { actions: ["Microsoft.Authorization/roleAssignments/write"], notActions: [] };
    t.assert.deepStrictEqual(told(await checkAzureRights(createContext(holds(contributor, administrator)))), []);
  });
  test("under a condition are said, with the condition", async (t: TestContext) => {
    const limited = {
      actions: ["Microsoft.Authorization/roleAssignments/write"],
      notActions: [],
      condition: `@Request[x] GuidEquals {${azureRoleDefinitionIds.acrPull}}`,
    };
    const findings = await checkAzureRights(createContext(holds(contributor, limited)));
    const fix = findings.find(({ check }) => check === "azure-role-assignments")?.fix ?? "";
    t.assert.match(fix, new RegExp(`does not name .*keyVaultSecretsUser \\(${azureRoleDefinitionIds.keyVaultSecretsUser}\\)`));
    t.assert.ok(!fix.includes(azureRoleDefinitionIds.acrPull));
    t.assert.deepStrictEqual(told(findings), ["azure-role-assignments: warned (goes on) you"]);
    t.assert.match(findings[1]?.saw ?? "", /GuidEquals/);
  });
});

describe("resource providers", () => {
  const registered = (states: Record<string, string>) => ({
    value: ["App", "BotService", "ContainerRegistry", "insights", "KeyVault", "ManagedIdentity", "OperationalInsights", "Storage"].map(
      (name) => ({
        namespace: `Microsoft.${name}`,
        registrationState: states[name] ?? "Registered",
      }),
    ),
  });
  test("that are missing are bootstrap's to register where the sign-in may", async (t: TestContext) => {
    const answers = {
      permissions: answer(200, { value: [{ actions: ["*"], notActions: [] }] }),
      providers: answer(200, registered({ App: "NotRegistered" })),
    };
    const findings = await checkProviders(createContext(answers));
    t.assert.deepStrictEqual([told(findings), findings[0]?.saw], [[], "not registered: Microsoft.App"]);
  });
  test("that are missing stop where it may not, with the line for each", async (t: TestContext) => {
    const answers = {
      permissions: answer(200, { value: [{ actions: ["*/read"], notActions: [] }] }),
      providers: answer(200, registered({ App: "NotRegistered", insights: "Unregistered" })),
    };
    const [finding] = await checkProviders(createContext(answers));
    t.assert.match(finding?.fix ?? "", /--namespace Microsoft\.App .*--namespace Microsoft\.Insights /);
  });
});

describe("the region", () => {
  const everywhere = (locations: readonly string[]) => ({
    value: Object.entries({
      "Microsoft.App": ["managedEnvironments", "containerApps"],
      "Microsoft.ContainerRegistry": ["registries"],
      "Microsoft.KeyVault": ["vaults"],
      "Microsoft.ManagedIdentity": ["userAssignedIdentities"],
      "Microsoft.OperationalInsights": ["workspaces"],
      "Microsoft.Storage": ["storageAccounts"],
    }).map(([namespace, types]) => ({ namespace, resourceTypes: types.map((resourceType) => ({ resourceType, locations })) })),
  });
  const usage = (value: string, currentValue: number, limit: number) => answer(200, { value: [{ name: { value }, currentValue, limit }] });

  test("is well with everything and room", async (t: TestContext) => {
    const answers = {
      "App/locations": usage("ManagedEnvironmentCount", 1, 15),
      "Storage/locations": usage("StorageAccounts", 2, 250),
      providers: answer(200, everywhere(["Sweden Central"])),
    };
    t.assert.deepStrictEqual(told(await checkRegion(createContext(answers))), []);
  });
  test("without a type names it, and the regions that have all", async (t: TestContext) => {
    const [finding] = await checkRegion(createContext({ providers: answer(200, everywhere(["North Europe"])) }));
    t.assert.match(`${finding?.status} ${finding?.saw} ${finding?.fix}`, /failed .*Microsoft\.App\/managedEnvironments.*northeurope/);
  });
  test("without room for one environment more stops", async (t: TestContext) => {
    const answers = {
      "App/locations": usage("ManagedEnvironmentCount", 15, 15),
      "Storage/locations": usage("StorageAccounts", 2, 250),
      providers: answer(200, everywhere(["Sweden Central"])),
    };
    t.assert.deepStrictEqual(told(await checkRegion(createContext(answers))), ["quota-app: failed you"]);
  });
  test("whose quota cannot be read goes on, and says so", async (t: TestContext) => {
    const answers = {
      "App/locations": answer(403),
      "Storage/locations": answer(409),
      providers: answer(200, everywhere(["Sweden Central"])),
    };
    t.assert.deepStrictEqual(told(await checkRegion(createContext(answers))), [
      "quota-app: unknown (goes on) you",
      "quota-storage: unknown (goes on) you",
    ]);
  });
});

describe("names", () => {
  const inAzure: Blueprint = {
    ...blueprint,
    backend: { kind: "azure", url: blueprint.names.backendUrl, secretsProvider: blueprint.names.secretsProvider },
  };
  const free = { "/applications": answer(200, { value: [] }), deletedItems: answer(200, { value: [] }) };

  test("that somebody else has stop", async (t: TestContext) => {
    const answers = { checkNameAvailability: answer(200, { nameAvailable: false }), ...free };
    t.assert.deepStrictEqual(told(await checkNames(createContext(answers, { blueprint: inAzure }))), [
      "name-state-account: failed you",
      "name-state-vault: failed you",
    ]);
  });
  test("of a vault in the recycle bin, of whatever region, come with the line that brings it back", async (t: TestContext) => {
    const { stateVault: name, baseGroup } = blueprint.names;
    const fixOf = async (group: CloudAnswer): Promise<string> => {
      const answers = {
        deletedVaults: answer(200, { value: [{ name, properties: { location: "northeurope", scheduledPurgeDate: "2027-01-01" } }] }),
        checkNameAvailability: answer(200, { nameAvailable: false }),
        [`/vaults/${name}`]: answer(404),
        [`/storageAccounts/${blueprint.names.stateAccount}`]: answer(404),
        [`/resourceGroups/${baseGroup}?`]: group,
        ...free,
      };
      const findings = await checkNames(createContext(answers, { blueprint: inAzure }));
      return findings.find(({ check }) => check === "name-state-vault")?.fix ?? "";
    };
    const recover = `az keyvault recover --name ${name} --location northeurope --subscription ${subscriptionId}`;
    t.assert.strictEqual(await fixOf(answer(200)), recover);
    t.assert.strictEqual(
      await fixOf(answer(404)),
      `az group create --name ${baseGroup} --location northeurope --subscription ${subscriptionId} && ${recover}`,
    );
  });
  test("of an application that is there, or in the recycle bin, are said", async (t: TestContext) => {
    const answers = { "/applications": answer(200, { value: [{}] }), deletedItems: answer(200, { value: [{}] }) };
    t.assert.deepStrictEqual(told(await checkNames(createContext(answers))), [
      "name-application: warned (goes on) you",
      "name-application-deleted: warned (goes on) you",
    ]);
  });
});

describe("the tenant's credential policy", () => {
  const policy = (passwordCredentials: readonly object[]) => ({
    defaultAppManagementPolicy: answer(200, { isEnabled: true, applicationRestrictions: { passwordCredentials, keyCredentials: [] } }),
  });
  test("that forbids secrets stops, and names the other modes", async (t: TestContext) => {
    const [finding] = await checkCredentialPolicy(createContext(policy([{ restrictionType: "passwordAddition", state: "enabled" }])));
    t.assert.match(`${finding?.status}: ${finding?.fix}`, /failed: use another mode, certificate or federated: --credential certificate/);
  });
  test("that shortens lives stops, with the life that is allowed", async (t: TestContext) => {
    const [finding] = await checkCredentialPolicy(
      createContext(policy([{ restrictionType: "passwordLifetime", maxLifetime: "P30D", state: "enabled" }])),
    );
    t.assert.match(`${finding?.status}: ${finding?.fix}`, /failed: --credential-life 30d/);
  });
  test("that counts for older applications only is none", async (t: TestContext) => {
    const later = { restrictionType: "passwordAddition", state: "enabled", restrictForAppsCreatedAfterDateTime: "2099-01-01T00:00:00Z" };
    t.assert.deepStrictEqual(told(await checkCredentialPolicy(createContext(policy([later])))), []);
  });
  test("that cannot be read goes on", async (t: TestContext) => {
    t.assert.deepStrictEqual(told(await checkCredentialPolicy(createContext({ defaultAppManagementPolicy: answer(403) }))), [
      "credential-policy: unknown (goes on) you",
    ]);
  });
});

describe("a callee", () => {
  const of = (status: number, user: object): readonly string[] =>
    told(
      checkCallees(
        createContext(
          {},
          {
            blueprint: {
              ...blueprint,
              callees: [{ given: "kim@contoso.com", objectId: status === 200 ? personObjectId : undefined, answer: answer(status, user) }],
            },
          },
        ),
      ),
    );
  const policy = "callee-policy: unknown (goes on) you";
  for (const [what, status, user] of [
    ["who is nobody", 404, {}],
    ["who is a guest", 200, { userType: "Guest", accountEnabled: true }],
    ["whose account is disabled", 200, { userType: "Member", accountEnabled: false }],
    ["whom this sign-in may not look up", 403, {}],
  ] as const) {
    test(`${what} stops`, (t: TestContext) => t.assert.deepStrictEqual(of(status, user), ["callee: failed you", policy]));
  }
  test("who is an enabled member is well, and that the calling policy cannot be read is said", (t: TestContext) =>
    t.assert.deepStrictEqual(of(200, { userType: "Member", accountEnabled: true }), [policy]));
});

describe("the machine", () => {
  const at = (date: string) => checkClock(createContext({ permissions: answer(200, {}, { date }) }));
  test("whose clock is two minutes off is told, five minutes off stops", async (t: TestContext) => {
    t.assert.deepStrictEqual(told(await at("Wed, 25 Nov 2026 11:58:00 GMT")), ["clock: warned (goes on) you"]);
    t.assert.deepStrictEqual(told(await at("Wed, 25 Nov 2026 12:05:00 GMT")), ["clock: failed you"]);
  });
  test("without a Pulumi CLI, or with an old one, stops", (t: TestContext) => {
    t.assert.deepStrictEqual(told(checkVersions(createContext({}, { cli: undefined }))), ["pulumi: failed you"]);
    t.assert.deepStrictEqual(told(checkVersions(createContext({}, { cli: { command: "/p", version: "3.100.0", isNewEnough: false } }))), [
      "pulumi: failed you",
    ]);
  });
});

describe("the stack's file and its backend", () => {
  const file = { path: "Pulumi.prod.yaml", isThere: true, values: { location: "northeurope" }, secretsProvider: undefined, hasKey: false };
  const look = (url: string, secretsProvider: string, more: Partial<PreflightContext> = {}, pipeline?: Blueprint["pipeline"]) =>
    checkBackend(createContext({}, { blueprint: { ...blueprint, backend: { kind: "url", url, secretsProvider }, pipeline }, ...more }));

  const differences = (values: Record<string, unknown>, given: Partial<BootstrapFlags>) =>
    checkConfiguration(createContext({}, { file: { ...file, values }, flags: { ...flags, ...given } }))[0];

  test("say otherwise than the flags: nothing is overwritten, and the line that changes it is there", (t: TestContext) => {
    const finding = differences({ location: "northeurope", cloud: "public" }, { location: "swedencentral", cloudName: "usgov" });
    t.assert.match(
      `${finding?.status}: ${finding?.fix}`,
      /failed: pulumi config set cloud "usgov" --stack prod && pulumi config set location "swedencentral" --stack prod/,
    );
  });
  test("do not have whom the flags name: that is said too, with the line that adds them", (t: TestContext) => {
    const values = { callees: [other], operators: [{ objectId: other, principalType: "User" }] };
    const finding = differences(values, { callees: ["kim@contoso.com"], operators: [personObjectId] });
    t.assert.strictEqual(
      finding?.fix,
      `pulumi config set --path "callees[1]" ${calleeObjectId} --stack prod && pulumi config set --path "operators[1].objectId" ${personObjectId} --stack prod && pulumi config set --path "operators[1].principalType" User --stack prod`,
    );
    t.assert.strictEqual(differences({ callees: [calleeObjectId] }, { callees: ["kim@contoso.com"] })?.status, "ok");
  });
  test("have another life of the newest credential: that is said too", (t: TestContext) => {
    const credential = {
      mode: "secret",
      generations: [
        { name: "g1", life: "90d" },
        { name: "g2", life: "60d" },
      ],
    };
    t.assert.match(differences({ credential }, { credentialLife: "30d" })?.fix ?? "", /"credential\.generations\[1\]\.life" "30d"/);
  });
  test("without a key and without a passphrase stop", async (t: TestContext) => {
    t.assert.deepStrictEqual(told(await look("s3://bucket", "passphrase")), ["backend: failed you"]);
    t.assert.deepStrictEqual(told(await look("s3://bucket", "passphrase", { environment: { PULUMI_CONFIG_PASSPHRASE: "x" } })), []);
  });
  test("that the CLI cannot work at stop, in the CLI's own words", async (t: TestContext) => {
    const words = "error: PULUMI_ACCESS_TOKEN must be set";
    const [finding] = await look("https://api.pulumi.com", "default", { pulumi: { findProblem: async () => words } });
    t.assert.deepStrictEqual([finding?.status, finding?.saw, finding?.stops], ["failed", words, true]);
  });
  test("that a variable overrules stop: pulumi up would go elsewhere", async (t: TestContext) => {
    const environment = { PULUMI_BACKEND_URL: "file:///elsewhere" };
    const [finding] = await look("https://api.pulumi.com", "default", { environment });
    t.assert.match(`${finding?.status}: ${finding?.fix}`, /^failed: unset PULUMI_BACKEND_URL, or: --backend file:\/\/\/elsewhere$/);
    t.assert.deepStrictEqual(
      told(await look("https://api.pulumi.com", "default", { environment: { PULUMI_BACKEND_URL: "https://api.pulumi.com/" } })),
      [],
    );
  });
  test("that want a token or a passphrase stop a pipeline without a secret", async (t: TestContext) => {
    t.assert.deepStrictEqual(told(await look("https://api.pulumi.com", "default", {}, github)), ["backend: failed you"]);
    const environment = { PULUMI_CONFIG_PASSPHRASE: "x" };
    t.assert.deepStrictEqual(told(await look("azblob://own?storage_account=own", "passphrase", { environment }, github)), [
      "backend: failed you",
    ]);
  });
  test("that somebody else made are told to a pipeline, with the lines that give it its roles there", async (t: TestContext) => {
    const [finding] = await look("azblob://own?storage_account=theirs", "azurekeyvault://safe.vault.azure.net/keys/k", {}, github);
    t.assert.deepStrictEqual([finding?.status, finding?.stops], ["warned", false]);
    t.assert.match(finding?.fix ?? "", /--name dialtone-prod-deploy [^]*storage account show --name theirs [^]*keyvault show --name safe /);
  });
  test("on this machine alone are told", async (t: TestContext) => {
    t.assert.deepStrictEqual(told(await look("file:///home/kim", "awskms://x")), ["backend: warned (goes on) you"]);
  });
});

describe("a pipeline", () => {
  test("that consents itself is said to be nearly Global Administrator, and names alone are said to be weak", (t: TestContext) => {
    const findings = checkPipeline(createContext({}, { blueprint: { ...blueprint, pipeline: github } }));
    t.assert.deepStrictEqual(told(findings), ["pipeline-consent: warned (goes on) you", "pipeline-repository: warned (goes on) you"]);
    t.assert.match(findings[0]?.saw ?? "", /repo:contoso\/voice:environment:prod$/);
  });
  test("of a government cloud stops: its tokens have another audience", (t: TestContext) => {
    const findings = checkPipeline(createContext({}, { blueprint: { ...blueprint, pipeline: github, cloudName: "usgov" } }));
    t.assert.deepStrictEqual(told(findings), ["pipeline: failed you"]);
  });
});
