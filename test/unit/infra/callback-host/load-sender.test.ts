// Proves that the generator of the load profile counts an event's latency from when it was due. Cannot prove its pace on a busy machine.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { LoadEvents } from "./load-events.ts";
import { sendAtRate } from "./load-sender.ts";
import { Random } from "./random.ts";

test("an event that is answered at once has not waited for the next one's turn", async (t: TestContext) => {
  const server = createServer((_request, response) => response.writeHead(202, { "content-length": 0 }).end()).listen(0, "127.0.0.1");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const events = new LoadEvents(new Random(1), "token");
  const latencies: number[] = [];
  await sendAtRate({
    port: (server.address() as AddressInfo).port,
    connections: 1,
    next: () => events.next(),
    onAnswer: (_event, _status, latencyMs) => latencies.push(latencyMs),
    perSecond: 2,
    seconds: 1.5,
  });
  // An interval is 500 ms.
  t.assert.deepStrictEqual(
    latencies.map((latencyMs) => latencyMs >= 0 && latencyMs < 500),
    [true, true, true],
  );
});
