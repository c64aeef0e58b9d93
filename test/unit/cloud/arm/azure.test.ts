// Proves that the simulated Azure goes back to its seed and stops in time. Cannot prove what a client sees that is in the
// middle of a request then.
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import { createAppFixture, dockerfile, server } from "../container-apps/app-fixture.ts";
import type { AppFixture } from "../container-apps/app-fixture.ts";
import type { AzureFixture } from "./azure-fixture.ts";
import { readerObjectId, startAzureFixture, subscriptionScope } from "./azure-fixture.ts";

/** Wall milliseconds in which a cloud has to be gone: issue A, 10 asks for 5 s of the whole rehearsal, the cloud's part is 2 s. */
const stopWithinMs = 2_000;
const seededGroup = `${subscriptionScope}/resourceGroups/seeded`;

let azure: AzureFixture;
let app: AppFixture;
before(async () => {
  azure = await startAzureFixture({
    seed: {
      armResources: [{ id: seededGroup, type: "Microsoft.Resources/resourceGroups", location: "westeurope" }],
      roleAssignments: [
        {
          principalObjectId: readerObjectId,
          principalType: "ServicePrincipal",
          roleDefinitionId: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
          scope: seededGroup,
        },
      ],
    },
  });
  app = await createAppFixture(azure);
});
after(() => azure.cloud.stop());

it("has what its seed says before the first request", async (t: TestContext) => {
  const { status, body } = await azure.arm("GET", `${seededGroup}?api-version=2024-03-01`, undefined, azure.reader);
  t.assert.deepStrictEqual(
    { status, body },
    {
      status: 200,
      body: {
        id: seededGroup,
        name: "seeded",
        type: "Microsoft.Resources/resourceGroups",
        location: "westeurope",
        properties: { provisioningState: "Succeeded" },
      },
    },
  );
});

it("stops with an app running, and leaves nothing listening", async (t: TestContext) => {
  await app.build("one", { Dockerfile: dockerfile, "server.mjs": server });
  t.assert.strictEqual((await app.deploy(app.body("one"))).status, "Succeeded");
  const startedAt = performance.now();
  await azure.cloud.stop();
  t.assert.ok(performance.now() - startedAt < stopWithinMs);
  await t.assert.rejects(fetch(azure.cloud.description.arm));
  await t.assert.rejects(fetch(azure.cloud.description.table));
});
