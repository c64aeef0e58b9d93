// Proves that a container app is a real process of the image that was built, with the environment that its resource says,
// behind its own name. Cannot prove scaling, sidecars or restarts: one process runs, and one that ends stays ended.
import { request as httpsRequest } from "node:https";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import type { AzureFixture } from "../arm/azure-fixture.ts";
import { startAzureFixture } from "../arm/azure-fixture.ts";
import type { AppFixture } from "./app-fixture.ts";
import { createAppFixture, dockerfile, server } from "./app-fixture.ts";

const api = "api-version=2025-02-02-preview";
let azure: AzureFixture;
let app: AppFixture;
before(async () => {
  azure = await startAzureFixture();
  app = await createAppFixture(azure);
});
after(() => azure.cloud.stop());

async function get(
  path: string,
  { cloud, arm }: AzureFixture = azure,
  { appPath }: AppFixture = app,
): Promise<{ readonly status: number; readonly body: string }> {
  const { body } = await arm("GET", `${appPath}?${api}`);
  const { fqdn } = body.properties.configuration.ingress as { fqdn: string };
  const [host = "", port] = cloud.description.ingress.split(":");
  return await new Promise((resolve, reject) => {
    const outgoing = httpsRequest(
      { host, port, path, servername: fqdn, headers: { host: fqdn }, ca: readFileSync(cloud.description.caFile), agent: false },
      (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
        answer.once("end", () => resolve({ status: answer.statusCode ?? 0, body: text }));
      },
    );
    outgoing.once("error", reject);
    outgoing.end();
  });
}

describe("an app whose image was built", () => {
  before(async () => {
    await app.build("one", { Dockerfile: dockerfile, "server.mjs": server });
    await app.deploy(app.body("one", { env: [{ name: "HOST_PORT", value: "8080" }] }));
  });

  it("has exactly the environment of its resource and of the platform", async (t: TestContext) => {
    const environment = JSON.parse((await get("/")).body) as Record<string, string>;
    t.assert.deepStrictEqual(Object.keys(environment).sort(), [
      "CONTAINER_APP_ENV_DNS_SUFFIX",
      "CONTAINER_APP_HOSTNAME",
      "CONTAINER_APP_NAME",
      "CONTAINER_APP_PORT",
      "CONTAINER_APP_REPLICA_NAME",
      "CONTAINER_APP_REVISION",
      "HOST_PORT",
      "IDENTITY_ENDPOINT",
      "IDENTITY_HEADER",
      "NODE_EXTRA_CA_CERTS",
      "PATH",
    ]);
    t.assert.deepStrictEqual({ name: environment["CONTAINER_APP_NAME"], port: environment["HOST_PORT"] }, { name: "probe", port: "8080" });
  });

  it("gets tokens of its identity by client id, and of no other", async (t: TestContext) => {
    const query = `resource=https%3A%2F%2Fstorage.azure.com&client_id=`;
    const own = JSON.parse((await get(`/token?${query}${app.identity.properties.clientId}`)).body) as {
      access_token: string;
      token_type: string;
      client_id: string;
    };
    const claims = JSON.parse(Buffer.from(own.access_token.split(".")[1] ?? "", "base64url").toString("utf8")) as {
      oid: string;
      aud: string;
    };
    t.assert.deepStrictEqual(
      { oid: claims.oid, aud: claims.aud, type: own.token_type },
      { oid: app.identity.properties.principalId, aud: "https://storage.azure.com", type: "Bearer" },
    );
    t.assert.strictEqual((await get(`/token?${query}3f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0eff`)).status, 400);
  });

  it("reaches nothing outside of loopback", async (t: TestContext) => {
    t.assert.strictEqual((await get("/outside")).body, "EHOSTUNREACH");
  });

  it("keeps its process when nothing in the template changed", async (t: TestContext) => {
    const first = JSON.parse((await get("/")).body) as Record<string, string>;
    const again = await app.deploy(app.body("one", { env: [{ name: "HOST_PORT", value: "8080" }] }));
    const second = JSON.parse((await get("/")).body) as Record<string, string>;
    t.assert.deepStrictEqual([again.status, second["CONTAINER_APP_REVISION"]], ["Succeeded", first["CONTAINER_APP_REVISION"]]);
  });

  it("is a new revision when the template changed", async (t: TestContext) => {
    const first = JSON.parse((await get("/")).body) as Record<string, string>;
    await app.deploy(app.body("one", { env: [{ name: "CHANGED", value: "yes" }] }));
    const second = JSON.parse((await get("/")).body) as Record<string, string>;
    t.assert.strictEqual(second["CHANGED"], "yes");
    t.assert.notStrictEqual(second["CONTAINER_APP_REVISION"], first["CONTAINER_APP_REVISION"]);
  });

  it("keeps the old revision serving when the new one ends at its start, and says why", async (t: TestContext) => {
    await app.build("crash", { Dockerfile: dockerfile, "server.mjs": 'console.error("no table endpoint"); process.exit(3);' });
    const crashed = await app.deploy(app.body("crash"));
    t.assert.deepStrictEqual([crashed.status, crashed.error?.code], ["Failed", "ContainerAppOperationError"]);
    t.assert.match(
      crashed.error?.message ?? "",
      /terminated with exit code '3' and reason 'ProcessExited'\. Last log lines: no table endpoint$/,
    );
    t.assert.strictEqual((await get("/")).status, 200);
  });

  it("names an image that was never pushed", async (t: TestContext) => {
    const { error } = await app.deploy(app.body("never"));
    t.assert.match(error?.message ?? "", /MANIFEST_UNKNOWN: manifest tagged by "never" is not found/);
  });

  it("is gone from its name once deleted", async (t: TestContext) => {
    const { fqdn } = (await azure.arm("GET", `${app.appPath}?${api}`)).body.properties.configuration.ingress as { fqdn: string };
    const deleted = await azure.arm("DELETE", `${app.appPath}?${api}`);
    t.assert.strictEqual(deleted.status, 202);
    const followed = deleted.headers.get("location") ?? "";
    while ((await azure.arm("GET", followed)).status === 202) await new Promise((resolve) => setTimeout(resolve, 20));
    t.assert.strictEqual((await azure.arm("GET", `${app.appPath}?${api}`)).status, 404);
    t.assert.ok(fqdn.startsWith("probe."));
  });
});

it("runs a stand-in for somebody else's public image, on the ports that the app names", async (t: TestContext) => {
  const azure = await startAzureFixture();
  t.after(() => azure.cloud.stop());
  const app = await createAppFixture(azure);
  const { status } = await app.deploy({
    location: "swedencentral",
    properties: {
      managedEnvironmentId: app.environmentId,
      configuration: { ingress: { external: true, targetPort: 80 } },
      template: {
        containers: [
          {
            name: "hello",
            image: "mcr.microsoft.com/azuredocs/containerapps-helloworld:latest",
            command: ["/bin/sh", "-c", "exec /app"],
            probes: [{ type: "Readiness", httpGet: { path: "/healthz", port: 8081 } }],
          },
        ],
      },
    },
  });
  t.assert.strictEqual(status, "Succeeded");
  const { body } = await azure.arm("GET", `${app.appPath}/revisions?${api}`);
  t.assert.deepStrictEqual([body.value.length, body.value[0].properties.runningState], [1, "Running"]);
});

it("has an identity of the system's own, which lives and ends with it and needs no name at the endpoint", async (t: TestContext) => {
  const own = await startAzureFixture();
  t.after(() => own.cloud.stop());
  const fixture = await createAppFixture(own);
  await fixture.build("system", { Dockerfile: dockerfile, "server.mjs": server });
  const body = fixture.body("system") as { identity: { type: string } };
  t.assert.strictEqual(
    (await fixture.deploy({ ...body, identity: { ...body.identity, type: "SystemAssigned,UserAssigned" } })).status,
    "Succeeded",
  );
  const { body: made } = await own.arm("GET", `${fixture.appPath}?${api}`);
  const { principalId, userAssignedIdentities } = made.identity;
  t.assert.strictEqual(userAssignedIdentities[fixture.identity.id].principalId, fixture.identity.properties.principalId);
  const { body: asked } = await own.arm(
    "GET",
    `${fixture.appPath}/providers/Microsoft.ManagedIdentity/identities/default?api-version=2023-01-31`,
  );
  t.assert.strictEqual(asked.properties.principalId, principalId);
  const principal = own.cloud.context.directory.principal(principalId);
  t.assert.strictEqual(principal?.principalType, "ServicePrincipal");
  const answer = await get("/token?resource=https%3A%2F%2Fstorage.azure.com", own, fixture);
  const { client_id: clientId } = JSON.parse(answer.body) as { client_id: string };
  t.assert.deepStrictEqual([answer.status, clientId], [200, asked.properties.clientId]);
  // Given up, and gone from the directory.
  await fixture.deploy(body);
  t.assert.strictEqual(own.cloud.context.directory.principal(principalId), undefined);
});

it("refuses an image whose registry the app's identity may not pull from", async (t: TestContext) => {
  const assignment = `${app.group}/providers/Microsoft.ContainerRegistry/registries/apps01/providers/Microsoft.Authorization/roleAssignments/6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e50`;
  t.assert.strictEqual((await azure.arm("DELETE", `${assignment}?api-version=2022-04-01`)).status, 200);
  const { error } = await app.deploy(app.body("one"));
  t.assert.match(
    error?.message ?? "",
    /unable to pull image using Managed identity .*\/userAssignedIdentities\/app for registry apps01\.azurecr\.io/,
  );
});

describe("a build", () => {
  it("fails on a file that the archive does not have, in the builder's words", async (t: TestContext) => {
    const { status, error } = await app.build("missing", { Dockerfile: dockerfile });
    t.assert.strictEqual(status, "Failed");
    t.assert.match(
      (error as { message: string }).message,
      /COPY failed: file not found in build context or excluded by \.dockerignore: stat server\.mjs: file does not exist/,
    );
  });

  it("refuses a RUN that it would only pretend", async (t: TestContext) => {
    const { error } = await app.build("run", { Dockerfile: `${dockerfile}\nRUN apt-get install curl`, "server.mjs": server });
    t.assert.match((error as { message: string }).message, /runs npm ci and npm run NAME, not: apt-get install curl/);
  });

  it("refuses npm ci without a lock file", async (t: TestContext) => {
    const { error } = await app.build("ci", {
      Dockerfile: `${dockerfile}\nCOPY package.json ./\nRUN npm ci`,
      "server.mjs": server,
      "package.json": "{}",
    });
    t.assert.match((error as { message: string }).message, /npm error code EUSAGE/);
  });
});
