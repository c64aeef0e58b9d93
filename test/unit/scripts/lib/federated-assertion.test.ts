// Where a token to show comes from, with a scripted token service in the shape of GitHub's. Cannot prove what GitHub or
// Azure answer; a managed identity is asked for by Microsoft's own library, which is not shown here.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createCloudHttp } from "../../../../scripts/lib/cloud-http.ts";
import { readFederatedAssertion, type FederatedAssertion } from "../../../../scripts/lib/federated-assertion.ts";
import { startHttps } from "./https-fixture.ts";

interface Asked {
  readonly url: string;
  readonly authorization: string | undefined;
}

const pipeline = { issuer: "https://issuer.test", subject: "repo:org/repo", audience: "api://AzureADTokenExchange" };
const toToken = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c`;

/** Asks where a token service answers so; `environment` gets its address. */
async function ask(
  answer: { readonly status: number; readonly body: object },
  environment: (origin: string) => NodeJS.ProcessEnv,
  trusts: Parameters<typeof readFederatedAssertion>[2] = [pipeline],
): Promise<{ given: FederatedAssertion | Error; asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  await using server = await startHttps((request, response) => {
    asked.push({ url: request.url ?? "", authorization: request.headers.authorization });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  });
  const http = createCloudHttp(server.cloud);
  const { signal } = new AbortController();
  const given = await readFederatedAssertion(server.cloud, http, trusts, environment(server.origin), signal).catch(
    (error: unknown) => error as Error,
  );
  await http.close();
  return { given, asked };
}

const atGitHub = (origin: string): NodeJS.ProcessEnv => ({
  ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}/token?api-version=2.0`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
});

test("in GitHub Actions, its token service is asked for the audience, with the request's token", async (t: TestContext) => {
  const { given, asked } = await ask({ status: 200, body: { count: 1, value: "a.b.c" } }, atGitHub);
  t.assert.deepStrictEqual(given, { assertion: "a.b.c", source: "GitHub Actions" });
  t.assert.deepStrictEqual(asked, [
    { url: "/token?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange", authorization: "Bearer request-token" },
  ]);
});

test("a token service that gives none is told by its status, and its request's token is not told", async (t: TestContext) => {
  const { given } = await ask({ status: 403, body: { message: "no" } }, atGitHub);
  t.assert.strictEqual((given as Error).name, "NoAssertion");
  t.assert.match((given as Error).message, /answered 403/);
  t.assert.doesNotMatch((given as Error).message, /request-token/);
});

test("elsewhere, the token stands in the file that AZURE_FEDERATED_TOKEN_FILE names", async (t: TestContext) => {
  const directory = mkdtempSync(join(tmpdir(), "assertion-"));
  t.after(() => rmSync(directory, { recursive: true }));
  const file = join(directory, "token");
  writeFileSync(file, "d.e.f\n");
  const { given } = await ask({ status: 500, body: {} }, () => ({ AZURE_FEDERATED_TOKEN_FILE: file }));
  t.assert.deepStrictEqual(given, { assertion: "d.e.f", source: "AZURE_FEDERATED_TOKEN_FILE" });
});

for (const [title, environment, words] of [
  ["a file that is not there", { AZURE_FEDERATED_TOKEN_FILE: "/nowhere/token" }, /cannot be read \(ENOENT\)/],
  ["nothing set at all", {}, /neither ACTIONS_ID_TOKEN_REQUEST_URL nor AZURE_FEDERATED_TOKEN_FILE is set/],
] as const) {
  test(`${title} is said, and nobody is asked`, async (t: TestContext) => {
    const { given, asked } = await ask({ status: 200, body: { value: "a.b.c" } }, () => environment);
    t.assert.strictEqual((given as Error).name, "NoAssertion");
    t.assert.match((given as Error).message, words);
    t.assert.deepStrictEqual(asked, []);
  });
}

test("of two tokens, the one that the app trusts is shown; where none is, the first", async (t: TestContext) => {
  const directory = mkdtempSync(join(tmpdir(), "assertion-"));
  t.after(() => rmSync(directory, { recursive: true }));
  const file = join(directory, "token");
  const trusted = toToken({ iss: pipeline.issuer, sub: pipeline.subject });
  writeFileSync(file, trusted);
  const environment = (origin: string): NodeJS.ProcessEnv => ({ ...atGitHub(origin), AZURE_FEDERATED_TOKEN_FILE: file });
  const stranger = toToken({ iss: pipeline.issuer, sub: "repo:org/other" });
  const { given } = await ask({ status: 200, body: { value: stranger } }, environment);
  t.assert.deepStrictEqual(given, { assertion: trusted, source: "AZURE_FEDERATED_TOKEN_FILE" });
  const nobody = await ask({ status: 200, body: { value: stranger } }, environment, [{ ...pipeline, subject: "repo:org/third" }]);
  t.assert.deepStrictEqual(nobody.given, { assertion: stranger, source: "GitHub Actions" });
});
