import { resolve } from "node:path";
import type { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { ExitCode } from "../../infra/contract/exit-code.ts";
import type { Scenario } from "../../test/cloud/scenarios/scenario.ts";
import { readStackConfig } from "../engine/read-stack-config.ts";
import type { CommandContext } from "../lib/command.ts";
import { openHarFile } from "../lib/har-file.ts";
import { toInterruption } from "../lib/interruption.ts";
import type { Evidence } from "../verify/evidence.ts";
import { keepEvidence, prepareEvidenceFolder } from "../verify/keep-evidence.ts";
import { checkoutDirectory } from "./checkout.ts";
import { createInterruptedEvidence } from "./interrupted-evidence.ts";
import type { VerifySeen } from "./judge-verify-act.ts";
import { createLifePlayer } from "./play-life.ts";
import { playScenario } from "./play-scenario.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { startRehearsal } from "./start-rehearsal.ts";

export interface RehearsalRequest {
  readonly scenario: Scenario;
  readonly stackName: string;
  readonly engine: "in-process" | "pulumi";
  /** Nothing but the evidence goes to stdout, and not from here. */
  readonly isQuiet: boolean;
  /** Many are played at once: what verify tells on its way is compared with the story instead of shown. */
  readonly isMuted: boolean;
  readonly evidenceDirectory: string | undefined;
  readonly harFile: string | undefined;
}

export interface RehearsalEnd {
  readonly exitCode: ExitCode;
  /** The evidence document; undefined where the scenario verifies nothing. */
  readonly evidence: Evidence | undefined;
  /** What the last verify did; undefined where there was none. */
  readonly seen?: VerifySeen | undefined;
  readonly problems: readonly DialtoneError[];
}

/**
 * One scenario from nothing to nothing: cloud, provisioning, acts, checks of the rehearsal itself, and everything ended.
 * @throws DialtoneError of the stack's configuration, of the program or of a process that died
 */
export async function runRehearsal(request: RehearsalRequest, context: CommandContext): Promise<RehearsalEnd> {
  const { scenario, stackName } = request;
  const { progress, signal } = context;
  const startedAt = new Date();
  readStackConfig(stackName, checkoutDirectory); // refuses before anything starts
  const harFile = request.harFile === undefined ? undefined : openHarFile(request.harFile);
  if (request.evidenceDirectory !== undefined) await prepareEvidenceFolder(request.evidenceDirectory);
  let rehearsal: Rehearsal | undefined;
  let end: RehearsalEnd;
  try {
    progress.step("cloud", `a simulated Microsoft cloud starts on this machine (scenario ${scenario.name}); nothing leaves it`);
    rehearsal = await startRehearsal({
      stackName,
      scenarioCloud: scenario.cloud,
      overrides: scenario.configuration ?? {},
      engine: request.engine,
      environment: context.environment,
      progress,
      signal,
    });
    const options = {
      isQuiet: request.isQuiet,
      isMuted: request.isMuted,
      announce: (text: string) => progress.step("directory", text),
      progress,
      signal,
    };
    if (scenario.provision === "by-acts") {
      progress.step("engine", `infra/index.ts, stack ${stackName}, operation by operation`);
      const { live } = rehearsal;
      const life = await createLifePlayer(rehearsal, resolve(request.evidenceDirectory ?? rehearsal.directory), progress);
      end = await playScenario(scenario, rehearsal, () => live().outputs()?.app.clientId ?? "", { ...options, life });
    } else if (scenario.provision === "by-bootstrap") {
      const { outputs } = rehearsal;
      end = await playScenario(scenario, rehearsal, () => outputs()?.app.clientId ?? "", options);
    } else {
      progress.step("provision", `infra/index.ts, stack ${stackName}, engine ${request.engine}`);
      const { outputs, resources, engine, engineVersion } = await rehearsal.provision();
      progress.step(
        "provision",
        `${resources.length} resources by ${engine} ${engineVersion}; the callback host is at ${outputs.host.fqdn}`,
      );
      end = await playScenario(scenario, rehearsal, () => outputs.app.clientId, options);
    }
  } catch (error) {
    const interruption = toInterruption(signal);
    if (interruption === undefined) throw error;
    const evidence = createInterruptedEvidence({ exitCode: interruption.exitCode, engine: request.engine, stackName, startedAt });
    end = { exitCode: interruption.exitCode, evidence, problems: [] };
  } finally {
    if (rehearsal !== undefined) {
      const har = rehearsal.cloud.har();
      await rehearsal.close(); // first: a file that cannot be written must leave nothing running
      harFile?.write(har, progress);
    }
  }
  if (request.evidenceDirectory !== undefined && end.evidence !== undefined) {
    const { evidence, paths, problem } = await keepEvidence(request.evidenceDirectory, end.evidence);
    end = { ...end, evidence, problems: problem === undefined ? end.problems : [...end.problems, problem] };
    for (const path of paths) progress.step("evidence", path);
  }
  return end;
}
