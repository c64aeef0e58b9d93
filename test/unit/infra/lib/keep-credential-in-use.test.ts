// Which update would take the credential in use away, from the configuration and the stack's last outputs. That the engine
// gives the program those outputs is seen in the story `rotate-to-federated`, on the real one.
import * as pulumi from "@pulumi/pulumi";
import { describe, test, type TestContext } from "node:test";
import { credentialSchema } from "../../../../infra/contract/credential-settings.ts";
import { DialtoneError } from "../../../../infra/contract/dialtone-error.ts";
import { assertKept, keepCredentialInUse } from "../../../../infra/lib/keep-credential-in-use.ts";

const g1 = { name: "g1", life: "90d" };
const g2 = { name: "g2", life: "90d" };
const ci = { name: "ci", mode: "federated", issuer: "https://issuer.test", subject: "s" };

function judge(written: object, inUse: Parameters<typeof assertKept>[0] = { generation: "g1", mode: "secret" }): DialtoneError | undefined {
  try {
    assertKept(inUse, credentialSchema.parse(written), "dev");
    return undefined;
  } catch (error) {
    if (error instanceof DialtoneError) return error;
    throw error;
  }
}

describe("an update keeps the credential in use", () => {
  for (const [title, written] of [
    ["nothing changed", { generations: [g1] }],
    ["a newer one is behind it", { generations: [g1, g2] }],
    ["the mode of all changed, and it keeps its own", { mode: "certificate", generations: [{ ...g1, mode: "secret" }, g2] }],
    ["it may go at once, by its name", { mode: "certificate", generations: [g2], drop: "g1" }],
  ] as const) {
    test(`where ${title}`, (t: TestContext) => {
      t.assert.strictEqual(judge(written), undefined);
    });
  }

  for (const [title, written, fix] of [
    [
      "another mode was written over it",
      { mode: "certificate", generations: [g1] },
      /^npm run rotate -- --stack dev --mode certificate with the file/,
    ],
    ["its name was changed", { generations: [g2] }, /^npm run rotate -- --stack dev with the file as it was/],
    ["a trust came in its place", { generations: [ci] }, /^keep \{ name: g1, mode: secret, … \} in front/],
    ["another one may go", { generations: [g2], drop: "g2" }, /drop: g1$/],
  ] as const) {
    test(`and is refused where ${title}`, (t: TestContext) => {
      const refusal = judge(written);
      t.assert.strictEqual(refusal?.code, "DT_CONFIG_CREDENTIAL_IN_USE");
      t.assert.match(refusal.fix, fix);
    });
  }
});

test("is asked of the stack's own last outputs, by the name that its backend knows", async (t: TestContext) => {
  const asked: unknown[] = [];
  const look = async (organization: string, outputs: object): Promise<void> => {
    const call = (args: pulumi.runtime.MockCallArgs): object => {
      asked.push([args.token, args.inputs["name"]]);
      return { outputs };
    };
    await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call }, "dialtone", "dev", false, organization);
    await keepCredentialInUse(credentialSchema.parse({ generations: [g2] }), "dev");
  };
  const inUse = { dialtone: { credential: { generation: "g1", mode: "secret" } } };
  await t.assert.rejects(look("organization", inUse), { code: "DT_CONFIG_CREDENTIAL_IN_USE" });
  await t.assert.rejects(look("acme", inUse), { code: "DT_CONFIG_CREDENTIAL_IN_USE" });
  await look("organization", {});
  const token = "pulumi:pulumi:readStackOutputs";
  t.assert.deepStrictEqual(asked, [
    [token, "dev"],
    [token, "acme/dialtone/dev"],
    [token, "dev"],
  ]);
});
