import { loadCloud } from "../../infra/contract/cloud.ts";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";
import type { CommandContext } from "../lib/command.ts";
import type { StackHandle } from "../stack/stack-handle.ts";
import { findOtherChanges, listDeployed } from "./credential-changes.ts";
import { proveCredential } from "./prove-credential.ts";
import { planRotation, type RotationPlan, withoutRemoving } from "./rotation-plan.ts";
import type { WrittenCredential } from "./written-credential.ts";

export interface RotationOptions {
  readonly stack: StackHandle;
  readonly overlapMs: number;
  readonly isDryRun: boolean;
  readonly wantedMode: "secret" | "certificate" | undefined;
}

/** What a run of rotate did, or would do. */
export interface RotationEnd {
  readonly does: RotationPlan["kind"];
  readonly isDryRun: boolean;
  /** The generation in use at the end. */
  readonly inUse: string;
  /** When it ends, RFC 3339; null where it has no end. */
  readonly endsAt: string | null;
  /** Added by this run. */
  readonly added: string | null;
  /** Taken away by this run. */
  readonly removed: readonly string[];
  /** Older ones that are still good, and until when at least; null where nobody has said so yet. */
  readonly older: readonly { readonly name: string; readonly removeAfter: string | null }[];
  /** Why nothing was to be done; null where something was. */
  readonly why: string | null;
  /** The mode that was asked for and is not this step's: what was begun comes first. Null where there is none. */
  readonly postponedMode: "secret" | "certificate" | null;
}

/** What the configuration means where it says nothing. Source: infra/contract/credential-settings.ts, which a test compares. */
export const defaultCredential: WrittenCredential = { mode: "secret", generations: [{ name: "g1", life: "90d" }] };

/**
 * Makes the next step of a rotation, and no more than one: each run leaves a stack whose credential in use gave a token.
 * The configuration says how far it is, so that a run after an interrupted one goes on.
 * @throws DialtoneError DT_USAGE_STACK, DT_ROTATE_OTHER_CHANGES, and those of the credential's checks and of the engine
 */
export async function runRotation(
  { stack, overlapMs, isDryRun, wantedMode }: RotationOptions,
  context: CommandContext,
): Promise<RotationEnd> {
  const { progress } = context;
  const outputs = await stack.outputs();
  if (outputs === undefined) throw toNotDeployed(stack.stackName);
  const cloud = loadCloud(outputs.cloud, context.environment);
  const values = await stack.readConfiguration();
  const written = (values["credential"] ?? defaultCredential) as WrittenCredential;
  const deployed = listDeployed((await stack.readState()).resources ?? []);
  const plan = planRotation({ written, deployed, inUse: outputs.credential.generation, now: stack.now(), overlapMs, wantedMode });
  progress.step("rotate", describePlan(plan, stack.stackName));
  if (isDryRun) {
    if (plan.kind === "add" || plan.kind === "remove") await requireCredentialOnly(stack, plan, context);
    return toEnd(plan, outputs, written, { isDryRun: true, wantedMode });
  }
  switch (plan.kind) {
    case "add": {
      const added = await change(stack, plan, context);
      // Each certificate has a key of its own, and a first secret is new to its readers; of a further secret they are readers already.
      const isRoleNew = added.credential.mode === "certificate" || outputs.credential.secretUrl === null;
      await proveCredential(cloud, added, context, isRoleNew);
      return toEnd(plan, added, plan.credential, { isDryRun: false, wantedMode });
    }
    case "mark":
      await proveCredential(cloud, outputs, context);
      stack.configure({ credential: plan.credential });
      return toEnd(plan, outputs, plan.credential, { isDryRun: false, wantedMode });
    case "remove": {
      // Nothing is taken away before what stays has given a token, and it is asked for one again afterwards.
      await proveCredential(cloud, outputs, context);
      const left = await change(stack, plan, context);
      await proveCredential(cloud, left, context);
      stack.configure({ credential: withoutRemoving(plan.credential) });
      return toEnd(plan, left, plan.credential, { isDryRun: false, wantedMode });
    }
    case "wait":
    case "nothing":
      await proveCredential(cloud, outputs, context);
      return toEnd(plan, outputs, written, { isDryRun: false, wantedMode });
  }
}

type Change = Extract<RotationPlan, { readonly kind: "add" | "remove" }>;

/** Looks at what `up` would do, and where that is nothing but the credential's, writes the configuration and does it. */
async function change(stack: StackHandle, plan: Change, context: CommandContext): Promise<Outputs> {
  await requireCredentialOnly(stack, plan, context);
  // From here on the configuration says what was begun: a run after this one goes on with it.
  stack.configure({ credential: plan.credential });
  return (await stack.up((line) => context.progress.step("rotate", `  ${line}`))).outputs;
}

/** @throws DialtoneError DT_ROTATE_OTHER_CHANGES */
async function requireCredentialOnly(stack: StackHandle, plan: Change, { progress, signal }: CommandContext): Promise<void> {
  const preview = await stack.previewWith({ credential: plan.credential }, (line) => progress.step("preview", `  ${line}`));
  signal.throwIfAborted();
  const others = findOtherChanges(preview, plan.kind === "remove" ? plan.names : []);
  if (others.length > 0) throw toOtherChanges(stack.stackName, others);
}

function describePlan(plan: RotationPlan, stackName: string): string {
  switch (plan.kind) {
    case "add":
      return `${plan.isResumed ? "goes on with" : "adds"} generation ${plan.name} of stack ${stackName}`;
    case "mark":
      return "the newest generation is in use; the older ones get the end of their overlap";
    case "remove":
      return `takes ${plan.names.join(", ")} away: the overlap is over`;
    case "wait":
      return `${plan.names.join(", ")} stays until ${plan.until}`;
    case "nothing":
      return plan.why;
  }
}

function toEnd(
  plan: RotationPlan,
  outputs: Outputs,
  credential: WrittenCredential,
  { isDryRun, wantedMode }: Pick<RotationOptions, "isDryRun" | "wantedMode">,
): RotationEnd {
  return {
    does: plan.kind,
    isDryRun,
    inUse: outputs.credential.generation,
    endsAt: outputs.credential.endsAt,
    added: plan.kind === "add" ? plan.name : null,
    removed: plan.kind === "remove" ? plan.names : [],
    older: credential.generations.slice(0, -1).map(({ name, removeAfter = null }) => ({ name, removeAfter })),
    why: plan.kind === "nothing" ? plan.why : plan.kind === "wait" ? `${plan.names.join(", ")} stays until ${plan.until}` : null,
    postponedMode: wantedMode === undefined || plan.kind === "add" || outputs.credential.mode === wantedMode ? null : wantedMode,
  };
}

function toNotDeployed(stackName: string): DialtoneError {
  return new DialtoneError({
    code: "DT_USAGE_STACK",
    what: `stack ${stackName} has no credential to rotate`,
    saw: "a stack without outputs",
    expected: "a stack that was deployed",
    fix: `pulumi up --stack ${stackName}`,
  });
}

function toOtherChanges(stackName: string, others: readonly string[]): DialtoneError {
  return new DialtoneError({
    code: "DT_ROTATE_OTHER_CHANGES",
    what: `pulumi up of stack ${stackName} would do more than rotate; nothing was done, and the configuration is as it was`,
    saw: others.join(", "),
    expected: "changes of the credential, and of nothing else",
    fix: `pulumi up --stack ${stackName} (or take the change back), then: npm run rotate -- --stack ${stackName}`,
  });
}
