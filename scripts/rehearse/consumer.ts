/**
 * An app team's program, in a process of its own: it holds the outputs that it was given once, and all the time reads the
 * credential by reference and asks for a token. Says at its end how often it got one, and what it was refused with.
 */
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { loadCloud } from "../../infra/contract/cloud.ts";
import { outputsSchema } from "../../infra/contract/outputs.ts";
import type { AppProof } from "../lib/app-token.ts";
import { createBudgetClock } from "../lib/budget-clock.ts";
import { watchParentByStdin } from "../lib/parent-watch.ts";
import { createBudgets } from "../verify/budgets.ts";
import { createVerifyClients } from "../verify/verify-clients.ts";

const outputs = outputsSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")));
const cloud = loadCloud("rehearsal");
const clock = createBudgetClock(cloud.rehearsal?.clockRate ?? 1);
const ending = new AbortController();
const clients = createVerifyClients(cloud, outputs, clock, createBudgets(1), ending.signal, process.env);
const { mode, secretUrl, certificate, federated } = outputs.credential;

let tokens = 0;
const refusals: string[] = [];
const state = { isEnding: false };
process.on("SIGTERM", () => (state.isEnding = true));
const stopWatching = watchParentByStdin(() => (state.isEnding = true));

async function takeToken(): Promise<void> {
  const answer = await clients.requestAppToken(await readProof());
  if (answer.kind === "token") tokens += 1;
  else refusals.push(answer.refusal.errorCodes.map((code) => `AADSTS${code}`).join(" "));
}

/** By reference, each time anew: a rotation needs nothing from the program. */
async function readProof(): Promise<AppProof> {
  if (mode === "certificate" && certificate !== undefined) return { clientAssertion: await clients.signAssertion(certificate) };
  if (mode === "federated") return { clientAssertion: (await clients.readAssertion(federated ?? [])).assertion };
  return { clientSecret: (await clients.readSecret(secretUrl ?? "")).value };
}

/** Between two tokens, in milliseconds of the wall: a step of the cloud takes longer. */
const pauseMs = 20;
while (!state.isEnding) {
  await wait(pauseMs);
  await takeToken().catch((error: unknown) => refusals.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error)));
}
await clients.close();
process.stdout.write(JSON.stringify({ tokens, refusals }));
stopWatching();
