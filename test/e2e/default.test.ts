/**
 * One default rehearsal, read from outside. Cannot prove: what Microsoft itself does, only that the real program, host
 * and verification do their part against the simulated cloud.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import { parse } from "yaml";
import { findEvidenceFile, parseEvidence, toLinkStatuses, type EvidenceDocument } from "../helpers/evidence.ts";
import { findExchanges, readHar, type HarEntry } from "../helpers/har.ts";
import { checkoutDirectory, runScript, type ScriptEnd } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

describe("npm run rehearse", () => {
  const directory = createTemporaryDirectory();
  let end: ScriptEnd;
  let evidence: EvidenceDocument;
  let entries: HarEntry[];

  before(async () => {
    end = await runScript("rehearse", [
      "--engine",
      "in-process",
      "--json",
      "--evidence",
      directory,
      "--har",
      join(directory, "transcript.har"),
    ]);
    if (end.exitCode !== 0) throw new Error(`exit ${String(end.exitCode)}\n${end.stderr}`);
    evidence = parseEvidence(end.stdout);
    entries = readHar(join(directory, "transcript.har"));
  });

  test("prints one document to stdout and nothing else, and writes the same to --evidence", (t: TestContext) => {
    t.assert.deepStrictEqual(JSON.parse(readFileSync(findEvidenceFile(directory), "utf8")), evidence);
  });

  test("proves the chain: all seven links pass", (t: TestContext) => {
    t.assert.strictEqual(evidence.outcome, "proved");
    t.assert.deepStrictEqual(toLinkStatuses(evidence), {
      credential: "passed",
      consent: "passed",
      tenant: "passed",
      bot: "passed",
      host: "passed",
      call: "passed",
      callbacks: "passed",
    });
  });

  test("says that it was a rehearsal, in process, of the shipped example", (t: TestContext) => {
    const { rehearsal, engine, stack, cloud } = evidence;
    t.assert.deepStrictEqual(
      { rehearsal, engine, stack, cloud },
      { rehearsal: true, engine: "in-process", stack: "dev", cloud: "rehearsal" },
    );
  });

  test("the call was answered, notified and hung up", (t: TestContext) => {
    const call = evidence.call;
    t.assert.ok(call);
    t.assert.strictEqual(call.answered, true);
    t.assert.strictEqual(call.hungUp, true);
    t.assert.deepStrictEqual(call.states, ["establishing", "established", "terminating", "terminated"]);
    t.assert.ok(call.notifications.length >= 2);
  });

  test("exactly one call is placed, to the tenant of the callee, without a prompt or a second modality", (t: TestContext) => {
    const placed = findExchanges(entries, "POST", /\/communications\/calls$/);
    t.assert.deepStrictEqual(
      placed.map(({ response }) => response.status),
      [201],
    );
    const body = JSON.parse(placed[0]?.request.postData?.text ?? "{}") as Record<string, unknown>;
    t.assert.deepStrictEqual(Object.keys(body).sort(), [
      "@odata.type",
      "callbackUri",
      "direction",
      "mediaConfig",
      "requestedModalities",
      "source",
      "targets",
      "tenantId",
    ]);
    t.assert.match(String(body["tenantId"]), /^[0-9a-f-]{36}$/);
    t.assert.match(String(body["callbackUri"]), /^https:\/\/callback\.[a-z0-9-]+\.[a-z]+\.azurecontainerapps\.test\/api\/calls\/callback$/);
  });

  test("that call, and no other, is hung up by one DELETE", (t: TestContext) => {
    const ended = findExchanges(entries, "DELETE", /\/communications\/calls\//);
    t.assert.deepStrictEqual(
      ended.map(({ request, response }) => [request.url.split("/").at(-1), response.status]),
      [[evidence.call?.id, 204]],
    );
  });

  test("the one permission is granted once, and Microsoft Graph's own service principal is never written", (t: TestContext) => {
    const grants = entries.filter(
      ({ request }) => ["POST", "PATCH", "DELETE"].includes(request.method) && /servicePrincipals\/[^/]+\/appRoleAssign/.test(request.url),
    );
    t.assert.deepStrictEqual(
      grants.map(({ request, response }) => [request.method, response.status, JSON.parse(request.postData?.text ?? "{}").appRoleId]),
      [["POST", 201, "284383ee-7f6e-4e40-a2a8-e85dcb029101"]],
    );
  });

  test("the callee is named by its last four characters only", (t: TestContext) => {
    const { config } = parse(readFileSync(join(checkoutDirectory, "Pulumi.dev.yaml"), "utf8")) as { config: Record<string, string[]> };
    const [callee = "none"] = config["dialtone:callees"] ?? [];
    t.assert.match(callee, /^[0-9a-f-]{36}$/);
    t.assert.ok(!end.stdout.includes(callee));
  });

  test("phase lines with elapsed time go to stderr", (t: TestContext) => {
    t.assert.match(end.stderr, /^\s+\d+\.\ds {2}cloud /m);
    t.assert.match(end.stderr, /^\s+\d+\.\ds {2}provision /m);
  });
});
