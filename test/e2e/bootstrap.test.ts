/**
 * `npm run bootstrap` as a process against the simulated cloud, signed in as a person, without a Pulumi CLI.
 * Cannot prove: Azure's and Entra's own answers (each operation of the simulated cloud names its source), and the CLI's
 * part; the scenario `bootstrap` plays that on the real engine.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { parse } from "yaml";
import {
  ableSeed,
  calleeName,
  calleeObjectId,
  openBootstrapWorld,
  personObjectId,
  subscriptionId,
  tenantId,
  type BootstrapWorld,
} from "../helpers/bootstrap-world.ts";
import { findWorkflowProblems } from "../helpers/github-workflow-problems.ts";
import type { ScriptEnd } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

interface Result {
  readonly outcome: string;
  readonly code: string | null;
  readonly findings: readonly {
    readonly check: string;
    readonly status: string;
    readonly owner: string;
    readonly fix: string;
    readonly stops: boolean;
  }[];
  readonly steps: readonly { readonly name: string; readonly isApplied: boolean; readonly state: { readonly kind: string } }[];
}
const parseResult = (end: ScriptEnd): Result => JSON.parse(end.stdout) as Result;
const wanted = ["--stack=prod", "--location=swedencentral", `--callee=${calleeName}`, "--backend=azure"];
const withPipeline = [...wanted, "--ci=github", "--repository=contoso@12/voice@34"];

describe("npm run bootstrap in an empty tenant", () => {
  const root = createTemporaryDirectory();
  let world: BootstrapWorld;
  let dry: ScriptEnd;
  let writesOfDryRun: readonly string[];
  let first: ScriptEnd;
  let second: ScriptEnd;
  let writesBeforeSecond: number;

  before(async () => {
    world = await openBootstrapWorld(root);
    dry = await world.start([...withPipeline, "--dry-run"]).ended;
    writesOfDryRun = world.writes();
    first = await world.start([...withPipeline, "--json"]).ended;
    writesBeforeSecond = world.writes().length;
    second = await world.start(["--stack=prod", "--json", "--ci=github", "--repository=contoso@12/voice@34"]).ended;
  });
  after(() => world.cloud.stop());

  test("--dry-run prints checks and plan, and changes nothing", (t: TestContext) => {
    t.assert.deepStrictEqual([dry.exitCode, writesOfDryRun], [0, []], dry.stderr);
    t.assert.match(
      dry.stdout,
      /checks are well[^]*Plan: \d+ of \d+ steps are to be done[^]*\+ vault dtstate-[^]*Nothing was changed \(--dry-run\)/,
    );
  });

  test("makes everything, each thing once", (t: TestContext) => {
    t.assert.deepStrictEqual([first.exitCode, parseResult(first).outcome], [0, "made"], first.stderr);
    const counts = new Map<string, number>();
    for (const write of world.writes()) counts.set(write, (counts.get(write) ?? 0) + 1);
    t.assert.deepStrictEqual(Object.fromEntries(counts), {
      "arm.blobContainers.put": 1,
      "arm.blobServices.put": 1,
      "arm.federatedIdentityCredentials.put": 2,
      "arm.resourceGroups.put": 1,
      "arm.roleAssignments.put.onChild": 3,
      "arm.roleAssignments.put.onGrandchild": 3,
      "arm.roleAssignments.put.onSubscription": 3,
      "arm.storageAccounts.put": 1,
      "arm.userAssignedIdentities.put": 2,
      "arm.vaultKeys.put": 1,
      "arm.vaults.put": 1,
      "graph.servicePrincipals.appRoleAssignedTo.create": 3,
    });
  });

  test("shows on stderr what it is doing, and on stdout one document", (t: TestContext) => {
    t.assert.match(first.stderr, /preflight[^]*bootstrap +storage account dtstate/);
    t.assert.strictEqual(first.stdout.trim().split("\n").length, 1);
  });

  test("keeps the state without shared keys, with versions, and its key under purge protection", (t: TestContext) => {
    const find = (type: string) => world.cloud.context.resources.list(type)[0]?.properties ?? {};
    t.assert.strictEqual(find("Microsoft.Storage/storageAccounts")["allowSharedKeyAccess"], false);
    t.assert.strictEqual(find("Microsoft.Storage/storageAccounts/blobServices")["isVersioningEnabled"], true);
    t.assert.strictEqual(find("Microsoft.KeyVault/vaults")["enablePurgeProtection"], true);
  });

  test("gives the pipeline only roles under a condition, and no consent of its own", (t: TestContext) => {
    const assignments = world.cloud.context.resources.list("Microsoft.Authorization/roleAssignments").map(({ properties }) => properties);
    const administrators = assignments.filter(({ roleDefinitionId }) =>
      String(roleDefinitionId).endsWith("f58310d9-a9f6-439a-9e8d-f62e7b41a168"),
    );
    t.assert.strictEqual(administrators.length, 1);
    t.assert.match(String(administrators[0]?.["condition"]), /ForAnyOfAnyValues:GuidEquals \{[0-9a-f, -]+\}/);
    t.assert.ok(
      !world.cloud.context.transcript
        .exchanges()
        .some(({ requestBody }) => JSON.stringify(requestBody ?? "").includes("06b708a9-e830-4db3-a914-8e69da51d44f")),
    );
  });

  test("trusts exactly the tokens of this repository's environments", (t: TestContext) => {
    const subjects = world.cloud.context.resources
      .list("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials")
      .map(({ properties }) => String(properties["subject"]));
    t.assert.deepStrictEqual(subjects.sort(), [
      "repo:contoso@12/voice@34:environment:prod",
      "repo:contoso@12/voice@34:environment:prod-preview",
    ]);
  });

  test("writes a configuration with every key explained, for the person and the pipeline", (t: TestContext) => {
    const text = readFileSync(join(world.directory, "Pulumi.prod.yaml"), "utf8");
    const { config } = parse(text) as { config: Record<string, unknown> };
    t.assert.deepStrictEqual(
      [
        config["dialtone:tenantId"],
        config["dialtone:subscriptionId"],
        config["dialtone:callees"],
        config["dialtone:consent"],
        config["dialtone:displayName"],
        config["dialtone:protect"],
      ],
      [tenantId, subscriptionId, [calleeObjectId], "manual", "Dialtone prod", true],
    );
    const operators = config["dialtone:operators"] as { objectId: string; principalType: string }[];
    t.assert.deepStrictEqual(
      operators.map(({ principalType }) => principalType),
      ["User", "ServicePrincipal"],
    );
    t.assert.deepStrictEqual([operators[0]?.objectId, config["dialtone:owners"]], [personObjectId, [operators[1]?.objectId]]);
    t.assert.match(text, /^# Environment prod, made by npm run bootstrap\. State: pulumi login 'azblob:/);
    t.assert.doesNotMatch(text, /The ids are made up/);
  });

  test("writes a workflow that GitHub's own parser takes", async (t: TestContext) => {
    t.assert.deepStrictEqual(
      await findWorkflowProblems(readFileSync(join(world.directory, ".github/workflows/dialtone-prod.yml"), "utf8")),
      [],
    );
  });

  test("run again, without the flags that the file answers, changes nothing and says so", (t: TestContext) => {
    const result = parseResult(second);
    t.assert.deepStrictEqual(
      [second.exitCode, result.outcome, world.writes().length - writesBeforeSecond],
      [0, "nothing-to-do", 0],
      second.stderr,
    );
    t.assert.deepStrictEqual(
      result.steps.filter(({ state }) => state.kind !== "there" && state.kind !== "kept"),
      [],
    );
  });

  test("puts back what somebody changed by hand, and only that", async (t: TestContext) => {
    const account = world.cloud.context.resources.list("Microsoft.Storage/storageAccounts")[0];
    if (account === undefined) throw new Error("no account");
    (account.properties as Record<string, unknown>)["allowSharedKeyAccess"] = true;
    const end = await world.start(["--stack=prod", "--json"]).ended;
    t.assert.deepStrictEqual(
      parseResult(end)
        .steps.filter(({ isApplied }) => isApplied)
        .map(({ name }) => name),
      ["state-account"],
    );
  });

  test("leaves a file that was changed by hand alone", async (t: TestContext) => {
    const end = await world.start(["--stack=prod", "--location=northeurope", "--json"]).ended;
    t.assert.deepStrictEqual(
      [
        end.exitCode,
        parseResult(end)
          .findings.filter(({ stops }) => stops)
          .map(({ check }) => check),
      ],
      [2, ["configuration"]],
    );
    t.assert.match(readFileSync(join(world.directory, "Pulumi.prod.yaml"), "utf8"), /location: swedencentral/);
  });
});

describe("npm run bootstrap by somebody with no rights", () => {
  const root = createTemporaryDirectory();
  let world: BootstrapWorld;
  let end: ScriptEnd;

  before(async () => {
    const users = [{ objectId: personObjectId, displayName: "Operator" }, ...(ableSeed.users ?? []).slice(1)];
    const reader = {
      principalObjectId: personObjectId,
      principalType: "User" as const,
      roleDefinitionId: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
      scope: `/subscriptions/${subscriptionId}`,
    };
    world = await openBootstrapWorld(root, {
      users,
      roleAssignments: [reader],
      membersMayRegister: false,
      subscription: { unregistered: ["Microsoft.App"] },
    });
    end = await world.start([...wanted, "--json"]).ended;
  });
  after(() => world.cloud.stop());

  test("ends with 4 and lists every right that is missing, each with the line for whoever can give it", (t: TestContext) => {
    const stopping = parseResult(end).findings.filter(({ stops }) => stops);
    t.assert.deepStrictEqual([end.exitCode, parseResult(end).code], [4, "DT_BOOTSTRAP_RIGHTS"], end.stderr);
    t.assert.deepStrictEqual(
      stopping.map(({ check, owner }) => `${check}: ${owner}`),
      [
        "entra-grant: an administrator",
        "azure-rights: an administrator",
        "azure-role-assignments: an administrator",
        "resource-providers: an administrator",
      ],
    );
    t.assert.ok(stopping.every(({ fix }) => fix.includes(tenantId) || fix.includes(subscriptionId)));
  });

  test("has changed nothing, in the cloud or on the disk", (t: TestContext) => {
    t.assert.deepStrictEqual([world.writes(), existsSync(join(world.directory, "Pulumi.prod.yaml"))], [[], false]);
  });
});

describe("npm run bootstrap without being told enough", () => {
  const root = createTemporaryDirectory();
  let world: BootstrapWorld;
  before(async () => {
    world = await openBootstrapWorld(root);
  });
  after(() => world.cloud.stop());

  test("names everything that is missing, at once", async (t: TestContext) => {
    const { exitCode, stderr } = await world.start(["--stack=prod", "--yes"]).ended;
    t.assert.match(`${exitCode} ${stderr}`, /^2 [^]*DT_BOOTSTRAP_MISSING[^]*--location REGION[^]*--callee NAME@DOMAIN/);
  });

  test("without a sign-in says which command signs in", async (t: TestContext) => {
    const { exitCode, stderr } = await world.start(["--stack=prod"], { AZURE_PASSWORD: "wrong" }).ended;
    t.assert.match(`${exitCode} ${stderr}`, /^2 [^]*DT_BOOTSTRAP_SIGN_IN[^]*az login --tenant/);
  });

  test("with a callee who is nobody stops before the first change", async (t: TestContext) => {
    const end = await world.start([...wanted.slice(0, 2), "--callee=nobody@rehearsal.example", "--json"]).ended;
    t.assert.deepStrictEqual([end.exitCode, world.writes()], [2, []]);
  });

  test("that cannot find out what it has to know ends with 3, and has changed nothing", async (t: TestContext) => {
    const name = "Azure does not answer";
    world.cloud.context.faults.add({
      name,
      match: { operation: "arm.permissions.list.onSubscription" },
      times: "always",
      action: { kind: "answer", status: 503 },
    });
    const end = await world.start([...wanted, "--json"]).ended;
    t.assert.deepStrictEqual([end.exitCode, parseResult(end).code, world.writes()], [3, "DT_UNCERTAIN_PREFLIGHT", []], end.stderr);
  });
});

describe("npm run bootstrap in a tenant that forbids secrets", () => {
  const root = createTemporaryDirectory();
  let world: BootstrapWorld;
  let asProgram: NodeJS.ProcessEnv;
  before(async () => {
    // Signed in with the Azure CLI nobody may read that policy; a program may be given the permission.
    const graphRoles = ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", "User.Read.All", "Policy.Read.All"];
    world = await openBootstrapWorld(root, { ...ableSeed, appManagement: { forbidsPasswords: true }, deployer: { graphRoles } });
    const { clientId, clientSecret } = world.cloud.description.deployer;
    asProgram = { AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: clientSecret, AZURE_USERNAME: "", AZURE_PASSWORD: "" };
  });
  after(() => world.cloud.stop());

  test("says so before the first change, with the flag that helps", async (t: TestContext) => {
    const end = await world.start([...wanted, "--json"], asProgram).ended;
    const stopping = parseResult(end).findings.filter(({ stops }) => stops);
    t.assert.deepStrictEqual(
      [end.exitCode, stopping.map(({ check }) => check), world.writes()],
      [2, ["credential-policy"], []],
      end.stderr,
    );
    t.assert.match(stopping[0]?.fix ?? "", /--credential certificate/);
  });

  test("with that flag writes the other mode into the configuration", async (t: TestContext) => {
    const end = await world.start([...wanted, "--credential=certificate", "--credential-life=30d", "--json"], asProgram).ended;
    t.assert.strictEqual(end.exitCode, 0, end.stderr);
    const { config } = parse(readFileSync(join(world.directory, "Pulumi.prod.yaml"), "utf8")) as { config: Record<string, unknown> };
    t.assert.deepStrictEqual(config["dialtone:credential"], { mode: "certificate", generations: [{ name: "g1", life: "30d" }] });
  });
});

describe("npm run bootstrap by somebody without a second factor", () => {
  const root = createTemporaryDirectory();
  let world: BootstrapWorld;
  before(async () => {
    world = await openBootstrapWorld(root, { ...ableSeed, subscription: { requiresMfa: true, unregistered: ["Microsoft.App"] } });
  });
  after(() => world.cloud.stop());

  test("stops before the first change, and says how to sign in", async (t: TestContext) => {
    const end = await world.start([...wanted, "--json"]).ended;
    const stopping = parseResult(end).findings.filter(({ stops }) => stops);
    t.assert.deepStrictEqual([end.exitCode, stopping.map(({ check }) => check), world.writes()], [2, ["mfa"], []], end.stderr);
    t.assert.match(stopping[0]?.fix ?? "", new RegExp(`az login --tenant ${tenantId}`));
  });
});
