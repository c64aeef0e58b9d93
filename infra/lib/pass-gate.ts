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
  const attempt = createAttempt();
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

/**
 * Steps that may fail, and say so once: the mark in the state stands in any case. Where the stack's tags cannot be reached,
 * verify clears nothing, and the next update calls.
 */
function createAttempt(): <Value>(step: Promise<Value> | undefined) => Promise<Value | undefined> {
  let isTold = false;
  return async (step) => {
    try {
      return await step;
    } catch (error) {
      const reason = error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
      const meaning = "should this call fail, the next pulumi up calls again, whatever npm run verify proves meanwhile";
      if (!isTold) await pulumi.log.info(`the tags of the stack cannot be reached, so ${meaning}: ${reason}`);
      isTold = true;
      return undefined;
    }
  };
}

/** A rehearsal without a CLI has no backend, and the user's own must not be asked. */
function isInProcess(): boolean {
  return process.env["DIALTONE_REHEARSAL_ENGINE"] === "in-process";
}

function toFullName(): string {
  return `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
}
