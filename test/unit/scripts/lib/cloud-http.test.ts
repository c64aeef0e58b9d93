// Proves where scripts may connect to, and how names of a rehearsal are reached. It cannot prove that no other code opens
// a socket: the loopback guard of test/helpers does that for tests.
import type { TLSSocket } from "node:tls";
import { test, type TestContext } from "node:test";
import { loadCloud } from "../../../../infra/contract/cloud.ts";
import { createCloudHttp, refuseForeignHost } from "../../../../scripts/lib/cloud-http.ts";
import { startHttps } from "./https-fixture.ts";

test("a name below .test is reached through the ingress, with its own servername and Host", async (t: TestContext) => {
  let seen: unknown;
  await using server = await startHttps(
    (request, response) => {
      seen = { host: request.headers.host, servername: (request.socket as TLSSocket & { servername?: string }).servername };
      response.end("ready");
    },
    ["callback.brave-sea.test"],
  );
  const http = createCloudHttp(server.cloud);
  const { status, text } = await http.send({ method: "GET", url: "https://callback.brave-sea.test/health/ready", timeoutMs: 2000 });
  await http.close();
  t.assert.deepStrictEqual(
    { status, text, seen },
    { status: 200, text: "ready", seen: { host: "callback.brave-sea.test", servername: "callback.brave-sea.test" } },
  );
});

test("a certificate for another name is named", async (t: TestContext) => {
  await using server = await startHttps((_request, response) => response.end());
  const http = createCloudHttp(server.cloud);
  const failure = http.send({ method: "GET", url: "https://callback.brave-sea.test/", timeoutMs: 2000 });
  await t.assert.rejects(failure, { name: "TransportFailure", kind: "tls", reason: "ERR_TLS_CERT_ALTNAME_INVALID", isNeverSent: true });
  await http.close();
});

test("nobody listening is refused, and nothing was sent", async (t: TestContext) => {
  const server = await startHttps((_request, response) => response.end());
  const { cloud, origin } = server;
  const http = createCloudHttp(cloud);
  await server[Symbol.asyncDispose]();
  await t.assert.rejects(http.send({ method: "GET", url: origin, timeoutMs: 2000 }), { kind: "refused", isNeverSent: true });
  await http.close();
});

const places: readonly (readonly [url: string, inRehearsal: boolean, inPublic: boolean])[] = [
  ["https://localhost:1", true, false],
  ["https://127.0.0.1:1", true, false],
  ["https://callback.brave-sea.test", true, false],
  ["https://graph.microsoft.com", false, true],
  ["http://localhost:1", false, false],
  ["http://graph.microsoft.com", false, false],
];
for (const [url, inRehearsal, inPublic] of places) {
  test(`${url} is ${inRehearsal ? "" : "not "}for a rehearsal and ${inPublic ? "" : "not "}for the public cloud`, (t: TestContext) => {
    const seam = { ingress: "127.0.0.1:1", caFile: "none", clockRate: 1 };
    const publicCloud = loadCloud("public", {});
    const isAllowed = (cloud: typeof publicCloud): boolean => {
      try {
        refuseForeignHost(cloud, url);
        return true;
      } catch (error) {
        return (error as { code?: string }).code !== "DT_CONFIG_CLOUD";
      }
    };
    t.assert.deepStrictEqual(
      [isAllowed({ ...publicCloud, name: "rehearsal", rehearsal: seam }), isAllowed(publicCloud)],
      [inRehearsal, inPublic],
    );
  });
}
