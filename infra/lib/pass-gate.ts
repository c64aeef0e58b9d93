import * as pulumi from "@pulumi/pulumi";
import { type GateMark, openGateMark } from "../contract/gate-mark.ts";
import type { Outputs } from "../contract/outputs.ts";
import { proveStack } from "./prove-stack.ts";

/**
 * What an update waits for at its end: a call that proves the stack, or one of `npm run verify` that proved this very
 * stack since the gate before failed. The mark stands from before the call until it proved the stack, SIGKILL included.
 * @throws Error as {@link proveStack} does
 */
export async function passGate(outputs: Outputs, { isAlwaysWanted }: { readonly isAlwaysWanted: boolean }): Promise<void> {
  const proof = outputs.gate?.proof ?? "";
  const marks = isInProcess() ? undefined : openGateMark(toFullName(), process.env);
  const mark = isAlwaysWanted ? undefined : await attempt(marks?.read());
  if (mark?.status === "proved" && mark.proof === proof) {
    await attempt(marks?.remove()); // it counts once: the record that is written now says the same
    await pulumi.log.info(`npm run verify proved this stack at ${mark.at}: nobody is called`);
    return;
  }
  const toMark = (): GateMark => ({ status: "unproved", proof, at: new Date().toISOString() });
  await attempt(marks?.write(toMark()));
  try {
    await proveStack(outputs);
  } catch (error) {
    await attempt(marks?.write(toMark())); // a verify that began before this failure does not answer it
    throw error;
  }
  await attempt(marks?.remove());
}

/** The state has the mark in any case: where the stack's tags cannot be reached, verify does not clear it, and the next update calls. */
async function attempt<Value>(step: Promise<Value> | undefined): Promise<Value | undefined> {
  try {
    return await step;
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
    await pulumi.log.info(
      `the tags of the stack cannot be reached (${reason}): where the call fails, only an update's own call clears that`,
    );
    return undefined;
  }
}

/** A rehearsal without a CLI has no backend, and the user's own must not be asked. */
function isInProcess(): boolean {
  return process.env["DIALTONE_REHEARSAL_ENGINE"] === "in-process";
}

function toFullName(): string {
  return `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
}
