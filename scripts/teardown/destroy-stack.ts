import { hostname } from "node:os";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { OperationResult } from "../engine/provision.ts";
import type { StackHandle } from "../stack/stack-handle.ts";
import type { TeardownRecord } from "./teardown-record.ts";

type Report = (line: string) => void;

/**
 * Destroys everything in the state. Where a resource does not let itself be deleted, the state is compared with the cloud
 * once and the rest is destroyed: what somebody deleted by hand, with its whole group, is no failure.
 * @param earlier an earlier teardown that did not come to its end; its lock is released where its process is dead
 * @throws DialtoneError DT_PROVISION_FAILED with the resource that stays, DT_UNCERTAIN_ENGINE
 */
export async function destroyStack(
  stack: StackHandle,
  earlier: TeardownRecord | undefined,
  signal: AbortSignal,
  report: Report,
): Promise<OperationResult> {
  try {
    return await stack.destroy(report);
  } catch (error) {
    signal.throwIfAborted(); // a destroy that was cancelled has failed, too; nothing more is deleted
    if (!(error instanceof DialtoneError)) throw error;
    if (error.code === "DT_UNCERTAIN_ENGINE") {
      if (!isLockOfDead(error.saw, earlier)) throw error;
      report("the run before was cut short and its process is dead: its lock is released");
      await stack.cancel();
    } else if (error.code === "DT_PROVISION_FAILED") {
      report(`${error.what}; comparing the state with the cloud`);
    } else throw error;
    try {
      await stack.refresh(report);
      signal.throwIfAborted();
      return await stack.destroy(report);
    } catch (again) {
      signal.throwIfAborted();
      throw again instanceof DialtoneError && again.code === "DT_PROVISION_FAILED" ? withWayOn(again, stack.stackName) : again;
    }
  }
}

/** The cure of a failed update speaks of `pulumi up`; here it is the teardown that goes on. */
function withWayOn(failure: DialtoneError, stackName: string): DialtoneError {
  const { code, what, saw, fix, cause } = failure;
  const wayOn = `npm run teardown -- --stack ${stackName} --yes goes on where it stopped`;
  return new DialtoneError({
    code,
    what: `${what}; what was deleted before it is gone, the rest is left as it was`,
    saw,
    expected: "a resource that lets itself be deleted",
    fix: fix.startsWith("cure what it says") ? `cure what it says; then: ${wayOn}` : `${fix}. Then: ${wayOn}`,
    cause,
  });
}

/** Lifts the protection of everything in the state. The configuration is left: the next `up` protects again. */
export async function liftProtection(stack: StackHandle): Promise<void> {
  const state = await stack.readState();
  await stack.replaceState({ ...state, resources: (state.resources ?? []).map((resource) => ({ ...resource, protect: false })) });
}

/** The backend's words: `created by USER@HOST (pid N) at …`. Only our own unfinished run on this very machine counts. */
function isLockOfDead(saw: string, earlier: TeardownRecord | undefined): boolean {
  const [, host, processId] = /created by .*@(\S+) \(pid (\d+)\)/.exec(saw) ?? [];
  if (earlier === undefined || host !== hostname() || earlier.host !== host) return false;
  return !isAlive(earlier.processId) && !isAlive(Number(processId));
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
