/**
 * What a container gives the process inside of it, as a preload (`node --import container-runtime.ts …`): a network of its
 * own. Whatever port it listens on becomes a free one on 127.0.0.1, told to the platform on file descriptor 3; whatever it
 * connects to must be on loopback. And it ends when the platform does (end of stdin).
 */
import { writeSync } from "node:fs";
import net from "node:net";
import type { ListenOptions, Server, Socket } from "node:net";

/** The pipe on which the platform hears which port became which. */
const platformPipe = 3;

process.stdin.on("end", () => process.exit(0)).on("error", () => process.exit(0));
process.stdin.resume();
process.stdin.unref();

type Listener = () => void;

// oxlint-disable-next-line typescript/unbound-method -- it is applied to the server it was called on
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function listenOnLoopback(this: Server, ...parameters: unknown[]): Server {
  const [first] = parameters;
  const options: ListenOptions = typeof first === "object" && first !== null ? first : { port: Number(first) };
  if (options.path !== undefined || options.port === undefined || !/^\d+$/.test(String(options.port))) {
    return Reflect.apply(listen, this, parameters) as Server;
  }
  this.once("listening", () => {
    const address = this.address();
    if (address !== null && typeof address === "object") {
      writeSync(platformPipe, `${JSON.stringify({ asked: Number(options.port), given: address.port })}\n`);
    }
  });
  const told = parameters.findLast((parameter): parameter is Listener => typeof parameter === "function");
  return Reflect.apply(listen, this, [{ ...options, port: 0, host: "127.0.0.1" }, ...(told === undefined ? [] : [told])]) as Server;
} as typeof listen;

// oxlint-disable-next-line typescript/unbound-method -- it is applied to the socket it was called on
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function connectToLoopback(this: Socket, ...parameters: unknown[]): Socket {
  const host = hostOf(parameters);
  if (host === undefined || /^(localhost|127(\.\d+){3}|::1)$/.test(host)) return Reflect.apply(connect, this, parameters) as Socket;
  const refusal = Object.assign(new Error(`connect EHOSTUNREACH ${host}: a rehearsal has no network but loopback`), {
    code: "EHOSTUNREACH",
  });
  process.nextTick(() => this.destroy(refusal));
  return this;
};

/** Node hands its own calls over as `[options, callback]`. */
function hostOf(parameters: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(parameters[0]) ? (parameters[0] as unknown[]) : parameters;
  if (typeof first === "object" && first !== null) return (first as { host?: string }).host;
  return typeof second === "string" ? second : undefined;
}
