// The order of engine operations when a destroy does not come through. The engine's own words are played; the story
// `teardown` kills a real one.
import { hostname } from "node:os";
import { spawnSync } from "node:child_process";
import { describe, test, type TestContext } from "node:test";
import { DialtoneError } from "../../../../infra/contract/dialtone-error.ts";
import type { StackHandle } from "../../../../scripts/stack/stack-handle.ts";
import { destroyStack } from "../../../../scripts/teardown/destroy-stack.ts";

const deadProcessId = spawnSync(process.execPath, ["--version"]).pid;
const done = {
  engine: "pulumi",
  engineVersion: "3.259.0",
  operation: "destroy",
  resources: [],
  counts: { delete: 1 },
  durationMs: 1,
} as const;

function failure(code: "DT_PROVISION_FAILED" | "DT_UNCERTAIN_ENGINE", saw: string): DialtoneError {
  return new DialtoneError({ code, what: "it failed", saw, expected: "", fix: "cure what it says" });
}

function createStack(...failures: DialtoneError[]): { stack: StackHandle; asked: string[] } {
  const asked: string[] = [];
  const stack = {
    stackName: "dev",
    destroy: () => {
      asked.push("destroy");
      const next = failures.shift();
      return next === undefined ? Promise.resolve(done) : Promise.reject(next);
    },
    refresh: () => Promise.resolve(asked.push("refresh")),
    cancel: () => Promise.resolve(asked.push("cancel")),
  } as unknown as StackHandle;
  return { stack, asked };
}

const { signal } = new AbortController();
const lock = (host: string, processId: number): string => `created by root@${host} (pid ${processId}) at 2026-11-25T20:00:00Z`;
const earlier = (processId: number) => ({ items: [], principalObjectId: undefined, otherGrants: undefined, host: hostname(), processId });

describe("destroyStack", () => {
  test("compares the state with the cloud once where a resource does not let itself be deleted", async (t: TestContext) => {
    const { stack, asked } = createStack(failure("DT_PROVISION_FAILED", "404"));
    await destroyStack(stack, undefined, signal, () => {});
    t.assert.deepStrictEqual(asked, ["destroy", "refresh", "destroy"]);
  });

  test("fails with the resource that still does not", async (t: TestContext) => {
    const { stack } = createStack(failure("DT_PROVISION_FAILED", "ScopeLocked"), failure("DT_PROVISION_FAILED", "ScopeLocked"));
    await t.assert.rejects(
      destroyStack(stack, undefined, signal, () => {}),
      {
        code: "DT_PROVISION_FAILED",
        saw: "ScopeLocked",
        fix: "cure what it says; then: npm run teardown -- --stack dev --yes goes on where it stopped",
      },
    );
  });

  test("deletes nothing more once it was interrupted, which the engine calls a failure", async (t: TestContext) => {
    const interrupted = new AbortController();
    const { stack, asked } = createStack(failure("DT_PROVISION_FAILED", "pulumi destroy was cancelled"));
    interrupted.abort(new Error("Ctrl-C"));
    await t.assert.rejects(
      destroyStack(stack, undefined, interrupted.signal, () => {}),
      { message: "Ctrl-C" },
    );
    t.assert.deepStrictEqual(asked, ["destroy"]);
  });

  test("releases the lock of its own earlier run on this machine whose process is dead", async (t: TestContext) => {
    const { stack, asked } = createStack(failure("DT_UNCERTAIN_ENGINE", lock(hostname(), deadProcessId)));
    await destroyStack(stack, earlier(deadProcessId), signal, () => {});
    t.assert.deepStrictEqual(asked, ["destroy", "cancel", "refresh", "destroy"]);
  });

  for (const [what, saw, record] of [
    ["another machine's", lock("elsewhere", deadProcessId), earlier(deadProcessId)],
    ["a living process's", lock(hostname(), process.pid), earlier(deadProcessId)],
    ["somebody's who never tore down", lock(hostname(), deadProcessId), undefined],
    ["one while the earlier teardown lives", lock(hostname(), deadProcessId), earlier(process.pid)],
  ] as const) {
    test(`never releases ${what} lock`, async (t: TestContext) => {
      const { stack, asked } = createStack(failure("DT_UNCERTAIN_ENGINE", saw));
      await t.assert.rejects(
        destroyStack(stack, record, signal, () => {}),
        { code: "DT_UNCERTAIN_ENGINE" },
      );
      t.assert.deepStrictEqual(asked, ["destroy"]);
    });
  }
});
