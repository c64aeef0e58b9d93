// The one door of the program's configuration. Cannot prove what Pulumi's CLI checks before it, by Pulumi.yaml.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, beforeEach, describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { loadSettings } from "../../../infra/config.ts";
import { loadCloud, rehearsalCloudVariable } from "../../../infra/contract/cloud.ts";
import { DialtoneError } from "../../../infra/contract/dialtone-error.ts";
import { settingsSchema } from "../../../infra/lib/settings.ts";
import { ids } from "./components/recorded-run.ts";

const root = join(import.meta.dirname, "../../..");
const now = new Date("2026-11-25T12:00:00Z");
const required = {
  "dialtone:tenantId": ids.tenant,
  "dialtone:subscriptionId": ids.subscription,
  "dialtone:location": "swedencentral",
  "dialtone:displayName": "Dialtone dev",
  "dialtone:callees": JSON.stringify([ids.callee]),
  "dialtone:operators": JSON.stringify([{ objectId: ids.operator, principalType: "User" }]),
};

/** The four parts of the failure, with these keys changed; undefined takes one away. */
function failure(change: Record<string, string | undefined>): DialtoneError {
  const entries = Object.entries({ ...required, ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  pulumi.runtime.setAllConfig(Object.fromEntries(entries));
  try {
    loadSettings(now);
  } catch (error) {
    if (error instanceof DialtoneError) return error;
    throw error;
  }
  return assert.fail("the configuration was accepted");
}

before(async () => {
  await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) }, "dialtone", "dev");
});

describe("a configuration with the required keys", () => {
  beforeEach(() => {
    pulumi.runtime.setAllConfig(required);
  });

  test("is complete: everything else has a default", () => {
    assert.deepEqual(loadSettings(now), {
      stack: "dev",
      cloud: loadCloud("public", {}),
      tenantId: ids.tenant,
      subscriptionId: ids.subscription,
      location: "swedencentral",
      displayName: "Dialtone dev",
      callees: [ids.callee],
      operators: [{ objectId: ids.operator, principalType: "User" }],
      consent: "grant",
      credential: { mode: "secret", generations: [{ name: "g1", mode: "secret", life: "90d" }] },
      calling: {},
      waits: {},
      owners: [],
      image: { kind: "archive" },
      protect: false,
      verifyAfterUp: false,
      purgeProtection: true,
      logRetentionDays: 30,
      replicas: { min: 1, max: 2 },
      tags: {},
    });
  });

  test("may hold keys of others", () => {
    pulumi.runtime.setAllConfig({ ...required, "azure-native:location": "westeurope" });
    assert.equal(loadSettings(now).location, "swedencentral");
  });

  test("builds from a git reference when there is one", () => {
    const sourceLocation = "https://github.com/org/repo.git#0123456:infra";
    pulumi.runtime.setAllConfig({ ...required, "dialtone:imageSource": sourceLocation });
    assert.deepEqual(loadSettings(now).image, { kind: "git", sourceLocation });
  });

  test("runs a prebuilt image when there is one", () => {
    const image = `ghcr.io/org/host@sha256:${"a".repeat(64)}`;
    pulumi.runtime.setAllConfig({ ...required, "dialtone:image": image });
    assert.deepEqual(loadSettings(now).image, { kind: "prebuilt", image });
  });

  test("has ids in lower case, as Entra answers them", () => {
    const change = {
      "dialtone:tenantId": ids.tenant.toUpperCase(),
      "dialtone:subscriptionId": ids.subscription.toUpperCase(),
      "dialtone:callees": JSON.stringify([ids.callee.toUpperCase()]),
      "dialtone:operators": JSON.stringify([{ objectId: ids.operator.toUpperCase(), principalType: "User" }]),
    };
    const asWritten = loadSettings(now);
    pulumi.runtime.setAllConfig({ ...required, ...change });
    assert.deepEqual(loadSettings(now), asWritten);
  });

  test("has quiet hours, a daily cap and waits where they are given, waits in seconds", () => {
    const calling = { quietHours: { from: "20:00", to: "08:00", timeZone: "Europe/Stockholm" }, callsPerDay: 5 };
    const waits = { consent: "10m", ring: 40, lostCall: "90s" };
    pulumi.runtime.setAllConfig({ ...required, "dialtone:calling": JSON.stringify(calling), "dialtone:waits": JSON.stringify(waits) });
    const settings = loadSettings(now);
    assert.deepEqual([settings.calling, settings.waits], [calling, { consent: 600, ring: 40, lostCall: 90 }]);
  });

  test("keeps text that looks like a number as text", () => {
    pulumi.runtime.setAllConfig({ ...required, "dialtone:displayName": "42" });
    assert.equal(loadSettings(now).displayName, "42");
  });
});

test("an empty configuration is refused with every missing key at once", () => {
  const error = failure(Object.fromEntries(Object.keys(required).map((key) => [key, undefined])));
  assert.equal(error.code, "DT_CONFIG_INVALID");
  assert.equal(error.what, "the configuration of stack dev has 6 problems");
  assert.equal(
    error.saw,
    Object.keys(required)
      .map((key) => `${key}: nothing`)
      .join("\n            "),
  );
});

for (const [title, change, saw, expected] of [
  [
    "a tenant id that is no GUID",
    { "dialtone:tenantId": "contoso.com" },
    "dialtone:tenantId: text of 11 characters",
    "dialtone:tenantId: the tenant id, a GUID in the form 0f4c2a7e-5b1d-4c3e-9a86-d7e0b1c2f3a4",
  ],
  ["no callee", { "dialtone:callees": "[]" }, "dialtone:callees: a list of 0", "dialtone:callees: at least one entry"],
  [
    "a callee twice",
    { "dialtone:callees": JSON.stringify([ids.callee, ids.callee.toUpperCase()]) },
    "dialtone:callees: a list of 2",
    "dialtone:callees: each object id once",
  ],
  [
    "a callee as text",
    { "dialtone:callees": ids.callee },
    "dialtone:callees: text of 36 characters",
    "dialtone:callees: a list of object ids, the users that may be called",
  ],
  ["no operator", { "dialtone:operators": "[]" }, "dialtone:operators: a list of 0", "dialtone:operators: at least one entry"],
  [
    "an operator of an unknown kind",
    { "dialtone:operators": JSON.stringify([{ objectId: ids.operator, principalType: "Robot" }]) },
    "dialtone:operators[0].principalType: text of 5 characters",
    "dialtone:operators[0].principalType: User, Group or ServicePrincipal",
  ],
  [
    "a consent that is neither",
    { "dialtone:consent": "later" },
    "dialtone:consent: text of 5 characters",
    "dialtone:consent: grant or manual",
  ],
  [
    "a life of more than 90 days",
    { "dialtone:credential": JSON.stringify({ generations: [{ name: "g1", life: "91d" }] }) },
    "dialtone:credential.generations[0].life: text of 3 characters",
    'dialtone:credential.generations[0].life: "90d" at most; write ends: <date> for a longer one',
  ],
  [
    "a generation with a life and an end",
    { "dialtone:credential": JSON.stringify({ generations: [{ name: "g1", life: "9d", ends: "2027-02-23T00:00:00Z" }] }) },
    "dialtone:credential.generations[0]: a map of name, life, ends",
    'dialtone:credential.generations[0]: a name and exactly one of life ("90d" at most), ends (a date such as 2027-02-23T00:00:00Z), issuer with subject, and managedIdentity',
  ],
  [
    "a generation that is over",
    { "dialtone:credential": JSON.stringify({ generations: [{ name: "g1", ends: "2026-11-25T12:00:00Z" }] }) },
    "dialtone:credential.generations[0].ends: 2026-11-25T12:00:00Z",
    "dialtone:credential.generations[0].ends: a date in the future: the last generation is the one in use",
  ],
  [
    "two generations of one name",
    {
      "dialtone:credential": JSON.stringify({
        generations: [
          { name: "g1", life: "1d" },
          { name: "g1", life: "2d" },
        ],
      }),
    },
    "dialtone:credential.generations: a list of 2",
    "dialtone:credential.generations: each generation's name once",
  ],
  [
    "a credential of an unknown kind",
    { "dialtone:credential": JSON.stringify({ mode: "password", generations: [{ name: "g1", life: "1d" }] }) },
    "dialtone:credential.mode: text of 8 characters",
    "dialtone:credential.mode: secret, certificate, federated",
  ],
  [
    "a life for a credential without an end",
    { "dialtone:credential": JSON.stringify({ mode: "federated", generations: [{ name: "g1", life: "1d" }] }) },
    "dialtone:credential.generations[0]: a map of name, life",
    "dialtone:credential.generations[0]: issuer and subject, or managedIdentity: its mode is federated",
  ],
  [
    "an issuer for a certificate",
    {
      "dialtone:credential": JSON.stringify({
        generations: [{ name: "g1", mode: "certificate", issuer: "https://issuer.test", subject: "repo:org/repo:environment:prod" }],
      }),
    },
    "dialtone:credential.generations[0]: a map of name, mode, issuer, subject",
    "dialtone:credential.generations[0]: life or ends: its mode is certificate, and only mode federated trusts another issuer",
  ],
  [
    "an issuer without TLS",
    {
      "dialtone:credential": JSON.stringify({
        mode: "federated",
        generations: [{ name: "ci", issuer: "http://issuer.test", subject: "s" }],
      }),
    },
    "dialtone:credential.generations[0].issuer: text of 18 characters",
    "dialtone:credential.generations[0].issuer: the issuer of the trusted tokens, an https URL",
  ],
  [
    "an image by a tag",
    { "dialtone:image": "ghcr.io/org/host:latest" },
    "dialtone:image: text of 23 characters",
    "dialtone:image: REGISTRY/NAME@sha256:DIGEST: an image by its digest",
  ],
  [
    "more replicas at least than at most",
    { "dialtone:replicas": '{"min":3,"max":2}' },
    "dialtone:replicas: a map of min, max",
    "dialtone:replicas: min no larger than max",
  ],
  [
    "a retention that Azure does not have",
    { "dialtone:logRetentionDays": "29" },
    "dialtone:logRetentionDays: number 29",
    "dialtone:logRetentionDays: 30 days or more",
  ],
  [
    "quiet hours in a time zone that nobody knows",
    { "dialtone:calling": JSON.stringify({ quietHours: { from: "20:00", to: "08:00", timeZone: "Europe/Atlantis" } }) },
    "dialtone:calling.quietHours.timeZone: text of 15 characters",
    "dialtone:calling.quietHours.timeZone: a time zone of the IANA database, such as Europe/Stockholm or UTC",
  ],
  [
    "quiet hours that YAML took for a number of seconds",
    { "dialtone:calling": JSON.stringify({ quietHours: { from: 1200, to: "08:00", timeZone: "UTC" } }) },
    "dialtone:calling.quietHours.from: number 1200",
    "dialtone:calling.quietHours.from: a time of day such as 22:00",
  ],
  [
    "quiet hours of no length",
    { "dialtone:calling": JSON.stringify({ quietHours: { from: "08:00", to: "08:00", timeZone: "UTC" } }) },
    "dialtone:calling.quietHours: a map of from, to, timeZone",
    "dialtone:calling.quietHours: from and to that differ; all day is from 00:00 to 24:00",
  ],
  [
    "a daily cap of nothing",
    { "dialtone:calling": JSON.stringify({ callsPerDay: 0 }) },
    "dialtone:calling.callsPerDay: number 0",
    "dialtone:calling.callsPerDay: 1 or more",
  ],
  [
    "a wait of a name that nobody knows",
    { "dialtone:waits": JSON.stringify({ consnet: "10m" }) },
    "dialtone:waits: a map of consnet",
    "dialtone:waits: a map of credential, consent, registration, host, ring, callbacks, end, lostCall, read, answer, drill to times such as 90s",
  ],
  [
    "ringing for longer than anybody should",
    { "dialtone:waits": JSON.stringify({ ring: "10m" }) },
    "dialtone:waits.ring: text of 3 characters",
    "dialtone:waits.ring: a time such as 90s, 5m or 1h, 120s at most",
  ],
  [
    "a region by its long name",
    { "dialtone:location": "Sweden Central" },
    "dialtone:location: text of 14 characters",
    "dialtone:location: an Azure region by its short name, such as swedencentral",
  ],
] as const) {
  test(`${title} is refused by key, with what was expected and what to type`, () => {
    const error = failure(change);
    assert.deepEqual([error.code, error.saw, error.expected], ["DT_CONFIG_INVALID", saw, expected]);
    assert.match(error.fix, new RegExp(`^${saw.slice(0, saw.indexOf(": ")).replaceAll(/[[\].]/g, "\\$&")}: .*[a-z]`));
  });
}

test("two ways to an image are one too many", () => {
  const error = failure({
    "dialtone:image": `ghcr.io/org/host@sha256:${"a".repeat(64)}`,
    "dialtone:imageSource": "https://github.com/org/repo.git#1:infra",
  });
  assert.equal(error.saw, "dialtone:image: both image and imageSource");
});

test("a key that nobody knows is refused: a typing error must not become a default", () => {
  const error = failure({ "dialtone:purgeprotection": "false" });
  assert.equal(error.saw, "dialtone:purgeprotection: a key that Dialtone does not know");
});

test("a value is never shown, as it may be a secret or a phone number in the wrong place", () => {
  const error = failure({ "dialtone:tenantId": "+4712345678", "dialtone:callees": '["+4787654321"]', "dialtone:displayName": "" });
  assert.doesNotMatch(error.message, /\+47/);
});

test("a phone number that YAML took for a number is not shown either", () => {
  assert.equal(failure({ "dialtone:callees": "[4787654321]" }).saw, "dialtone:callees[0]: a number of 10 characters");
});

test("what to type names the stack, which need not be the selected one, and the file", () => {
  assert.equal(
    failure({ "dialtone:callees": undefined }).fix,
    'dialtone:callees: pulumi config --stack dev set --path "callees[0]" $(az ad user show --id NAME@DOMAIN --query id -o tsv)\n' +
      "            or edit Pulumi.dev.yaml",
  );
});

test("a cloud without the calling API is refused", () => {
  assert.equal(failure({ "dialtone:cloud": "china" }).code, "DT_CONFIG_CLOUD");
});

test("a cloud without the calling API is refused in a rehearsal as well, which has one cloud for all names", (t) => {
  const directory = mkdtempSync(join(tmpdir(), "dialtone-test-"));
  t.after(() => {
    delete process.env[rehearsalCloudVariable];
    rmSync(directory, { recursive: true });
  });
  const file = join(directory, "cloud.json");
  const url = "https://localhost:1";
  const loopback = { loginUrl: url, graphUrl: url, armUrl: url, callingOpenIdConfigurationUrl: url };
  const rest = { metadataHost: "localhost:1", ingress: "localhost:1", caFile: "ca.pem", clockRate: 1 };
  writeFileSync(file, JSON.stringify({ schema: "dialtone/cloud/1", ...loopback, ...rest }));
  process.env[rehearsalCloudVariable] = file;
  assert.equal(failure({ "dialtone:cloud": "china" }).code, "DT_CONFIG_CLOUD");
});

describe("the files beside the program", () => {
  const project = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as {
    config: Record<string, { default?: unknown; type: string; items?: unknown }>;
    runtime: { options: { typescript: boolean; nodeargs: string } };
  };
  const example = parse(readFileSync(join(root, "Pulumi.dev.yaml"), "utf8")) as { config: Record<string, unknown> };
  const keys = Object.keys(settingsSchema.shape);

  test("the shipped example is accepted and names every key but the other two ways to an image", () => {
    const config = Object.entries(example.config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]);
    pulumi.runtime.setAllConfig(Object.fromEntries(config) as Record<string, string>);
    assert.equal(loadSettings(now).stack, "dev");
    assert.deepEqual(
      keys.filter((key) => !Object.hasOwn(example.config, `dialtone:${key}`)),
      ["imageSource", "image"],
    );
  });

  test("the example has the program's defaults, so that leaving a key out changes nothing", () => {
    const config = Object.entries(example.config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]);
    pulumi.runtime.setAllConfig(Object.fromEntries(config) as Record<string, string>);
    const written = loadSettings(now);
    const requiredKeys = new Set(Object.keys(required));
    pulumi.runtime.setAllConfig(Object.fromEntries(config.filter(([key]) => requiredKeys.has(String(key)))) as Record<string, string>);
    assert.deepEqual(written, loadSettings(now));
  });

  test("Pulumi.yaml declares no key that the program does not know, and requires none that has a default", () => {
    assert.deepEqual(
      Object.keys(project.config).filter((key) => !keys.includes(key)),
      [],
    );
    assert.deepEqual(
      Object.entries(project.config).flatMap(([key, declared]) => (declared.default === undefined ? [`dialtone:${key}`] : [])),
      Object.keys(required),
    );
  });

  test("Pulumi.yaml has Node's version checked first, from whatever folder Pulumi starts it in", () => {
    const runtime = project.runtime.options;
    assert.equal(runtime.typescript, false);
    const nodeArguments = runtime.nodeargs.split(" ");
    assert.deepEqual(nodeArguments, ["--max-semi-space-size=8", "--import=#node-version"]);
    for (const cwd of [root, join(root, "infra")]) {
      const run = spawnSync(process.execPath, [...nodeArguments, "--print", "'ran'"], { cwd, encoding: "utf8" });
      assert.deepEqual([run.stdout, run.stderr], ["ran\n", ""]);
    }
  });

  test("Pulumi.yaml says what the elements of every list are, as Pulumi wants it", () => {
    assert.deepEqual(
      Object.entries(project.config).flatMap(([key, { type, items }]) => (type === "array" && items === undefined ? [key] : [])),
      [],
    );
  });
});
