import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Outputs } from "../../infra/contract/outputs.ts";
import type { Exchange } from "../../test/cloud/core/exchange.ts";
import { createChildEnvironment } from "./child-environment.ts";
import { startChildProgram } from "./child-program.ts";
import type { LifeMismatch } from "./compare-life-run.ts";
import type { Rehearsal } from "./rehearsal.ts";

/** A program of an app team at work beside the story. */
export interface Consumer {
  /** Ends it, and says where it was left without a token. */
  readonly stop: () => Promise<readonly LifeMismatch[]>;
}

interface ConsumerEnd {
  readonly tokens: number;
  readonly refusals: readonly string[];
}

/** Operations by which a credential comes, goes, or is put in use. */
const steps: ReadonlySet<string> = new Set([
  "graph.applications.add-password",
  "graph.applications.remove-password",
  "graph.applications.update",
  "graph.applications.federated-credentials.create",
  "graph.applications.federated-credentials.delete",
  "arm.vaultSecrets.put",
  "vault.certificates.create",
]);

/** Starts it with the outputs as they are now; it keeps them, whatever changes. */
export function startConsumer(
  rehearsal: Pick<Rehearsal, "cloud" | "directory" | "verifyVariables">,
  outputs: Outputs,
  report: (line: string) => void,
): Consumer {
  const { transcript } = rehearsal.cloud.context;
  const outputsFile = join(rehearsal.directory, "consumer-outputs.json");
  writeFileSync(outputsFile, JSON.stringify(outputs));
  const from = transcript.exchanges().length;
  const program = startChildProgram({
    name: "consumer",
    script: "scripts/rehearse/consumer.ts",
    flags: [outputsFile],
    environment: { ...createChildEnvironment(process.env), ...rehearsal.verifyVariables() },
    stdout: "capture",
    stderr: "capture",
  });
  report(`a program of the app team asks for a token all the time, by generation ${outputs.credential.generation}`);
  return {
    stop: async () => {
      program.forward("SIGTERM");
      const { code } = await program.ended;
      if (code !== 0) throw new Error(`the consumer's process ended with ${String(code)}\n${program.stderr()}`);
      const { tokens, refusals } = JSON.parse(program.stdout()) as ConsumerEnd;
      const silent = findSilentSteps(transcript.exchanges().slice(from), outputs.app.clientId);
      report(
        `the app team's program got ${tokens} tokens and ${refusals.length} refusals; ${silent.seen} credential writes, none of them without a token behind it: ${silent.without.length === 0}`,
      );
      return [
        ...(tokens > 0 && refusals.length === 0
          ? []
          : [
              {
                what: "somebody was left without a good credential",
                saw: `${tokens} tokens, ${refusals.slice(0, 3).join("; ")}`,
                expected: "a token at every moment",
              },
            ]),
        ...(silent.without.length === 0
          ? []
          : [{ what: "nobody asked for a token between two steps", saw: silent.without.join(", "), expected: "a token at every step" }]),
      ];
    },
  };
}

/** Credential writes that no token of the app follows before the next one. Pure. */
export function findSilentSteps(
  exchanges: readonly Exchange[],
  clientId: string,
): { readonly seen: number; readonly without: readonly string[] } {
  const without: string[] = [];
  let seen = 0;
  let last: string | undefined;
  for (const { operation = "", method, status, requestBody } of exchanges) {
    if (operation === "login.token" && status === 200 && Buffer.from(requestBody).includes(clientId)) last = undefined;
    if (method === "GET" || !steps.has(operation)) continue;
    seen += 1;
    if (last !== undefined) without.push(last);
    last = operation;
  }
  return { seen, without: last === undefined ? without : [...without, last] };
}
