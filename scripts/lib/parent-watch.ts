import type { Readable } from "node:stream";

/** Environment variable that makes a child of a rehearsal watch its front by stdin; set by the front, never by people. */
export const parentWatchVariable = "DIALTONE_PARENT_WATCH";

/** How often {@link watchParentByProcessId} looks, in milliseconds: four looks in the five seconds a rehearsal has to end. */
const parentPollMs = 1000;

/**
 * Calls back once when stdin ends: the pipe that a parent holds closes however that parent dies, SIGKILL included.
 * Needs: a parent that spawned this process with a stdin pipe and writes nothing to it.
 * @returns a function that stops watching, so that the process can end.
 */
export function watchParentByStdin(onGone: () => void, stdin: Readable & { unref?: () => void } = process.stdin): () => void {
  let isDone = false;
  const gone = (): void => {
    if (isDone) return;
    isDone = true;
    onGone();
  };
  stdin.on("end", gone);
  stdin.on("close", gone);
  stdin.on("error", gone);
  stdin.resume();
  return () => {
    isDone = true;
    stdin.off("end", gone);
    stdin.off("close", gone);
    stdin.pause();
    stdin.unref?.();
  };
}

/**
 * Calls back once when this process has another parent than at the start: `npm` does not pass signals on, and a killed
 * npm leaves its child to init (process 1, or a sub-reaper).
 * @returns a function that stops watching. The timer does not keep the process alive.
 */
export function watchParentByProcessId(
  onGone: () => void,
  readParentProcessId: () => number = () => process.ppid,
  pollMs: number = parentPollMs,
): () => void {
  const parentProcessId = readParentProcessId();
  const timer = setInterval(() => {
    if (readParentProcessId() === parentProcessId) return;
    clearInterval(timer);
    onGone();
  }, pollMs);
  timer.unref();
  return () => clearInterval(timer);
}
