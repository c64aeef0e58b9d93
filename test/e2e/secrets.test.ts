/**
 * Everything that a rehearsal's parts write is searched for every secret that the cloud gave out, under the values that
 * the test itself was handed. Cannot prove: that no secret is in memory, or in a file that was removed before the test
 * looked; and the state, which only the real engine has.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import type { Outputs } from "../../infra/contract/outputs.ts";
import { startCloudProcess, writeCloudFile, type CloudProcess } from "../helpers/cloud-process.ts";
import { readHar } from "../helpers/har.ts";
import { startProgram } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

/** A JSON Web Token with its signature. */
const token = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/;

describe("what a provisioned, verified and stopped stack leaves in writing", () => {
  const directory = createTemporaryDirectory();
  /** Name of what was written, and its text. */
  const written = new Map<string, string>();
  /** What the secret is, and its value. */
  const secrets = new Map<string, string>();

  let cloud: CloudProcess;
  after(() => cloud.stop());

  before(async () => {
    cloud = await startCloudProcess(["--stack", "dev", "--har", join(directory, "transcript.har")]);
    const { line } = cloud;
    const outputs = line.outputs as Outputs;
    writeFileSync(join(directory, "outputs.json"), JSON.stringify(outputs));
    writeCloudFile(join(directory, "cloud.json"), line, 10);
    const environment = {
      PATH: process.env["PATH"],
      DIALTONE_REHEARSAL_CLOUD: join(directory, "cloud.json"),
      NODE_EXTRA_CA_CERTS: line.caFile,
      ...line.operator,
    };
    const flags = ["--outputs", join(directory, "outputs.json"), "--json", "--evidence", join(directory, "evidence")];
    const verify = await startProgram(process.execPath, ["scripts/verify.ts", ...flags], { environment }).ended;
    if (verify.exitCode !== 0) throw new Error(verify.stderr);

    secrets.set("the deployer's secret", line.deployer.clientSecret);
    secrets.set("the control token", line.control.token);
    secrets.set("the operator's password", line.operator?.["AZURE_PASSWORD"] ?? "");
    secrets.set("the calling app's secret", await readAppSecret(outputs, line.login, line.tenantId, line.operator ?? {}));
    await cloud.stop();

    written.set("verify's stdout", verify.stdout).set("verify's stderr", verify.stderr);
    written.set("cloud's stderr", cloud.script.stderr()).set("the outputs", JSON.stringify(outputs));
    for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
      const path = join(directory, name);
      if (statSync(path).isFile()) written.set(name, readFileSync(path, "utf8"));
    }
  });

  test("the test was handed four secrets, and something was written", (t: TestContext) => {
    t.assert.deepStrictEqual(
      [...secrets].filter(([, value]) => value.length < 16).map(([name]) => name),
      [],
    );
    t.assert.ok((written.get("transcript.har") ?? "").length > 10_000);
    t.assert.ok([...written.keys()].some((name) => name.startsWith("evidence/")));
  });

  test("none of it is in any of it", (t: TestContext) => {
    const found = [...written].flatMap(([where, text]) =>
      [...secrets].filter(([, value]) => toForms(value).some((form) => text.includes(form))).map(([name]) => `${name} in ${where}`),
    );
    t.assert.deepStrictEqual(found, []);
  });

  test("no token is in any of it", (t: TestContext) => {
    t.assert.deepStrictEqual(
      [...written].filter(([, text]) => token.test(text)).map(([where]) => where),
      [],
    );
  });

  test("no Authorization header is in the transcript in clear", (t: TestContext) => {
    const headers = readHar(join(directory, "transcript.har"))
      .flatMap(({ request }) => request.headers)
      .filter(({ name }) => name.toLowerCase() === "authorization");
    t.assert.ok(headers.length > 0);
    t.assert.deepStrictEqual(
      headers.filter(({ value }) => value !== "***"),
      [],
    );
  });
});

/** The secret as the operator reads it, by the reference in the outputs. */
async function readAppSecret(
  outputs: Outputs,
  login: string,
  tenantId: string,
  operator: Readonly<Record<string, string>>,
): Promise<string> {
  const signIn = await fetch(`${login}/${tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "password",
      client_id: operator["AZURE_CLIENT_ID"] ?? "",
      username: operator["AZURE_USERNAME"] ?? "",
      password: operator["AZURE_PASSWORD"] ?? "",
      scope: "https://vault.azure.net/.default openid",
    }),
  });
  const { access_token: accessToken } = (await signIn.json()) as { access_token: string };
  const answer = await fetch(`${outputs.credential.secretUrl ?? ""}?api-version=7.4`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return ((await answer.json()) as { value?: string }).value ?? "";
}

/** As the value may be written: plain, percent-encoded, as base64. */
function toForms(secret: string): string[] {
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")];
}
