// The whole program on the SDK's mock monitor, with the shipped example and a prebuilt image. Cannot prove that Azure or
// Entra accept the values, nor anything that only an engine does: differences between runs, retries, deletion.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { parse } from "yaml";
import { outputsSchema } from "../../../infra/contract/outputs.ts";
import { toPartMarks } from "../../../infra/contract/part-marks.ts";
import program from "../../../infra/index.ts";
import { domain, ids, recordRun, type Recording, type RunOptions } from "./components/recorded-run.ts";

const image = `ghcr.io/org/host@sha256:${"a".repeat(64)}`;
const example = parse(readFileSync(join(import.meta.dirname, "../../../Pulumi.dev.yaml"), "utf8")) as { config: Record<string, unknown> };
const config = Object.fromEntries(
  Object.entries({ ...example.config, "dialtone:image": image }).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]),
);

async function record(options: RunOptions = {}): Promise<Recording> {
  return recordRun(program, { errorHooks: true, ...options, config: { ...config, ...options.config } });
}

describe("the shipped example", () => {
  let run: Recording;
  before(async () => {
    run = await record();
  });

  test("has one output, the contract", () => {
    assert.deepEqual(Object.keys(run.outputs), ["dialtone"]);
    const { credential, parts, ...outputs } = outputsSchema.parse(run.outputs["dialtone"]);
    assert.deepEqual(parts, toPartMarks(outputs));
    const { endsAt, ...rest } = credential;
    assert.deepEqual(rest, { mode: "secret", generation: "g1", secretUrl: "https://vault.test/secrets/dialtone-vault-credential0badc0de" });
    assert.equal(Math.round((Date.parse(endsAt ?? "") - Date.now()) / 86_400_000), 90);
    assert.deepEqual(outputs, {
      schema: "dialtone/outputs/1",
      stack: "dev",
      cloud: "public",
      tenantId: ids.tenant,
      subscriptionId: ids.subscription,
      resourceGroupName: "dialtone",
      location: "swedencentral",
      app: {
        displayName: "Dialtone dev",
        clientId: ids.client,
        applicationObjectId: ids.applicationObject,
        principalObjectId: ids.principal,
      },
      permission: { value: "Calls.Initiate.All", appRoleId: ids.role, resourceObjectId: ids.graphPrincipal },
      consent: { mode: "grant", adminConsentUrl: `https://login.microsoftonline.com/${ids.tenant}/adminconsent?client_id=${ids.client}` },
      vault: { name: "dialtone-vault", url: "https://vault.test/" },
      bot: { resourceId: `/subscriptions/${ids.subscription}/dialtone-bot`, name: "dialtone-bot" },
      host: {
        fqdn: `callback.${domain}`,
        baseUrl: `https://callback.${domain}`,
        callbackUrl: `https://callback.${domain}/api/calls/callback`,
        image,
      },
      notifications: { tableEndpoint: "https://store.table.test/", tableName: "notifications" },
      callees: [ids.callee],
      made: { owners: [ids.deployer], operators: [ids.operator], generations: [{ name: "g1", mode: "secret", keyId: ids.secret }] },
    });
  });

  test("puts the credential's value into the vault and nowhere else", () => {
    const holders = run.resources.filter(({ inputs }) => JSON.stringify(inputs).includes("the~value"));
    assert.deepEqual(
      holders.map(({ name }) => name),
      ["dialtone-vault-credential"],
    );
    assert.doesNotMatch(JSON.stringify(run.outputs), /the~value/);
  });

  test("tells bot, channel and host the same client id and the same callback URL", () => {
    const bot = run.named("dialtone-bot").inputs["properties"] as Record<string, unknown>;
    const channel = (run.named("dialtone-bot-teams").inputs["properties"] as { properties: Record<string, unknown> }).properties;
    const callbackUrl = `https://callback.${domain}/api/calls/callback`;
    assert.deepEqual([bot["endpoint"], channel["callingWebhook"]], [callbackUrl, callbackUrl]);
    const template = run.named("callback").inputs["template"] as { containers: { env: { name: string; value: string }[] }[] };
    const clientId = template.containers[0]?.env.find(({ name }) => name === "HOST_CLIENT_ID")?.value;
    assert.deepEqual([bot["msaAppId"], clientId], [ids.client, ids.client]);
  });

  test("tells Teams about the host after the host is there", () => {
    assert.ok(run.named("dialtone-bot-teams").dependencies.includes("callback"));
  });

  test("gives roles to the operator and to the host's identity, on single resources, and to nobody else", () => {
    const given = run
      .ofType("azure-native:authorization:RoleAssignment")
      .map(({ inputs }) => [inputs["principalId"], inputs["principalType"], String(inputs["scope"]).split("/").at(-1)].join(" "));
    assert.deepEqual(given.sort(), [
      `${ids.hostIdentity} ServicePrincipal callback-notifications`,
      `${ids.operator} User callback-notifications`,
      `${ids.operator} User dialtone-bot`,
      `${ids.operator} User dialtone-vault-credential`,
    ]);
  });

  test("asks for one permission in all of Entra", () => {
    const [application, ...others] = run.ofType("azuread:index/application:Application");
    assert.deepEqual(others, []);
    assert.deepEqual(application?.inputs["requiredResourceAccesses"], [
      { resourceAppId: "00000003-0000-0000-c000-000000000000", resourceAccesses: [{ id: ids.role, type: "Role" }] },
    ]);
    assert.equal(run.ofType("azuread:index/appRoleAssignment:AppRoleAssignment").length, 1);
  });

  test("uses the explicit providers for everything", () => {
    const wrong = run.resources.filter(
      ({ type, provider }) => type.startsWith("azu") && provider !== (type.startsWith("azuread") ? "azuread" : "azure-native"),
    );
    assert.deepEqual(wrong, []);
  });

  test("retries role assignments and our service principal, explains a refused credential, and hooks nothing else", () => {
    const retried = run.resources
      .filter(({ errorHooks }) => errorHooks.length > 0)
      .map(({ type, errorHooks }) => `${type.split(":").at(-1) ?? ""} ${errorHooks.join()}`);
    assert.deepEqual([...new Set(retried)].sort(), [
      "ApplicationPassword dialtone-explain-credential",
      "RoleAssignment dialtone-retry-role-assignment",
      "ServicePrincipal dialtone-retry-service-principal",
    ]);
  });

  test("names no logical name twice within a type", () => {
    const names = run.resources.map(({ type, name }) => `${type} ${name}`);
    assert.equal(new Set(names).size, names.length);
  });
});

test("a manual consent leaves out the grant and changes nothing else", async () => {
  const [granted, manual] = [await record(), await record({ config: { "dialtone:consent": "manual" } })];
  const names = (run: Recording) => run.resources.map(({ type, name }) => `${type} ${name}`);
  const left = new Set(names(manual));
  assert.deepEqual(
    names(granted).filter((name) => !left.has(name)),
    ["azuread:index/appRoleAssignment:AppRoleAssignment calling-app-consent"],
  );
});

test("a preview of a new stack runs through with everything unknown", async () => {
  const run = await record({ preview: true });
  assert.equal(run.ofType("azuread:index/application:Application").length, 1);
});

test("protect protects application and vault", async () => {
  const run = await record({ config: { "dialtone:protect": "true" } });
  assert.deepEqual(
    run.resources
      .filter((resource) => resource.protect)
      .map(({ name }) => name)
      .sort(),
    ["calling-app", "dialtone-vault"],
  );
});

test("tags reach the group", async () => {
  const run = await record({ config: { "dialtone:tags": '{"team":"calling"}' } });
  assert.deepEqual(run.named("dialtone").inputs["tags"], { team: "calling" });
});

test("runs on the SDK's own mock monitor, which has no error hooks", async () => {
  const run = await record({ errorHooks: false });
  assert.deepEqual(run.hooks, []);
});
