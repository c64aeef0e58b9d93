// The engine's process with the whole program of infra/index.ts against the simulated cloud: what the rehearsal does
// between cloud and verify. Proves the whole stack in process; cannot prove Azure's own rules beyond the simulation.
import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { toCloudFile } from "../../../../scripts/rehearse/to-cloud-file.ts";
import type { ProvisionMessage, ProvisionResult } from "../../../../scripts/engine/provision.ts";
import { readStackConfig } from "../../../../scripts/engine/read-stack-config.ts";
import { startCloud, type RunningCloud } from "../../../cloud/start-cloud.ts";

const checkout = process.cwd();
const { values, file: configFile } = readStackConfig("dev", checkout);
const { tenantId, subscriptionId, callees, operators } = values as {
  tenantId: string;
  subscriptionId: string;
  callees: string[];
  operators: { objectId: string; principalType: "User" }[];
};

let cloud: RunningCloud;
let directory: string;
let environment: Record<string, string>;

function startChild(): ChildProcess {
  return fork(join(checkout, "scripts/engine/child.ts"), { cwd: checkout, stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

async function ask(child: ChildProcess, request: object): Promise<Exclude<ProvisionMessage, { kind: "progress" | "ready" }>> {
  const answer = new Promise<Exclude<ProvisionMessage, { kind: "progress" | "ready" }>>((resolve) => {
    child.on("message", (message: ProvisionMessage) => {
      if (message.kind !== "progress" && message.kind !== "ready") resolve(message);
    });
  });
  child.send({ stackName: "dev", configFile, engine: "in-process", environment, ...request });
  return answer;
}

before(async () => {
  cloud = await startCloud({
    tenantId,
    subscriptionId,
    seed: { users: callees.map((objectId) => ({ objectId })), operators },
    clock: { mode: "real", rate: 100 },
    dependenciesDirectory: checkout,
  });
  directory = mkdtempSync(join(tmpdir(), "dialtone-child-"));
  const { description } = cloud;
  writeFileSync(join(directory, "cloud.json"), JSON.stringify(toCloudFile(cloud)));
  environment = {
    DIALTONE_REHEARSAL_CLOUD: join(directory, "cloud.json"),
    NODE_EXTRA_CA_CERTS: description.caFile,
    ARM_CLIENT_ID: description.deployer.clientId,
    ARM_CLIENT_SECRET: description.deployer.clientSecret,
    ARM_TENANT_ID: tenantId,
    ARM_SUBSCRIPTION_ID: subscriptionId,
  };
});
after(async () => {
  await cloud.stop();
  rmSync(directory, { recursive: true });
});

describe("engine process", () => {
  test("provisions the whole stack, retries a role that meets replication, and tells no secret", async () => {
    cloud.context.faults.add({
      name: "principal not replicated",
      match: { plane: "arm", operation: "arm.roleAssignments.*", method: "PUT" },
      action: {
        kind: "answer",
        status: 400,
        body: { error: { code: "PrincipalNotFound", message: "Principal does not exist in the directory." } },
      },
    });
    const child = startChild();
    const answer = await ask(child, {});
    child.disconnect();
    assert.equal(answer.kind, "done", JSON.stringify(answer));
    const { result } = answer as { result: ProvisionResult };
    assert.deepEqual(result.counts, { create: 31 });
    assert.deepEqual(cloud.neverFired(), []);
    assert.equal(result.outputs.cloud, "rehearsal");
    assert.deepEqual(
      cloud.unforeseen().map(({ method, url }) => `${method} ${url}`),
      [],
    );
    const told = JSON.stringify(answer);
    const issued = cloud.context.transcript.secrets().filter((secret) => secret.length > 8);
    assert.deepEqual(
      issued.filter((secret) => told.includes(secret)),
      [],
    );
  });

  test("tells a wrong configuration with its code and its parts", async () => {
    const wrong = join(directory, "Pulumi.wrong.yaml");
    writeFileSync(wrong, "config:\n  dialtone:location: swedencentral\n");
    const child = startChild();
    const answer = await ask(child, { configFile: wrong });
    child.disconnect();
    assert.equal(answer.kind === "failed" ? answer.error.code : answer.kind, "DT_CONFIG_INVALID");
  });

  test("ends when its front goes away", async () => {
    const child = startChild();
    child.disconnect();
    const [code] = (await once(child, "exit")) as [number | null];
    assert.equal(code, 0);
  });
});
