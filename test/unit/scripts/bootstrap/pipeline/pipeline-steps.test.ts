/** Cannot prove: that the rights are enough, nor that Azure evaluates the condition; the scenario `pipeline-rights` deploys with them. */
import { describe, test, type TestContext } from "node:test";
import { azureRoleDefinitionIds, bootstrapRoleDefinitionIds } from "../../../../../infra/contract/microsoft-ids.ts";
import type { Blueprint } from "../../../../../scripts/bootstrap/blueprint.ts";
import { createAssignmentCondition, createPipelineSteps } from "../../../../../scripts/bootstrap/steps/pipeline-steps.ts";
import { toPipeline } from "../../../../../scripts/bootstrap/to-pipeline.ts";
import pipelineRights from "../../../../cloud/scenarios/pipeline-rights.ts";
import { blueprint } from "../bootstrap-fixture.ts";

const flags = { environment: undefined, issuer: undefined, subject: undefined, previewSubject: undefined };
const { backendUrl, secretsProvider } = blueprint.names;
const ours: Blueprint["backend"] = { kind: "azure", url: backendUrl, secretsProvider };
function titlesOf(consent: Blueprint["consent"], kind: "github" | "gitlab" = "github", backend = ours): readonly string[] {
  const pipeline = toPipeline({ ...flags, kind, repository: "contoso/voice" }, "prod");
  return createPipelineSteps({ ...blueprint, consent, pipeline, backend }, pipeline).map(({ title }) => title);
}

describe("the identity that deploys", () => {
  test("has the rights that the story deploys with, and no others", (t: TestContext) => {
    const ofDeploy = titlesOf("manual").filter((title) => title.includes("dialtone-prod-deploy"));
    const { graphRoles, azureRoles } = pipelineRights.cloud.deployer;
    t.assert.deepStrictEqual(
      ofDeploy
        .filter((title) => title.includes("the subscription") || title.startsWith("Microsoft Graph"))
        .map((title) => title.replace(", under a condition", "")),
      [
        ...azureRoles.map((role) => `role ${role} on the subscription for dialtone-prod-deploy`),
        `Microsoft Graph ${graphRoles.join(", ")} for dialtone-prod-deploy`,
      ],
    );
  });

  test("may consent only where that was asked for", (t: TestContext) => {
    const consents = (titles: readonly string[]) => titles.filter((title) => title.includes("AppRoleAssignment.ReadWrite.All")).length;
    t.assert.deepStrictEqual([consents(titlesOf("manual")), consents(titlesOf("grant"))], [0, 1]);
  });

  test("may give every role that the stack gives, and none that would make it more", (t: TestContext) => {
    const condition = createAssignmentCondition();
    for (const guid of Object.values(azureRoleDefinitionIds)) t.assert.strictEqual(condition.split(guid).length - 1, 2, guid);
    for (const guid of [bootstrapRoleDefinitionIds.contributor, bootstrapRoleDefinitionIds.roleBasedAccessControlAdministrator])
      t.assert.ok(!condition.includes(guid));
    t.assert.match(condition, /roleAssignments\/write'\}.*roleAssignments\/delete'\}/);
  });
});

describe("the identity that previews", () => {
  test("may only read", (t: TestContext) => {
    const ofPreview = titlesOf("grant").filter((title) => title.includes("for dialtone-prod-preview"));
    t.assert.deepStrictEqual(
      ofPreview.map((title) => title.replace(" for dialtone-prod-preview", "")),
      [
        "role Reader on the subscription",
        "role Storage Blob Data Reader on the state",
        "role Key Vault Crypto User on its key",
        "Microsoft Graph Application.Read.All",
      ],
    );
  });

  test("is not there for GitLab, whose merge requests cannot be told in advance", (t: TestContext) => {
    t.assert.deepStrictEqual(
      titlesOf("manual", "gitlab").filter((title) => title.includes("preview")),
      [],
    );
  });
});

describe("the state of somebody else's making", () => {
  test("gets no role from bootstrap", (t: TestContext) => {
    const theirs: Blueprint["backend"] = {
      kind: "url",
      url: "azblob://own?storage_account=own",
      secretsProvider: "azurekeyvault://own.vault.azure.net/keys/k",
    };
    t.assert.deepStrictEqual(
      titlesOf("manual", "github", theirs).filter((title) => / on (?:the state|its key) for /.test(title)),
      [],
    );
  });
});
