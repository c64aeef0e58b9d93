// The mark as a tag's value, and as the CLI keeps it. Cannot prove that Pulumi Cloud takes it: it was tried on a file and a blob backend.
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { test, type TestContext } from "node:test";
import { type GateMark, openGateMark, parseTagValue, toTagValue } from "../../../../infra/contract/gate-mark.ts";
import { findPulumi } from "../../../../scripts/engine/find-pulumi.ts";
import { startAzuriteBlob } from "../../../helpers/azurite-blob.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const mark: GateMark = { status: "proved", proof: "0a".repeat(32), at: "2026-11-26T01:02:03.004Z" };
const cli = await findPulumi(process.env);
const skip = cli?.isNewEnough === true ? false : "no Pulumi CLI of 3.259.0 or newer on PATH";

test("a tag's value holds the whole mark in less than the 256 characters that it may have", (t: TestContext) => {
  t.assert.deepStrictEqual(parseTagValue(toTagValue(mark)), mark);
  t.assert.ok(toTagValue({ ...mark, status: "unproved" }).length <= 256);
});

test("what no gate has written is no mark", (t: TestContext) => {
  const { proof, at } = mark;
  for (const text of [
    undefined,
    "",
    "proved",
    `proved ${proof}`,
    `passed ${proof} ${at}`,
    `proved ${proof.slice(1)} ${at}`,
    `proved ${proof} soon`,
  ])
    t.assert.strictEqual(parseTagValue(text), undefined);
});

/** A backend of each kind that can be had here; both are Pulumi's own, and keep tags in the same way. */
async function openBackend(kind: "file" | "azblob", directory: string, t: TestContext): Promise<NodeJS.ProcessEnv> {
  const backend = join(directory, "backend");
  mkdirSync(backend, { recursive: true });
  if (kind === "file") return { PULUMI_BACKEND_URL: pathToFileURL(backend).href };
  const { host, accountKey, stop } = await startAzuriteBlob(backend, "states", "pulumi");
  t.after(stop);
  return {
    PULUMI_BACKEND_URL: `azblob://pulumi?storage_account=states&protocol=http&domain=${host}&localemu=true`,
    AZURE_STORAGE_ACCOUNT: "states",
    AZURE_STORAGE_KEY: accountKey,
  };
}

for (const kind of ["file", "azblob"] as const) {
  test(
    `the CLI keeps it beside the state of a ${kind} backend, without a passphrase, under the stack's full name`,
    { skip },
    async (t: TestContext) => {
      const directory = join(createTemporaryDirectory(), kind);
      const environment = {
        PATH: process.env["PATH"],
        ...(await openBackend(kind, directory, t)),
        PULUMI_HOME: join(directory, "home"),
        PULUMI_SKIP_UPDATE_CHECK: "true",
      };
      const name = "organization/dialtone/gate-mark";
      writeFileSync(join(directory, "Pulumi.yaml"), "name: dialtone\nruntime: nodejs\n");
      const env = { ...environment, PULUMI_CONFIG_PASSPHRASE: "x" };
      await promisify(execFile)("pulumi", ["stack", "init", name, "--non-interactive"], { env, cwd: directory });
      const marks = openGateMark(name, environment);
      t.assert.strictEqual(await marks.read(), undefined);
      await marks.write(mark);
      t.assert.deepStrictEqual(await marks.read(), mark);
      await marks.remove();
      t.assert.strictEqual(await marks.read(), undefined);
    },
  );
}
