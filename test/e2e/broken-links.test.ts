/**
 * One provisioned stack whose links are broken by hand, one at a time, as an administrator would: verify names each.
 * Cannot prove: how fast Microsoft lets such a change take effect.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import type { Outputs } from "../../infra/contract/outputs.ts";
import { askHost, startCloudProcess, writeCloudFile, type CloudProcess } from "../helpers/cloud-process.ts";
import { findBrokenCheck, parseEvidence, toLinkStatuses } from "../helpers/evidence.ts";
import { startProgram, type ScriptEnd } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

const botApiVersion = "2022-09-15";

describe("verify, when a link of a provisioned stack was broken by hand", () => {
  const directory = createTemporaryDirectory();
  let cloud: CloudProcess;
  let outputs: Outputs;

  before(async () => {
    cloud = await startCloudProcess(["--stack", "dev"]);
    if (cloud.line.outputs === undefined) throw new Error("the ready line has no outputs");
    outputs = cloud.line.outputs;
    writeFileSync(join(directory, "outputs.json"), JSON.stringify(outputs));
    // Every budget a thousand times shorter than the cloud's: nothing here heals by waiting.
    writeCloudFile(join(directory, "cloud.json"), cloud.line, 200);
  });
  after(() => cloud.stop());

  function verify(flags: readonly string[] = ["--no-call"]): Promise<ScriptEnd> {
    return startProgram(process.execPath, ["scripts/verify.ts", "--outputs", join(directory, "outputs.json"), "--json", ...flags], {
      environment: {
        PATH: process.env["PATH"],
        HOME: directory,
        DIALTONE_REHEARSAL_CLOUD: join(directory, "cloud.json"),
        NODE_EXTRA_CA_CERTS: cloud.line.caFile,
        ...cloud.line.operator,
      },
    }).ended;
  }

  async function assertBroken(t: TestContext, exitCode: number, code: string): Promise<void> {
    const end = await verify();
    const broken = findBrokenCheck(parseEvidence(end.stdout));
    t.assert.deepStrictEqual({ exitCode: end.exitCode, code: broken?.code }, { exitCode, code }, end.stderr);
    t.assert.ok(broken?.fix !== "" && broken?.saw !== "" && broken?.expected !== "");
  }

  const channelUrl = (): string => `${cloud.line.arm}${outputs.bot.resourceId}/channels/MsTeamsChannel?api-version=${botApiVersion}`;

  /** Changes the Teams channel, checks, and puts it back as it was. */
  async function withChannel(change: Record<string, unknown>, check: () => Promise<void>): Promise<void> {
    const { json: channel } = await cloud.ask("GET", channelUrl());
    const { properties } = channel as { properties: { channelName: string; properties: Record<string, unknown> } };
    const body = (own: Record<string, unknown>): object => ({
      location: channel["location"] ?? "global",
      properties: { channelName: properties.channelName, properties: { ...properties.properties, ...own } },
    });
    const written = await cloud.ask("PUT", channelUrl(), body(change));
    if (written.status >= 300) throw new Error(`channel: ${written.status} ${JSON.stringify(written.json)}`);
    try {
      await check();
    } finally {
      await cloud.ask("PUT", channelUrl(), body({}));
    }
  }

  test("untouched, every link but the call passes", async (t: TestContext) => {
    const end = await verify();
    t.assert.strictEqual(end.exitCode, 0, end.stderr);
    const { call, ...links } = toLinkStatuses(parseEvidence(end.stdout));
    // Of the callbacks, that the table can be read.
    t.assert.deepStrictEqual(Object.values(links), ["passed", "passed", "passed", "passed", "passed", "passed"]);
    t.assert.strictEqual(call, "skipped");
  });

  test("calling switched off on the channel is 13", (t: TestContext) =>
    withChannel({ enableCalling: false }, () => assertBroken(t, 13, "DT_BOT_CALLING_OFF")));

  test("another webhook on the channel is 13", (t: TestContext) =>
    withChannel({ callingWebhook: "https://elsewhere.example/api/calls" }, () => assertBroken(t, 13, "DT_BOT_WEBHOOK")));

  test("a grant that was removed is 11", async (t: TestContext) => {
    const assignments = `${cloud.line.graph}/v1.0/servicePrincipals/${outputs.app.principalObjectId}/appRoleAssignments`;
    const { json } = await cloud.ask("GET", assignments);
    const [grant] = (json as { value: { id: string }[] }).value;
    t.assert.ok(grant);
    const { status } = await cloud.ask("DELETE", `${assignments}/${grant.id}`);
    t.assert.strictEqual(status, 204);
    await assertBroken(t, 11, "DT_CONSENT_MISSING");
    const { principalObjectId } = outputs.app;
    const { resourceObjectId, appRoleId } = outputs.permission;
    await cloud.ask("POST", assignments, { principalId: principalObjectId, resourceId: resourceObjectId, appRoleId });
  });

  test("a wider Graph permission beside the right one is 11", async (t: TestContext) => {
    const { json: graph } = await cloud.ask(
      "GET",
      `${cloud.line.graph}/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')`,
    );
    const wider = (graph as { appRoles: { id: string; value: string }[] }).appRoles.find(
      ({ value }) => value === "Calls.InitiateGroupCall.All",
    );
    t.assert.ok(wider);
    const assignments = `${cloud.line.graph}/v1.0/servicePrincipals/${outputs.app.principalObjectId}/appRoleAssignments`;
    const { json: made } = await cloud.ask("POST", assignments, {
      principalId: outputs.app.principalObjectId,
      resourceId: outputs.permission.resourceObjectId,
      appRoleId: wider.id,
    });
    await assertBroken(t, 11, "DT_CONSENT_WIDER");
    await cloud.ask("DELETE", `${assignments}/${String(made["id"])}`);
  });

  test("the callback host refuses a notification without a token, and one with a token for another audience", async (t: TestContext) => {
    const path = new URL(outputs.host.callbackUrl).pathname;
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ value: [] });
    t.assert.strictEqual((await askHost(cloud.line, { method: "POST", path, headers, body })).status, 401);

    const signed = async (audience: string): Promise<string> => {
      const response = await fetch(`${cloud.line.control.url}/tokens`, {
        method: "POST",
        headers: { authorization: `Bearer ${cloud.line.control.token}`, "content-type": "application/json" },
        body: JSON.stringify({ claims: { aud: audience } }),
      });
      const { token } = (await response.json()) as { token: string };
      return token;
    };
    const send = async (audience: string): Promise<number> =>
      (
        await askHost(cloud.line, {
          method: "POST",
          path,
          headers: { ...headers, authorization: `Bearer ${await signed(audience)}` },
          body,
        })
      ).status;
    t.assert.strictEqual(await send("11111111-1111-4111-8111-111111111111"), 401);
    t.assert.strictEqual(await send(outputs.app.clientId), 202);
  });

  test("put back as it was, the stack is proved with a call", async (t: TestContext) => {
    const end = await verify([]);
    t.assert.strictEqual(end.exitCode, 0, `${end.stderr}\n${end.stdout}`);
  });
});
