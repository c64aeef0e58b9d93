// Cannot prove: what the planes do; their own tests do. This is about starting, telling and ending a whole cloud.
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { type RunningCloud, startCloud } from "../../../cloud/start-cloud.ts";

const operators = [
  { objectId: "44444444-4444-4444-8444-444444444444", principalType: "User" },
  { objectId: "55555555-5555-4555-8555-555555555555", principalType: "Group" },
  { objectId: "66666666-6666-4666-8666-666666666666", principalType: "ServicePrincipal" },
] as const;
let cloud: RunningCloud;

before(async () => {
  cloud = await startCloud({
    tenantId: "11111111-1111-4111-8111-111111111111",
    subscriptionId: "22222222-2222-4222-8222-222222222222",
    seed: { operators },
    clock: { mode: "manual" },
    dependenciesDirectory: process.cwd(),
  });
});
after(() => cloud.stop());

test("every endpoint of the description is on loopback", (t) => {
  const { login, graph, arm, table, callingOpenIdConfiguration, metadataHost, ingress, control } = cloud.description;
  const hosts = [login, graph, arm, table, callingOpenIdConfiguration, control.url, `https://${metadataHost}`, `https://${ingress}`].map(
    (url) => new URL(url).hostname,
  );
  t.assert.deepEqual([...new Set(hosts)].toSorted(), ["127.0.0.1", "localhost"]);
});

test("a user, a member of a group and a service principal each get variables to sign in with", (t) => {
  t.assert.deepEqual(
    operators.map(({ objectId }) => Object.keys(cloud.signInOf(objectId))),
    [
      ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_USERNAME", "AZURE_PASSWORD"],
      ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_USERNAME", "AZURE_PASSWORD"],
      ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"],
    ],
  );
});

test("nobody outside the seed can be signed in", (t) => {
  t.assert.throws(() => cloud.signInOf("77777777-7777-4777-8777-777777777777"), RangeError);
});

test("nothing has been asked, and nothing is unforeseen", (t) => {
  t.assert.deepEqual([cloud.unforeseen(), cloud.calls(), cloud.deliveries(), cloud.neverFired()], [[], [], [], []]);
});

test("stopping takes less than two seconds, closes every port and removes the work directory", async (t) => {
  const other = await startCloud({
    tenantId: "11111111-1111-4111-8111-111111111111",
    subscriptionId: "22222222-2222-4222-8222-222222222222",
    seed: {},
    clock: { mode: "real", rate: 10 },
    dependenciesDirectory: process.cwd(),
  });
  const { origins } = other.context;
  const ports = [
    origins.login,
    origins.graph,
    origins.arm,
    origins.table,
    origins.control,
    origins.identity,
    origins.registry,
    await origins.vault("v"),
  ].map((url) => Number(new URL(url).port));
  const startedAtMs = performance.now();
  await Promise.all([other.stop(), other.stop()]);
  const tookMs = performance.now() - startedAtMs;
  const open = await Promise.all(ports.map(isOpen));
  t.assert.deepEqual([tookMs < 2000, open.includes(true), existsSync(other.description.caFile)], [true, false, false]);
});

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
