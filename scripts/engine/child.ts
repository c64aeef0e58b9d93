/**
 * The engine's process in a rehearsal: loads at once, then runs what its front asks for over the message channel. It
 * ends when the front does, however that ends, also while it is still loading: nothing heavy is imported statically.
 */
import { parentWatchVariable, watchParentByStdin } from "../lib/parent-watch.ts";
import type { EngineSession } from "./engine-session.ts";
import type { ProvisionMessage, ProvisionRequest } from "./provision.ts";

/** What a process without its front gets to wind up, in milliseconds. */
const windUpMs = 2000;

process.on("disconnect", end);
if (process.env[parentWatchVariable] === "1") watchParentByStdin(end);
const session: Promise<EngineSession> = import("./engine-session.ts").then(({ createEngineSession }) => createEngineSession());
let loaded: EngineSession | undefined;
session.then(
  (ready) => {
    loaded = ready;
    return tell({ kind: "ready" });
  },
  () => {}, // told with the first request
);

process.on("message", (request: ProvisionRequest) => {
  session
    .then((ready) => ready.run(request, (line) => tell({ kind: "progress", line })))
    .then(tell, (error: unknown) => {
      // The program could not be loaded: a bug, and no ordinary answer.
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    });
});

function tell(message: ProvisionMessage): void {
  // A front that closes the channel at this moment needs no answer; without a callback the failure would be thrown.
  if (process.connected) process.send?.(message, () => {});
}

let isEnding = false;
function end(): void {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(0), windUpMs);
  Promise.resolve(loaded?.close()).then(
    () => process.exit(0),
    () => process.exit(0),
  );
}
