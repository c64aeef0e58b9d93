/**
 * What runs in the place of a public image that lies outside of the simulated cloud: it listens on the ports that it is
 * given and answers every request with 200. Started by the platform (`node stand-in-server.ts PORT…`).
 */
import { createServer } from "node:http";

const ports = process.argv.slice(2).map(Number);
const servers = ports.map((port) =>
  createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/plain; charset=utf-8" });
    response.end("A stand-in for a container image: the simulated cloud pulls nothing from outside of this machine.\n");
  }).listen(port),
);
process.on("SIGTERM", () => process.exit(0));
// Without ingress nothing listens, and it runs all the same.
if (servers.length === 0) setInterval(() => {}, 2 ** 30);
