import { destination, pino } from "pino";

/** What the host needs of its logger. One JSON line an event on stdout; never a token, a body or a person. */
export interface HostLog {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
  readonly fatal: (fields: object, message: string) => void;
}

/** Lines are written together, this many bytes at a time, and at the latest after {@link writeMs}: a write a line costs more than its notification. */
const writeBytes = 8_192;
const writeMs = 250;

/** The host's own log, and the function that writes what is still buffered (call it before the process ends). */
export function createLog(stackName: string): { readonly log: HostLog; readonly flush: () => void } {
  const stdout = destination({ fd: 1, sync: true, minLength: writeBytes });
  setInterval(() => stdout.flush(), writeMs).unref();
  const log = pino({ base: { service: "dialtone-callback-host", stack: stackName }, timestamp: toTimeField }, stdout);
  const flush = (): void => {
    try {
      stdout.flushSync();
    } catch {
      // stdout is not open yet, or its reader is gone: there is nobody to tell, and the exit code tells it all the same.
    }
  };
  return { log, flush };
}

let fieldMs = Number.NaN;
let field = "";

/** The time as pino's own `isoTime` writes it, made once a millisecond. */
function toTimeField(): string {
  const nowMs = Date.now();
  if (nowMs !== fieldMs) {
    fieldMs = nowMs;
    field = `,"time":"${new Date(nowMs).toISOString()}"`;
  }
  return field;
}
