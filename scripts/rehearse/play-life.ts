import { setTimeout as wait } from "node:timers/promises";
import type { EngineAct, EngineDeathAct, InventoryAct, LifeAct } from "../../test/cloud/scenarios/scenario.ts";
import type { Progress } from "../lib/progress.ts";
import { findAdditions, listCloud } from "./cloud-inventory.ts";
import { editByHand } from "./edit-by-hand.ts";
import { compareRival, compareRun, formatCounts, type LifeMismatch } from "./compare-life-run.ts";
import { isInClear } from "./is-in-clear.ts";
import { judgeInventory } from "./judge-inventory.ts";
import { killAtOperation } from "./kill-at-operation.ts";
import { startConsumer, type Consumer } from "./watch-consumer.ts";
import { findWritesToGraphItself } from "./writes-to-graph-itself.ts";
import { createPersonClient } from "./person-client.ts";
import { playCommand } from "./play-command.ts";
import type { Rehearsal } from "./rehearsal.ts";
import type { LifeRun } from "./stack-life.ts";

/** Plays the acts that are about the stack's life on the real engine. */
export interface LifePlayer {
  readonly play: (act: LifeAct) => Promise<readonly LifeMismatch[]>;
  /** What must hold at the end of every life, whatever the story. */
  readonly close: () => Promise<readonly LifeMismatch[]>;
}

/** How long a rival starts after the operation that it disturbs, in milliseconds: past its lock, far from its end. */
const rivalAfterMs = 1500;
const rivalTries = 3;

/** Opens the life before its first act, so that the last one can say what was left behind. */
export async function createLifePlayer(rehearsal: Rehearsal, evidenceDirectory: string, progress: Progress): Promise<LifePlayer> {
  const { cloud, plan } = rehearsal;
  let life = rehearsal.live();
  const person = createPersonClient(cloud);
  const before = await listCloud(person, plan.subscriptionId);
  let deaths = 0;
  let consumer: Consumer | undefined;
  const report = (line: string): void => progress.step("engine", `  ${line}`);

  async function operate(act: EngineAct): Promise<LifeMismatch[]> {
    const rival = act.rivalSays === undefined ? undefined : disturb(act);
    let run: LifeRun;
    let tried = 0;
    do {
      run = await life.run(act.does, report);
      tried += 1;
      progress.step(
        "engine",
        run.error === undefined ? `${act.does}: ${formatCounts(run.result)}` : `${act.does} fails: ${run.error.message}`,
      );
      if (run.error !== undefined && act.recovers === true) {
        const recovery = await life.run("recover", report);
        if (recovery.error !== undefined) return compareRun({ kind: "engine", does: "recover" }, recovery);
      }
    } while (run.error !== undefined && act.fails === undefined && tried < (act.tries ?? 1));
    const rivalRun = await rival;
    if (rivalRun !== undefined) {
      const end = rivalRun.error?.message ?? "it went through";
      progress.step("engine", `a second ${act.does} at the same time, after ${rivalRun.tookMs} ms: ${end}`);
    }
    return [...compareRun(act, run), ...(rivalRun === undefined ? [] : compareRival(act, rivalRun))];
  }

  /** The fastest of up to three rivals that are refused; the first that is not. */
  async function disturb(act: EngineAct): Promise<Awaited<ReturnType<typeof life.runRival>>> {
    await wait(rivalAfterMs);
    let best = await life.runRival(act.does);
    for (let tried = 1; tried < rivalTries && best.error !== undefined && best.tookMs > (act.rivalWithinMs ?? Infinity); tried += 1) {
      const next = await life.runRival(act.does);
      if (next.error === undefined || next.tookMs < best.tookMs) best = next;
    }
    return best;
  }

  async function die({ operation }: EngineDeathAct): Promise<LifeMismatch[]> {
    deaths += 1;
    const ended = life.run("up", report);
    const request = await killAtOperation(cloud, { operation, death: deaths, ended, kill: () => life.killEngine() });
    if (request === undefined)
      return [{ what: "the engine was not killed", saw: `${operation} never came`, expected: "SIGKILL in the middle of it" }];
    progress.step("engine", `SIGKILL, after ${request} was done and before anybody heard of it`);
    return [];
  }

  async function takeInventory(act: InventoryAct): Promise<LifeMismatch[]> {
    const additions = findAdditions(before, await listCloud(person, plan.subscriptionId));
    progress.step("cloud", additions.length === 0 ? "nothing is left behind" : `left behind: ${additions.join(", ")}`);
    return judgeInventory(act, additions);
  }

  async function findSecrets(): Promise<LifeMismatch[]> {
    const traces = await life.readTraces();
    const secrets = cloud.context.transcript.secrets().filter((secret) => secret.length > 8);
    const found = secrets.filter((secret) => isInClear(secret, traces));
    progress.step(
      "secrets",
      `${secrets.length} credentials were issued; ${found.length} of them are in ${traces.length} characters of state, events, outputs and words`,
    );
    return found.length === 0
      ? []
      : [{ what: "a credential is in clear in what the engine wrote", saw: `${found.length} of ${secrets.length}`, expected: "none" }];
  }

  function beginConsuming(): readonly LifeMismatch[] {
    const outputs = life.outputs();
    if (outputs === undefined) throw new RangeError("a story has a consumer before its first up");
    consumer = startConsumer(rehearsal, outputs, (line) => progress.step("consumer", line));
    return [];
  }

  async function endConsuming(): Promise<readonly LifeMismatch[]> {
    const mismatches = await consumer?.stop();
    consumer = undefined;
    return mismatches ?? [];
  }

  async function play(act: LifeAct): Promise<readonly LifeMismatch[]> {
    switch (act.kind) {
      case "stack": {
        life = rehearsal.live(act.name, act.sets);
        const outputs = life.outputs();
        if (outputs !== undefined) rehearsal.replaceOutputs(outputs);
        progress.step("stack", `from here on it is about stack ${act.name}`);
        return [];
      }
      case "engine":
        return operate(act);
      case "engine-death":
        return die(act);
      case "command":
        if (act.diesAt !== undefined) deaths += 1;
        return playCommand(act, { cloud, life, evidenceDirectory, progress, death: deaths });
      case "consumer":
        return act.does === "start" ? beginConsuming() : endConsuming();
      case "configure":
        life.configure(act.sets);
        progress.step("stack", `its configuration changes: ${Object.keys(act.sets).join(", ")}`);
        return [];
      case "clock":
        await cloud.context.clock.advance(act.forwardHours * 3_600_000);
        life.forward(act.forwardHours * 3_600_000);
        progress.step("clock", `${act.forwardHours} hours pass`);
        return [];
      case "by-hand": {
        const outputs = life.outputs();
        if (outputs === undefined) throw new RangeError("a story edits by hand before its first up");
        progress.step("by hand", await editByHand(act.does, outputs, person));
        return [];
      }
      case "inventory":
        return takeInventory(act);
      case "secrets":
        return findSecrets();
      case "requests": {
        const asked = cloud.context.transcript.exchanges().filter(({ operation }) => operation === act.operation).length;
        progress.step("cloud", `${act.operation} was asked ${asked} times`);
        return asked === act.count
          ? []
          : [{ what: `${act.operation} was not asked as often as listed`, saw: `${asked} times`, expected: `${act.count} times` }];
      }
    }
  }

  return {
    play,
    close: async () => {
      await consumer?.stop(); // a story that broke off leaves it running
      await person.close();
      const writes = findWritesToGraphItself(cloud);
      progress.step(
        "cloud",
        `Microsoft Graph's own service principal: ${writes.length} writes, ${writes.filter((one) => one === "DELETE").length} deletes`,
      );
      return writes.length === 0
        ? []
        : [{ what: "Microsoft's own service principal was written to", saw: writes.join(", "), expected: "reads only" }];
    },
  };
}
