// CallingCertificate on the SDK's mock monitor, in a preview: what it registers. Cannot prove that a certificate is made,
// nor that its key stays in the vault: that is the vault's data plane, in infra/lib/vault-certificate.test.ts.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { CallingCertificate } from "../../../../infra/components/calling-certificate.ts";
import { toRoleAssignmentName } from "../../../../infra/contract/role-assignment-name.ts";
import { ids, recordRun, type Recording } from "./recorded-run.ts";
import { inGroup, publicCloud, roleDefinitionId } from "./standing.ts";

const vaultResourceId = `/subscriptions/${ids.subscription}/dialtone-vault`;

async function record(generation: { name: string; life: string } | { name: string; ends: string }): Promise<Recording> {
  return recordRun(
    () => {
      const { keyUrl, certificateUrl } = new CallingCertificate("calling-certificate-g2", {
        ...inGroup,
        generation,
        applicationId: `/applications/${ids.applicationObject}`,
        vault: { vaultUrl: "https://vault.test/", vaultResourceId, makerRoles: [] },
        cloud: publicCloud,
        explain: {},
        now: new Date("2026-11-25T12:00:00Z"),
      });
      return { keyUrl, certificateUrl };
    },
    { preview: true },
  );
}

describe("a certificate that is given as a life", () => {
  let run: Recording;
  before(async () => {
    run = await record({ name: "g2", life: "90d" });
  });

  test("is on the application until its end, and neither its content nor its end is a change later", () => {
    const registered = run.named("calling-certificate-g2");
    const { value, ...inputs } = registered.inputs;
    assert.deepEqual(inputs, {
      applicationId: `/applications/${ids.applicationObject}`,
      type: "AsymmetricX509Cert",
      encoding: "base64",
      endDate: "2027-02-23T12:00:00Z",
    });
    assert.notEqual(typeof value, "string", "a preview looks into no vault");
    assert.deepEqual(registered.ignoreChanges, ["value", "endDate"]);
  });

  test("lets each operator sign with that key, and with no other", () => {
    const scope = `${vaultResourceId}/keys/calling-app-g2`;
    const role = "12338af0-0e69-4776-bea7-57ae8d297424";
    assert.deepEqual(
      run.ofType("azure-native:authorization:RoleAssignment").map(({ inputs }) => inputs),
      [
        [ids.operator, "User"],
        [ids.group, "Group"],
      ].map(([principalId = "", principalType]) => ({
        scope,
        roleDefinitionId: roleDefinitionId(role),
        principalId,
        principalType,
        description: "Dialtone operator: signs with the calling app's key",
        roleAssignmentName: toRoleAssignmentName(scope, role, principalId),
      })),
    );
  });

  test("is told by versionless URLs", () => {
    assert.deepEqual(run.outputs, {
      keyUrl: "https://vault.test/keys/calling-app-g2",
      certificateUrl: "https://vault.test/certificates/calling-app-g2",
    });
  });
});

test("a written end is not ignored: who changes it gets another certificate on the application", async () => {
  const run = await record({ name: "g2", ends: "2027-06-01T00:00:00Z" });
  assert.deepEqual(run.named("calling-certificate-g2").ignoreChanges, ["value"]);
});
