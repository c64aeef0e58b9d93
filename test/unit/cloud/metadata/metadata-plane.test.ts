// Cannot prove: that the providers read nothing else of it; cloud-wire.md 1.2 and 2.1 name what they read.
import { after, before, test } from "node:test";
import { type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";

let cloud: DirectoryCloud;
before(async () => {
  cloud = await startDirectoryCloud();
});
after(() => cloud.stop());

test("the document names login, Graph and ARM, each on an origin of its own", async (t) => {
  const { login, graph, arm, metadataHost } = cloud.origins;
  const response = await fetch(`https://${metadataHost}/metadata/endpoints?api-version=2022-09-01`);
  t.assert.deepEqual(
    [response.status, await response.json(), new Set([login, graph, arm]).size],
    [
      200,
      {
        name: "Rehearsal",
        portal: arm,
        authentication: {
          loginEndpoint: login,
          audiences: [arm, "https://management.core.windows.net/", "https://management.azure.com/"],
          tenant: "common",
          identityProvider: "AAD",
        },
        graphAudience: `${graph}/`,
        graph: `${graph}/`,
        resourceManager: `${arm}/`,
        microsoftGraphResourceId: `${graph}/`,
        suffixes: { keyVaultDns: "vault.localhost", storage: "storage.localhost" },
      },
      3,
    ],
  );
});

test("another api-version is refused", async (t) => {
  const response = await fetch(`https://${cloud.origins.metadataHost}/metadata/endpoints?api-version=2015-01-01`);
  t.assert.equal(response.status, 400);
});
