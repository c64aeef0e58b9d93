/**
 * The variables in the ready line's `env`, each given alone to a client of its kind. Cannot prove: that the Pulumi and
 * Terraform providers themselves start with theirs; here are their first requests, by a program of our own. Go's trust
 * (SSL_CERT_FILE) is proved with Go where there is one, and with OpenSSL's reading of the same variable everywhere.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { startCloudProcess, type CloudProcess } from "../../helpers/cloud-process.ts";
import { checkoutDirectory } from "../../helpers/run-script.ts";

/** A program that may be there or not; nothing that npm could bring. */
const goProgram = "go";
const hasGo = spawnSync(goProgram, ["version"]).status === 0;
/** The user's own build cache: Go's standard library takes most of a minute without. */
const goCache = hasGo ? { GOCACHE: spawnSync(goProgram, ["env", "GOCACHE"], { encoding: "utf8" }).stdout.trim() } : {};

let cloud: CloudProcess;
let directory: string;
before(async () => {
  directory = mkdtempSync(join(tmpdir(), "dialtone-e2e-"));
  cloud = await startCloudProcess();
});
after(async () => {
  await cloud.stop();
  rmSync(directory, { recursive: true });
});

/** Runs a program with nothing in its environment but those variables. */
function run(program: string, programArguments: readonly string[], environment: Readonly<Record<string, string>>): unknown {
  const { stdout, stderr } = spawnSync(program, programArguments, {
    cwd: checkoutDirectory,
    env: { PATH: process.env["PATH"] ?? "", HOME: directory, ...goCache, ...environment },
    encoding: "utf8",
    timeout: 120_000,
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as unknown;
}

test("node: an unmodified @azure/identity signs in with them", (t: TestContext) => {
  const { node } = cloud.line.env;
  t.assert.deepStrictEqual(run(process.execPath, ["test/helpers/sign-in-like-sdk.mjs"], node), { self: cloud.line.deployer.objectId });
});

for (const kind of ["pulumi", "terraform"] as const) {
  test(`${kind}: a provider finds cloud, tenant and itself with them`, (t: TestContext) => {
    const seen = run(process.execPath, ["--use-openssl-ca", "test/helpers/configure-like-provider.mjs"], cloud.line.env[kind]);
    t.assert.deepStrictEqual(seen, { subscription: cloud.line.subscriptionId, self: cloud.line.deployer.objectId });
  });
}

test("pulumi: the values of the providers' configuration keys are among them", (t: TestContext) => {
  const { pulumi } = cloud.line.env;
  t.assert.deepStrictEqual(
    [pulumi["ARM_METADATA_HOSTNAME"], pulumi["ARM_DISABLE_INSTANCE_DISCOVERY"], pulumi["ARM_USE_CLI"]],
    [cloud.line.metadataHost, "true", "false"],
  );
});

test("go: a Go program trusts the cloud and signs in with them", { skip: hasGo ? false : "there is no go on PATH" }, (t: TestContext) => {
  const file = join(directory, "main.go");
  writeFileSync(
    file,
    `package main
import ("fmt"; "io"; "net/http"; "net/url"; "os")
func main() {
  env := os.Getenv
  answer, err := http.PostForm(env("AZURE_AUTHORITY_HOST")+"/"+env("AZURE_TENANT_ID")+"/oauth2/v2.0/token", url.Values{
    "grant_type": {"client_credentials"}, "client_id": {env("AZURE_CLIENT_ID")}, "client_secret": {env("AZURE_CLIENT_SECRET")},
    "scope": {"https://vault.azure.net/.default"}})
  if err != nil { fmt.Printf("%q", err.Error()); return }
  io.Copy(io.Discard, answer.Body)
  fmt.Printf("{\\"status\\":%d}", answer.StatusCode)
}
`,
  );
  t.assert.deepStrictEqual(run(goProgram, ["run", file], cloud.line.env.go), { status: 200 });
});
