/**
 * The process in which Azurite's table service runs: `node azurite-child.ts ARGUMENTS`. It tells the port that the
 * service got as one line `{"listening":PORT}` on stdout, and ends when its stdin does (the cloud died).
 */
import Module, { createRequire } from "node:module";
import net from "node:net";

process.stdin.on("end", () => process.exit(0)).on("error", () => process.exit(0));
process.stdin.resume();
process.on("SIGTERM", () => process.exit(0));
// Ctrl-C reaches a whole terminal group; this one ends with its parent.
process.on("SIGINT", () => {});

// Azurite prints the port it was asked for, not the one it got.
// oxlint-disable-next-line typescript/unbound-method -- it is applied to the server it was called on
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function listenAndTell(this: net.Server, ...listenArguments: never[]): net.Server {
  this.once("listening", () => {
    const address = this.address();
    if (address !== null && typeof address === "object") process.stdout.write(`${JSON.stringify({ listening: address.port })}\n`);
  });
  return Reflect.apply(listen, this, listenArguments) as net.Server;
} as typeof listen;

// Telemetry is off, yet its client takes 0.8 s of 1.0 s to load (measured 2026-11-25); what is not loaded cannot call home either.
const loader = Module as unknown as { _load: (request: string, parent: unknown, isMain: boolean) => unknown };
const load = loader._load;
loader._load = (request, parent, isMain) => (request === "applicationinsights" ? {} : load(request, parent, isMain));

createRequire(import.meta.url)("azurite/dist/src/table/main.js");
