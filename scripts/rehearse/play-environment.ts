import type { BootstrapAct, UpAct } from "../../test/cloud/scenarios/scenario.ts";
import type { Progress } from "../lib/progress.ts";
import type { LifeMismatch } from "./compare-life-run.ts";
import type { Rehearsal } from "./rehearsal.ts";

/** Requests that look, whatever their method, and those that sign in. */
const lookingOperations = /^login\.|checkNameAvailability$/;

/** Plays an environment's beginning: bootstrap by a person, then `pulumi up` on what it made. */
export async function playEnvironment(
  act: BootstrapAct | UpAct,
  rehearsal: Rehearsal,
  progress: Progress,
): Promise<readonly LifeMismatch[]> {
  return act.kind === "bootstrap" ? bootstrap(act, rehearsal, progress) : deploy(rehearsal, progress);
}

async function bootstrap(
  act: BootstrapAct,
  { cloud, plan, bootstrapStage }: Rehearsal,
  progress: Progress,
): Promise<readonly LifeMismatch[]> {
  const countChanges = (): number =>
    cloud.context.transcript.exchanges().filter(({ method, operation }) => method !== "GET" && !lookingOperations.test(operation ?? ""))
      .length;
  const callee = cloud.context.seed.users.find(({ objectId }) => objectId === plan.calleeObjectIds[0])?.userPrincipalName ?? "";
  const flags = act.flags.map((flag) => flag.replaceAll("{callee}", callee));
  progress.step("bootstrap", `npm run bootstrap -- --stack ${plan.stackName} ${flags.join(" ")}`);
  const before = countChanges();
  const { exitCode, stdout, stderr } = await bootstrapStage().start(flags).ended;
  const changes = countChanges() - before;
  const text = `${stderr}${stdout}`;
  // It has a clock of its own, which started with this one.
  for (const line of text.split("\n")) if (line.trim() !== "") progress.step("bootstrap", `  ${line.replace(/^\s*\d+\.\d+s\s+/, "")}`);
  progress.step("bootstrap", `${changes} requests changed something in the cloud`);
  const what = "bootstrap did not end as listed";
  return [
    ...(exitCode === act.exitCode ? [] : [{ what, saw: `exit ${exitCode}: ${text.trim()}`, expected: `exit ${act.exitCode}` }]),
    ...(changes > 0 === act.changes
      ? []
      : [{ what, saw: `${changes} requests that change something`, expected: act.changes ? "some" : "none" }]),
    ...act.says.filter((words) => !text.includes(words)).map((words) => ({ what, saw: text.trim(), expected: `"${words}" in it` })),
  ];
}

async function deploy(rehearsal: Rehearsal, progress: Progress): Promise<readonly LifeMismatch[]> {
  const { outputs, resources, engine, engineVersion } = await rehearsal.provision(rehearsal.bootstrapStage());
  progress.step("provision", `${resources.length} resources by ${engine} ${engineVersion}; the callback host is at ${outputs.host.fqdn}`);
  return [];
}
