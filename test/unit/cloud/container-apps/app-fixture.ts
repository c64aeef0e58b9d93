import tar from "tar-stream";
import { gzipSync } from "node:zlib";
import type { AzureFixture } from "../arm/azure-fixture.ts";
import { roleDefinition, subscriptionScope } from "../arm/azure-fixture.ts";

const acrPull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const api = "api-version=2025-02-02-preview";

/** Everything a container app needs around it: group, identity with the right to pull, registry, environment. */
export interface AppFixture {
  readonly group: string;
  readonly identity: { readonly id: string; readonly properties: { readonly clientId: string; readonly principalId: string } };
  readonly loginServer: string;
  readonly environmentId: string;
  readonly appPath: string;
  /** Builds these files as `name:tag` and answers how the deployment ended. */
  readonly build: (tag: string, files: Readonly<Record<string, string>>) => Promise<{ readonly status: string; readonly error?: unknown }>;
  /** Body of the app's PUT. */
  readonly body: (tag: string, more?: { readonly env?: readonly object[]; readonly probes?: readonly object[] }) => object;
  /** Writes the app and answers how that ended. */
  readonly deploy: (
    body: object,
  ) => Promise<{ readonly status: string; readonly error?: { readonly code: string; readonly message: string } }>;
}

export async function createAppFixture(azure: AzureFixture, options: { readonly pull?: boolean } = {}): Promise<AppFixture> {
  const group = `${subscriptionScope}/resourceGroups/apps`;
  const location = "swedencentral";
  await azure.put(`${group}?api-version=2024-03-01`, { location });
  const registryPath = `${group}/providers/Microsoft.ContainerRegistry/registries/apps01`;
  const identity = await azure.put(`${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/app?api-version=2023-01-31`, {
    location,
  });
  const registry = await azure.put(`${registryPath}?api-version=2023-01-01-preview`, { location, sku: { name: "Basic" } });
  if (options.pull !== false) {
    await azure.put(
      `${registryPath}/providers/Microsoft.Authorization/roleAssignments/6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e50?api-version=2022-04-01`,
      {
        properties: {
          roleDefinitionId: roleDefinition(acrPull),
          principalId: identity.properties.principalId,
          principalType: "ServicePrincipal",
        },
      },
    );
  }
  const environment = await azure.put(`${group}/providers/Microsoft.App/managedEnvironments/env?${api}`, { location, properties: {} });
  const appPath = `${group}/providers/Microsoft.App/containerApps/probe`;
  const { loginServer } = registry.properties;
  return {
    group,
    identity,
    loginServer,
    environmentId: environment.id,
    appPath,
    build: async (tag, files) => {
      const { body: place } = await azure.arm("POST", `${registryPath}/listBuildSourceUploadUrl?api-version=2019-06-01-preview`);
      await fetch(place.uploadUrl, { method: "PUT", headers: { "x-ms-blob-type": "BlockBlob" }, body: Buffer.from(await pack(files)) });
      const runRequest = {
        type: "DockerBuildRequest",
        dockerFilePath: "Dockerfile",
        imageNames: [`probe:${tag}`],
        sourceLocation: place.relativePath,
        platform: { os: "Linux" },
      };
      const answer = await azure.arm("PUT", `${registryPath}/taskRuns/build-${tag}?api-version=2019-06-01-preview`, {
        properties: { forceUpdateTag: tag, runRequest },
      });
      return follow(azure, answer);
    },
    body: (tag, more = {}) => ({
      location,
      identity: { type: "UserAssigned", userAssignedIdentities: { [identity.id]: {} } },
      properties: {
        managedEnvironmentId: environment.id,
        configuration: { registries: [{ server: loginServer, identity: identity.id }], ingress: { external: true, targetPort: 8080 } },
        template: { containers: [{ name: "probe", image: `${loginServer}/probe:${tag}`, ...more }] },
      },
    }),
    deploy: async (body) => follow(azure, await azure.arm("PUT", `${appPath}?${api}`, body)),
  };
}

async function follow(azure: AzureFixture, answer: Awaited<ReturnType<AzureFixture["arm"]>>): ReturnType<AppFixture["deploy"]> {
  const status = answer.headers.get("azure-asyncoperation");
  if (status === null) return { status: String(answer.status), error: answer.body?.error };
  for (;;) {
    const { body } = await azure.arm("GET", status);
    if (body.status !== "InProgress") return { status: body.status, ...(body.error === undefined ? {} : { error: body.error }) };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function pack(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const archive = tar.pack();
  for (const [name, content] of Object.entries(files)) archive.entry({ name }, content);
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return gzipSync(Buffer.concat(chunks));
}

/** A Dockerfile that runs one file. */
export const dockerfile = [
  "FROM mcr.microsoft.com/azurelinux/base/nodejs:24",
  "WORKDIR /app",
  "COPY server.mjs ./",
  "USER nonroot",
  'ENTRYPOINT ["node", "/app/server.mjs"]',
].join("\n");

/** A server that answers with its environment, and with a token of its identity at `/token`. */
export const server = `
import { createServer } from "node:http";
createServer(async (request, response) => {
  if (request.url.startsWith("/token")) {
    const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = process.env;
    const answer = await fetch(IDENTITY_ENDPOINT + "?api-version=2019-08-01&" + request.url.split("?")[1], { headers: { "x-identity-header": IDENTITY_HEADER } });
    response.writeHead(answer.status).end(await answer.text());
    return;
  }
  if (request.url === "/outside") {
    await fetch("http://192.0.2.1/").then(() => response.end("reached"), (error) => response.end(error.cause.code));
    return;
  }
  response.end(JSON.stringify(process.env));
}).listen(8080, "0.0.0.0");
`;
