// CallbackHost on the SDK's mock monitor, with an upload server on loopback. Cannot prove that Azure accepts the values,
// that the image builds, or that the engine finds no difference in a second run; it proves that the inputs are the same.
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { CallbackHost } from "../../../../infra/components/callback-host.ts";
import type { HostImageSource } from "../../../../infra/lib/host-image.ts";
import { toRoleAssignmentName } from "../../../../infra/contract/role-assignment-name.ts";
import { domain, ids, recordRun, type Recording, type RunOptions } from "./recorded-run.ts";
import { inGroup, publicCloud, roleDefinitionId } from "./standing.ts";

const component = "dialtone:index:CallbackHost callback";
const prebuilt: HostImageSource = { kind: "prebuilt", image: "ghcr.io/org/host@sha256:1" };
const archive: HostImageSource = {
  kind: "archive",
  archive: { sha256: "0123456789abcdef".repeat(4), gzip: new Uint8Array([31, 139, 8]), paths: [] },
  loopbackOnly: true,
};
const roleAssignment = "azure-native:authorization:RoleAssignment";

async function record(image: HostImageSource, options: RunOptions = {}): Promise<Recording> {
  return recordRun(() => {
    const host = new CallbackHost("callback", {
      ...inGroup,
      clientId: ids.client,
      cloud: publicCloud,
      image,
      replicas: { min: 1, max: 2 },
      logRetentionDays: 30,
    });
    const { fqdn, callbackUrl, tableEndpoint, tableName } = host;
    return { fqdn, callbackUrl, tableEndpoint, tableName, image: host.image };
  }, options);
}

describe("a host with a prebuilt image", () => {
  let run: Recording;
  before(async () => {
    run = await record(prebuilt);
  });

  test("has no registry and no build", () => {
    assert.deepEqual(
      run.resources
        .filter(({ type }) => type.startsWith("azure-native:"))
        .map(({ type, name, parent }) => `${type.slice(13)} ${name}${parent === component ? "" : ` in ${parent}`}`)
        .sort(),
      [
        "app:ContainerApp callback",
        "app:ManagedEnvironment callback-environment",
        `authorization:RoleAssignment callback-notifications-reader-${ids.group}`,
        `authorization:RoleAssignment callback-notifications-reader-${ids.operator}`,
        "authorization:RoleAssignment callback-notifications-writer",
        "managedidentity:UserAssignedIdentity callback-identity",
        "monitor:DiagnosticSetting callback-diagnostics",
        "operationalinsights:Workspace callback-logs",
        "storage:StorageAccount callbackstore",
        "storage:Table callback-notifications",
      ],
    );
  });

  test("runs the image under a fixed name, with HTTPS alone, probes on the contract's paths, and no secret", () => {
    const probe = { port: 8080, scheme: "HTTP" };
    const identity = `/subscriptions/${ids.subscription}/callback-identity`;
    assert.deepEqual(run.named("callback").inputs, {
      resourceGroupName: "dialtone0badc0de",
      containerAppName: "callback",
      managedEnvironmentId: `/subscriptions/${ids.subscription}/callback-environment`,
      workloadProfileName: "Consumption",
      identity: { type: "UserAssigned", userAssignedIdentities: [identity] },
      configuration: {
        activeRevisionsMode: "Single",
        ingress: {
          external: true,
          targetPort: 8080,
          transport: "http",
          allowInsecure: false,
          traffic: [{ latestRevision: true, weight: 100 }],
        },
      },
      template: {
        containers: [
          {
            name: "callback",
            image: "ghcr.io/org/host@sha256:1",
            resources: { cpu: 0.25, memory: "0.5Gi" },
            env: [
              { name: "HOST_PORT", value: "8080" },
              { name: "HOST_CLIENT_ID", value: ids.client },
              { name: "HOST_TENANT_IDS", value: ids.tenant },
              { name: "HOST_TOKEN_AUTHORITIES", value: JSON.stringify(publicCloud.tokenAuthorities) },
              { name: "HOST_CALLBACK_PATH", value: "/api/calls/callback" },
              { name: "HOST_TABLE_ENDPOINT", value: "https://store.table.test/" },
              { name: "HOST_TABLE_NAME", value: "notifications" },
              { name: "HOST_STACK", value: "dev" },
              { name: "AZURE_CLIENT_ID", value: ids.hostIdentityClient },
            ],
            probes: [
              { type: "Startup", httpGet: { path: "/health/live", ...probe }, periodSeconds: 1, timeoutSeconds: 2, failureThreshold: 10 },
              { type: "Liveness", httpGet: { path: "/health/live", ...probe }, periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3 },
              { type: "Readiness", httpGet: { path: "/health/ready", ...probe }, periodSeconds: 5, timeoutSeconds: 4, failureThreshold: 3 },
            ],
          },
        ],
        scale: { minReplicas: 1, maxReplicas: 2, rules: [{ name: "http", http: { metadata: { concurrentRequests: "50" } } }] },
      },
    });
  });

  test("starts the app after its identity may write the table", () => {
    assert.ok(run.named("callback").dependencies.includes("callback-notifications-writer"));
  });

  test("stores notifications in an account without shared keys", () => {
    assert.deepEqual(run.named("callbackstore").inputs, {
      resourceGroupName: "dialtone0badc0de",
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      defaultToOAuthAuthentication: true,
      minimumTlsVersion: "TLS1_2",
      enableHttpsTrafficOnly: true,
    });
  });

  test("sends logs to the workspace without its key", () => {
    assert.deepEqual(run.named("callback-environment").inputs["appLogsConfiguration"], { destination: "azure-monitor" });
    assert.deepEqual(run.named("callback-diagnostics").inputs, {
      name: "dialtone",
      resourceUri: `/subscriptions/${ids.subscription}/callback-environment`,
      workspaceId: `/subscriptions/${ids.subscription}/callback-logs`,
      logs: [{ categoryGroup: "allLogs", enabled: true }],
    });
    assert.deepEqual(run.named("callback-logs").inputs, {
      resourceGroupName: "dialtone0badc0de",
      sku: { name: "PerGB2018" },
      retentionInDays: 30,
      features: { disableLocalAuth: true },
    });
  });

  test("lets the host's identity write the table and each operator read it, and nobody do anything else", () => {
    const scope = `/subscriptions/${ids.subscription}/callback-notifications`;
    const writer = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    const reader = "76199698-9eea-4c19-bc75-cec21354c6b6";
    const expected = (principalId: string, principalType: string, role: string, description: string) => ({
      scope,
      roleDefinitionId: roleDefinitionId(role),
      principalId,
      principalType,
      description,
      roleAssignmentName: toRoleAssignmentName(scope, role, principalId),
    });
    assert.deepEqual(
      run
        .ofType(roleAssignment)
        .toSorted((left, right) => left.name.localeCompare(right.name))
        .map(({ inputs }) => inputs),
      [
        expected(ids.group, "Group", reader, "Dialtone operator: reads notifications"),
        expected(ids.operator, "User", reader, "Dialtone operator: reads notifications"),
        expected(ids.hostIdentity, "ServicePrincipal", writer, "Dialtone callback host: writes notifications"),
      ],
    );
  });

  test("shows the one callback URL below the name that the app got", () => {
    assert.deepEqual(run.outputs, {
      fqdn: `callback.${domain}`,
      callbackUrl: `https://callback.${domain}/api/calls/callback`,
      tableEndpoint: "https://store.table.test/",
      tableName: "notifications",
      image: "ghcr.io/org/host@sha256:1",
    });
  });
});

describe("a host that is built from this checkout's sources", () => {
  const uploads: { method: string | undefined; url: string | undefined; blobType: unknown; body: Buffer }[] = [];
  let server: Server;
  let uploadUrl: string;
  const upload = { relativePath: "source/1/context.tar.gz" };

  before(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        uploads.push({
          method: request.method,
          url: request.url,
          blobType: request.headers["x-ms-blob-type"],
          body: Buffer.concat(chunks),
        });
        response.writeHead(201).end();
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    uploadUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/blob?sig=s`;
  });
  after(() => {
    server.close();
  });

  test("uploads them where the registry says, and has the registry build that path under the content's hash", async () => {
    uploads.length = 0;
    const run = await record(archive, { answers: { listRegistryBuildSourceUploadUrl: { ...upload, uploadUrl } } });
    assert.deepEqual(uploads, [{ method: "PUT", url: "/blob?sig=s", blobType: "BlockBlob", body: Buffer.from([31, 139, 8]) }]);
    assert.deepEqual(toBuildParameters(run), {
      registryName: { value: "callbackregistry" },
      taskRunName: { value: "dialtone-0123456789ab" },
      imageName: { value: "dialtone-callback-host:0123456789ab" },
      sourceLocation: { value: "source/1/context.tar.gz" },
    });
    assert.equal(run.outputs["image"], "registry.test/dialtone-callback-host:0123456789ab");
  });

  test("uploads nothing and registers the same inputs when that content is built already", async () => {
    uploads.length = 0;
    const built = { provisioningState: "Succeeded", runRequest: { type: "DockerBuildRequest", sourceLocation: "source/0/context.tar.gz" } };
    const run = await record(archive, { answers: { getTaskRun: built } });
    assert.deepEqual(uploads, []);
    assert.deepEqual((toBuildParameters(run) as Record<string, unknown>)["sourceLocation"], { value: "source/0/context.tar.gz" });
  });

  test("uploads again, to another path, when the build of that content failed", async () => {
    uploads.length = 0;
    const failed = { provisioningState: "Failed", runRequest: { type: "DockerBuildRequest", sourceLocation: "source/0/context.tar.gz" } };
    const run = await record(archive, { answers: { getTaskRun: failed, listRegistryBuildSourceUploadUrl: { ...upload, uploadUrl } } });
    assert.equal(uploads.length, 1);
    assert.deepEqual((toBuildParameters(run) as Record<string, unknown>)["sourceLocation"], { value: "source/1/context.tar.gz" });
  });

  test("uploads nothing in a preview", async () => {
    uploads.length = 0;
    const run = await record(archive, { preview: true });
    assert.deepEqual([uploads, run.invokes], [[], []]);
  });

  test("has a registry without an administrator's password, which the host's identity may pull from", async () => {
    const run = await record(archive, { answers: { listRegistryBuildSourceUploadUrl: { ...upload, uploadUrl } } });
    assert.deepEqual(run.named("callbackregistry").inputs, {
      resourceGroupName: "dialtone0badc0de",
      sku: { name: "Basic" },
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      // The SDK's own defaults.
      networkRuleBypassOptions: "AzureServices",
      publicNetworkAccess: "Enabled",
      zoneRedundancy: "Disabled",
    });
    const scope = `/subscriptions/${ids.subscription}/callbackregistry`;
    const given = run
      .ofType(roleAssignment)
      .flatMap(({ name, inputs }) =>
        inputs["scope"] === scope ? [`${name}: ${String(inputs["roleDefinitionId"])} ${String(inputs["principalId"])}`] : [],
      );
    assert.deepEqual(given.sort(), [
      `callback-image-pull: ${roleDefinitionId("7f951dda-4ed3-4680-a7ca-43fe172d538d")} ${ids.hostIdentity}`,
      `callback-image-repository-reader: ${roleDefinitionId("b93aa761-3e63-49ed-ac28-beffa264f7ac")} ${ids.hostIdentity}`,
    ]);
    assert.deepEqual((run.named("callback").inputs["configuration"] as Record<string, unknown>)["registries"], [
      { server: "registry.test", identity: `/subscriptions/${ids.subscription}/callback-identity` },
    ]);
  });

  test("builds after the roles are assigned and starts the app after the build", async () => {
    const run = await record(archive, { answers: { listRegistryBuildSourceUploadUrl: { ...upload, uploadUrl } } });
    const roles = ["callback-image-pull", "callback-image-repository-reader", "callback-notifications-writer"];
    assert.deepEqual(
      run
        .named("callback-image")
        .dependencies.filter((name) => roles.includes(name))
        .sort(),
      roles,
    );
    assert.ok(run.named("callback").dependencies.includes("callback-image"));
  });
});

test("has the registry build a git reference as it is, tagged with the reference's hash", async () => {
  const sourceLocation = "https://github.com/org/repo.git#0123456:infra";
  const run = await record({ kind: "git", sourceLocation });
  assert.deepEqual(toBuildParameters(run), {
    registryName: { value: "callbackregistry" },
    taskRunName: { value: "dialtone-de5a911ec6a8" },
    imageName: { value: "dialtone-callback-host:de5a911ec6a8" },
    sourceLocation: { value: sourceLocation },
  });
  assert.deepEqual(run.invokes, []);
});

function toBuildParameters(run: Recording): unknown {
  return (run.named("callback-image").inputs["properties"] as Record<string, unknown>)["parameters"];
}
