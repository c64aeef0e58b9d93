// Proves in a child process that Ctrl-C, SIGTERM and the parent's death abort with the right reason, and that watching
// does not keep a finished process alive. A parent that is killed is played by closing the pipe it holds.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test, type TestContext } from "node:test";

const program = `
import { watchInterruption } from "./scripts/lib/interruption.ts";
const { signal, dispose } = watchInterruption();
const keepAlive = setInterval(() => {}, 1000);
signal.addEventListener("abort", () => { clearInterval(keepAlive); dispose(); process.stdout.write(signal.reason.signalName + " " + signal.reason.exitCode + "\\n"); });
process.stdout.write("ready\\n");
if (process.env.DONE === "1") { clearInterval(keepAlive); dispose(); }
`;

async function play(act: (child: ReturnType<typeof spawn>) => void, environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    if (text === "") act(child);
    text += chunk;
  });
  await once(child, "close");
  return text;
}

test("Ctrl-C is SIGINT, 130", async (t: TestContext) => {
  t.assert.strictEqual(await play((child) => child.kill("SIGINT")), "ready\nSIGINT 130\n");
});

test("SIGTERM is 143", async (t: TestContext) => {
  t.assert.strictEqual(await play((child) => child.kill("SIGTERM")), "ready\nSIGTERM 143\n");
});

test("the end of the parent's pipe is as SIGTERM where it is watched", async (t: TestContext) => {
  t.assert.strictEqual(await play((child) => child.stdin?.end(), { DIALTONE_PARENT_WATCH: "1" }), "ready\nSIGTERM 143\n");
});

test("a process that is done ends, watched pipe or not", async (t: TestContext) => {
  t.assert.strictEqual(await play(() => {}, { DIALTONE_PARENT_WATCH: "1", DONE: "1" }), "ready\n");
});
