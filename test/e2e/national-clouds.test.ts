/**
 * A stack of the US Government cloud, rehearsed: what the program sends and the cloud answers have that cloud's shapes.
 * Cannot prove that calling works there: Microsoft's own documents disagree about the signing keys.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { runScript, type ScriptEnd } from "../helpers/run-script.ts";

interface Entry {
  readonly request: { readonly method: string; readonly url: string; readonly postData?: { readonly text?: string } };
  readonly response: {
    readonly content: { readonly text?: string };
    readonly headers: readonly { readonly name: string; readonly value: string }[];
  };
}

describe("npm run rehearse -- --scenario usgov", () => {
  const directory = mkdtempSync(join(tmpdir(), "dialtone-test-"));
  let end: ScriptEnd;
  let entries: readonly Entry[] = [];
  const answersOf = (part: string, method = "GET"): readonly Entry[] =>
    entries.filter(({ request }) => request.method === method && request.url.includes(part));

  before(async () => {
    const har = join(directory, "usgov.har");
    end = await runScript("rehearse", ["--engine", "in-process", "--scenario", "usgov", "--har", har]);
    ({ entries } = (JSON.parse(readFileSync(har, "utf8")) as { log: { entries: readonly Entry[] } }).log);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  test("proves the call", (t: TestContext) => {
    t.assert.strictEqual(end.exitCode, 0, end.stderr);
  });

  test("is told of the government's audiences by the metadata, and of its vaults by the challenge", (t: TestContext) => {
    const metadata = JSON.parse(answersOf("/metadata/endpoints")[0]?.response.content.text ?? "{}") as {
      readonly name: string;
      readonly authentication: { readonly audiences: readonly string[] };
    };
    t.assert.strictEqual(metadata.name, "AzureUSGovernment");
    t.assert.deepStrictEqual(metadata.authentication.audiences.slice(1), [
      "https://management.core.usgovcloudapi.net/",
      "https://management.usgovcloudapi.net/",
    ]);
    const challenges = entries.flatMap(({ response }) =>
      response.headers.filter(({ name, value }) => name.toLowerCase() === "www-authenticate" && value.includes("resource=")),
    );
    t.assert.ok(challenges.length > 0);
    t.assert.deepStrictEqual(
      challenges.filter(({ value }) => !value.includes('resource="https://vault.usgovcloudapi.net"')),
      [],
    );
  });

  test("deploys into a government region, pulls from its registry, and answers below its domain", (t: TestContext) => {
    const host = answersOf("/containerApps/callback", "PUT")[0]?.request.postData?.text ?? "";
    t.assert.match(host, /azurecr\.us\//);
    t.assert.match(end.stderr, /callback host is at callback\.[a-z-]+-[0-9a-f]{8}\.usgovvirginia\.azurecontainerapps\.us\.test/);
  });

  test("tells Teams the government's deployment environment", (t: TestContext) => {
    t.assert.match(
      answersOf("/channels/MsTeamsChannel", "PUT")[0]?.request.postData?.text ?? "",
      /"deploymentEnvironment":"GCCModerateDeployment"/,
    );
  });
});

test("a cloud without the calling API is refused with the reason", async (t: TestContext) => {
  const end = await runScript("rehearse", ["--engine", "in-process", "--scenario", "cloud-without-calling"]);
  t.assert.strictEqual(end.exitCode, 2);
  t.assert.match(end.stderr, /DT_CONFIG_CLOUD[\s\S]*China, Delos and GovSG have no calling API in Microsoft Graph/);
});
