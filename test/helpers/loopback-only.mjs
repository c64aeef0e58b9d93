/**
 * Preloaded into every test process (`--import`): a connection to anything but this machine throws and names the target.
 * Plain JavaScript, so that any Node process can load it. It guards what this process does with `net`, `tls` (and so
 * http, https, fetch), `dgram` and name look-ups; a child process is guarded only when it is started with it too.
 */
import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const loopback = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost)$/i;

/** @param {string | null | undefined} host @param {string} how */
function refuseOutside(host, how) {
  const name = host === undefined || host === null || host === "" ? "localhost" : host;
  if (loopback.test(name.replace(/^\[|\]$/g, ""))) return;
  throw new Error(`the network is closed in tests: ${how} to ${name} (test/helpers/loopback-only.mjs)`);
}

// oxlint-disable-next-line typescript/unbound-method -- it is applied to the socket it was called on
const connectSocket = net.Socket.prototype.connect;
net.Socket.prototype.connect = function connect(...callArguments) {
  // net.connect and tls.connect hand over their arguments as one normalised array.
  const [first, second] = Array.isArray(callArguments[0]) ? callArguments[0] : callArguments;
  if (typeof first === "object" && first !== null) {
    if (first.path === undefined || first.path === null) refuseOutside(first.host, `a connection (port ${first.port})`);
  } else if (typeof first === "number" || /^\d+$/.test(String(first))) {
    refuseOutside(typeof second === "string" ? second : undefined, `a connection (port ${first})`);
  }
  return Reflect.apply(connectSocket, this, callArguments);
};

// oxlint-disable-next-line typescript/unbound-method -- it is applied to the socket it was called on
const sendDatagram = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function send(...callArguments) {
  refuseOutside(
    callArguments.slice(1).find((value) => typeof value === "string"),
    "a datagram",
  );
  return Reflect.apply(sendDatagram, this, callArguments);
};
// oxlint-disable-next-line typescript/unbound-method -- it is applied to the socket it was called on
const connectDatagram = dgram.Socket.prototype.connect;
dgram.Socket.prototype.connect = function connect(...callArguments) {
  refuseOutside(
    callArguments.find((value) => typeof value === "string"),
    "a datagram socket",
  );
  return Reflect.apply(connectDatagram, this, callArguments);
};

const lookUp = dns.lookup;
/** @type {any} */ (dns).lookup = function lookup(hostname, ...rest) {
  if (net.isIP(String(hostname)) === 0) refuseOutside(hostname, "a name look-up");
  return Reflect.apply(lookUp, dns, [hostname, ...rest]);
};

// `import { lookup } from "node:dns"` sees the replacement as well.
syncBuiltinESMExports();
