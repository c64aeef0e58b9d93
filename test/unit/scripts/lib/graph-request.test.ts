// Proves over real sockets that one request is one request, with Microsoft's Graph client in between.
import type { IncomingMessage } from "node:http";
import { test, type TestContext } from "node:test";
import { createCloudHttp } from "../../../../scripts/lib/cloud-http.ts";
import { sendGraph, type GraphRequest } from "../../../../scripts/lib/graph-request.ts";
import { startHttps } from "./https-fixture.ts";

const create: GraphRequest = {
  method: "POST",
  path: "/communications/calls",
  headers: { "client-request-id": "cr-1", "Scenario-Id": "sc-1" },
  body: { tenantId: "t" },
  timeoutMs: 500,
};

async function sendTo(
  answer: (request: IncomingMessage, respond: (status: number, headers?: Record<string, string>) => void) => void,
): Promise<{ seen: object[]; status?: number; error?: unknown }> {
  const seen: object[] = [];
  await using server = await startHttps((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      seen.push({
        method: request.method,
        url: request.url,
        authorization: request.headers.authorization,
        clientRequestId: request.headers["client-request-id"],
        scenarioId: request.headers["scenario-id"],
        body: Buffer.concat(chunks).toString(),
      });
      answer(request, (status, headers) => response.writeHead(status, headers).end(status === 204 ? undefined : "{}"));
    });
  });
  const http = createCloudHttp(server.cloud);
  try {
    const { status } = await sendGraph(server.cloud, http, async () => "token-1", create);
    return { seen, status };
  } catch (error) {
    return { seen, error };
  } finally {
    await http.close();
  }
}

test("a create goes out whole: path, token, ids and body", async (t: TestContext) => {
  t.assert.deepStrictEqual(await sendTo((_request, respond) => respond(201)), {
    status: 201,
    seen: [
      {
        method: "POST",
        url: "/v1.0/communications/calls",
        authorization: "Bearer token-1",
        clientRequestId: "cr-1",
        scenarioId: "sc-1",
        body: '{"tenantId":"t"}',
      },
    ],
  });
});

// Microsoft's own client repeats a POST on these.
for (const status of [429, 503, 504, 302]) {
  test(`a create that is answered with ${status} is not sent again`, async (t: TestContext) => {
    const { seen, ...told } = await sendTo((_request, respond) => respond(status, { "retry-after": "0", location: "/elsewhere" }));
    t.assert.deepStrictEqual({ ...told, requests: seen.length }, { status, requests: 1 });
  });
}

test("a create whose connection breaks is not sent again, and says that its fate is unknown", async (t: TestContext) => {
  const { seen, error } = await sendTo((request) => request.socket.destroy());
  t.assert.deepStrictEqual(
    { requests: seen.length, kind: (error as { kind?: string }).kind, isNeverSent: (error as { isNeverSent?: boolean }).isNeverSent },
    { requests: 1, kind: "reset", isNeverSent: false },
  );
});

test("a create that is not answered in time is not sent again, and says that its fate is unknown", async (t: TestContext) => {
  const { seen, error } = await sendTo(() => {});
  t.assert.deepStrictEqual({ requests: seen.length, kind: (error as { kind?: string }).kind }, { requests: 1, kind: "timeout" });
});
