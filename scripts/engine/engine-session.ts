import { readFileSync } from "node:fs";
import tls from "node:tls";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { loadCloud } from "../../infra/contract/cloud.ts";
import loadedProgram from "../../infra/index.ts";
import { startStandIns, type StandIns } from "../../test/cloud/providers/stand-ins.ts";
import { runInProcess, type Program } from "./in-process.ts";
import type { ProvisionMessage, ProvisionRequest } from "./provision.ts";
import type { PulumiStack } from "./pulumi-engine.ts";
import { readStackConfigFile } from "./read-stack-config.ts";
import { shiftClock } from "./shift-clock.ts";

/** The stack's program and the stand-ins, for one or more requests of the front. */
export interface EngineSession {
  /** Runs one request; never rejects. */
  readonly run: (request: ProvisionRequest, report: (line: string) => void) => Promise<ProvisionMessage>;
  /** Ends what runs, and removes what an engine wrote. */
  readonly close: () => Promise<void>;
}

const program: Program = loadedProgram;

/** Opens nothing by itself: stand-ins and engine start with the first request, which says where the cloud is. */
export function createEngineSession(): EngineSession {
  let standIns: Promise<StandIns> | undefined;
  let stack: Promise<PulumiStack> | undefined;
  const ending = new AbortController();

  const run = async (request: ProvisionRequest, report: (line: string) => void): Promise<ProvisionMessage> => {
    applyEnvironment(request.environment);
    shiftClock(request.clockAheadMs ?? 0);
    const values = readStackConfigFile(request.configFile, request.stackName);
    const cloud = loadCloud("rehearsal");
    standIns ??= startStandIns({ environment: process.env, pace: cloud.rehearsal?.clockRate ?? 1 });
    const { ports, debugProviders } = await standIns;
    const { stackName, operation = "up", engineDirectory } = request;
    if (request.engine === "in-process") {
      if (operation !== "up") throw new Error(`the in-process engine has no ${operation}`);
      return { kind: "done", result: await runInProcess({ stackName, values, program, ports, report }) };
    }
    // The Automation API is a third of a second to load: only for those who want it.
    const { openPulumiStack } = await import("./pulumi-engine.ts");
    stack ??= openPulumiStack({
      stackName,
      values,
      program,
      debugProviders,
      environment: process.env,
      directory: engineDirectory,
      afterDeath: operation === "recover",
    });
    const opened = await stack;
    await opened.configure(values);
    if (operation === "recover") {
      const { createDeployerCloud } = await import("../lib/deployer-cloud.ts");
      const deployer = createDeployerCloud(cloud, String(values["tenantId"]), process.env, ending.signal);
      try {
        return { kind: "operated", result: await opened.recover(deployer, String(values["subscriptionId"]), report) };
      } finally {
        await deployer.close();
      }
    }
    if (operation === "up") return { kind: "done", result: await opened.up(report) };
    const operate = operation === "preview-destroy" ? opened.previewDestroy : opened[operation];
    return { kind: "operated", result: await operate(report) };
  };

  return {
    run: async (request, report) => {
      try {
        return await run(request, report);
      } catch (error) {
        return { kind: "failed", error: toWireError(error) };
      }
    },
    close: async () => {
      ending.abort();
      const opened = await stack?.catch(() => {}); // told to the front when it failed
      await opened?.close();
      const running = await standIns?.catch(() => {});
      await running?.stop();
    },
  };
}

/** What only a new process would take from its environment is set by hand: Node reads NODE_EXTRA_CA_CERTS at start only. */
function applyEnvironment(environment: Readonly<Record<string, string>>): void {
  Object.assign(process.env, environment);
  const caFile = environment["NODE_EXTRA_CA_CERTS"];
  if (caFile === undefined) return;
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), readFileSync(caFile, "utf8")]);
}

function toWireError(error: unknown): Extract<ProvisionMessage, { kind: "failed" }>["error"] {
  if (error instanceof DialtoneError) {
    const { code, what, saw, expected, fix, message } = error;
    return { code, what, saw, expected, fix, message };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: "DT_BUG",
    what: "the engine failed in an unforeseen way",
    saw: message,
    expected: "no such failure",
    fix: "report it",
    message,
  };
}
