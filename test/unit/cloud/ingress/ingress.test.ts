// Cannot prove: Envoy's exact headers and pages on Azure; status and first words follow what is publicly known.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { after, test, type TestContext } from "node:test";
import type { TLSSocket } from "node:tls";
import { createCertificates } from "../../../cloud/core/certificates.ts";
import { createClock } from "../../../cloud/core/clock.ts";
import { createFaultBook } from "../../../cloud/core/faults.ts";
import { createIdSource } from "../../../cloud/core/ids.ts";
import { createTranscript } from "../../../cloud/core/transcript.ts";
import { startIngress } from "../../../cloud/planes/ingress/ingress.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const transcript = createTranscript();
const clock = createClock({ mode: "manual" });
const faults = createFaultBook();
const certificates = await createCertificates(createTemporaryDirectory());
const ingress = await startIngress({ certificates, clock, faults, ids: createIdSource(1, transcript), transcript });
const ca = readFileSync(certificates.caFile, "utf8");
const port = Number(ingress.address.split(":")[1]);

/** An app that answers what it got: path and headers in a header and the body in the body. */
const app = createServer((request, response) => {
  if (request.url === "/hang-up") {
    request.socket.destroy();
    return;
  }
  response.writeHead(200, { "content-type": "text/plain", "x-saw": JSON.stringify({ url: request.url, headers: request.headers }) });
  request.pipe(response);
});
await new Promise<void>((resolve) => {
  app.listen(0, "127.0.0.1", resolve);
});
const appPort = (app.address() as AddressInfo).port;
after(async () => {
  clock.stop();
  app.close();
  app.closeAllConnections();
  await ingress.stop();
});

interface Seen {
  readonly status: number;
  readonly body: string;
  readonly saw: { readonly url: string; readonly headers: Readonly<Record<string, string>> } | undefined;
  readonly certificateName: string | undefined;
}

function ask(
  name: string,
  options: { path?: string; method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        host: "127.0.0.1",
        port,
        servername: name,
        ca,
        agent: false,
        method: options.method ?? "GET",
        path: options.path ?? "/",
        headers: { host: name, ...options.headers },
      },
      (response: IncomingMessage) => {
        const certificateName = (response.socket as TLSSocket).getPeerCertificate().subjectaltname;
        let body = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
        response.on("error", reject);
        response.on("end", () => {
          const saw = response.headers["x-saw"];
          resolve({
            status: response.statusCode ?? 0,
            body,
            saw: typeof saw === "string" ? (JSON.parse(saw) as Seen["saw"]) : undefined,
            certificateName,
          });
        });
      },
    );
    request.on("error", reject);
    request.end(options.body);
  });
}

const nameOf = (label: string): string => `${label}.calm-sea-0123abcd.swedencentral.azurecontainerapps.test`;

test("every name has a certificate of its own, by SNI", async (t: TestContext) => {
  ingress.names.register(nameOf("one"), { port: appPort });
  ingress.names.register(nameOf("two"), { port: appPort });
  const seen = [await ask(nameOf("one")), await ask(nameOf("two"))];
  t.assert.deepStrictEqual(
    seen.map(({ status, certificateName }) => [status, certificateName]),
    [
      [200, `DNS:${nameOf("one")}`],
      [200, `DNS:${nameOf("two")}`],
    ],
  );
});

test("the app sees method, path, query, body and Host as sent, and who forwarded it", async (t: TestContext) => {
  const name = nameOf("headers");
  ingress.names.register(name, { port: appPort });
  const answer = await ask(name, {
    method: "POST",
    path: "/api/calls/callback?x=1",
    headers: {
      "x-forwarded-proto": "http",
      "x-forwarded-for": "203.0.113.9",
      "x-own": "kept",
      connection: "close, x-hop",
      "x-hop": "dropped",
    },
    body: "hello",
  });
  const { "x-request-id": requestId, ...headers } = answer.saw?.headers ?? {};
  t.assert.match(String(requestId), /^[0-9a-f-]{36}$/);
  t.assert.deepStrictEqual([answer.status, answer.body, answer.saw?.url], [200, "hello", "/api/calls/callback?x=1"]);
  t.assert.deepStrictEqual(headers, {
    host: name,
    "x-own": "kept",
    "content-length": "5",
    "x-forwarded-proto": "https",
    "x-forwarded-for": "203.0.113.9,127.0.0.1",
    connection: "close",
  });
});

test("a body without a length is streamed", async (t: TestContext) => {
  ingress.names.register(nameOf("stream"), { port: appPort });
  const answer = await ask(nameOf("stream"), { method: "POST", headers: { "transfer-encoding": "chunked" }, body: "chunk" });
  t.assert.deepStrictEqual(
    [answer.body, answer.saw?.headers["transfer-encoding"], answer.saw?.headers["content-length"]],
    ["chunk", "chunked", undefined],
  );
});

test("names are compared without case", async (t: TestContext) => {
  ingress.names.register(nameOf("CASE"), { port: appPort });
  t.assert.strictEqual((await ask(nameOf("case"))).status, 200);
});

test("a name that no app has answers Azure's 404 page under a good certificate", async (t: TestContext) => {
  const answer = await ask(nameOf("nobody"));
  t.assert.strictEqual(answer.status, 404);
  t.assert.match(answer.body, /Error 404 - This Container App is stopped or does not exist\./);
});

test("an unregistered name answers 404 again", async (t: TestContext) => {
  ingress.names.register(nameOf("gone"), { port: appPort });
  const before = (await ask(nameOf("gone"))).status;
  ingress.names.unregister(nameOf("gone"));
  t.assert.deepStrictEqual([before, (await ask(nameOf("gone"))).status], [200, 404]);
});

test("an app that does not listen is 503, connection failure", async (t: TestContext) => {
  const closed = createServer();
  await new Promise<void>((resolve) => {
    closed.listen(0, "127.0.0.1", resolve);
  });
  const closedPort = (closed.address() as AddressInfo).port;
  await new Promise((resolve) => {
    closed.close(resolve);
  });
  ingress.names.register(nameOf("down"), { port: closedPort });
  const answer = await ask(nameOf("down"));
  t.assert.deepStrictEqual(
    [answer.status, answer.body],
    [503, "upstream connect error or disconnect/reset before headers. reset reason: connection failure"],
  );
});

test("an app that closes without an answer is 503, connection termination", async (t: TestContext) => {
  ingress.names.register(nameOf("rude"), { port: appPort });
  const answer = await ask(nameOf("rude"), { path: "/hang-up" });
  t.assert.deepStrictEqual(
    [answer.status, answer.body],
    [503, "upstream connect error or disconnect/reset before headers. reset reason: connection termination"],
  );
});

test("a presented certificate stands for its name until it is taken back", async (t: TestContext) => {
  const name = nameOf("wrong");
  ingress.names.register(name, { port: appPort });
  ingress.names.presentCertificate(name, await certificates.issue(["another.test"]));
  await t.assert.rejects(ask(name), { code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  ingress.names.presentCertificate(name, undefined);
  t.assert.strictEqual((await ask(name)).status, 200);
});

test("a name with dns lag is not reached before the lag has passed", async (t: TestContext) => {
  faults.add({ name: "dns-late", match: {}, action: { kind: "lag", object: "dns", delayMs: 30_000 } });
  ingress.names.register(nameOf("late"), { port: appPort });
  faults.clear();
  await t.assert.rejects(ask(nameOf("late")));
  await clock.advance(30_000);
  t.assert.strictEqual((await ask(nameOf("late"))).status, 200);
});

test("a fault can put a parking page, a lost connection or a lost answer before the app", async (t: TestContext) => {
  const name = nameOf("faulty");
  ingress.names.register(name, { port: appPort });
  const match = { plane: "ingress", operation: "ingress.forward" };
  faults.add({ name: "parking", match, action: { kind: "answer", status: 200, body: "<h1>Parked</h1>" } });
  const parked = await ask(name);
  faults.add({ name: "lost", match, action: { kind: "drop", when: "before-commit" } });
  await t.assert.rejects(ask(name), { code: "ECONNRESET" });
  faults.add({ name: "lost-answer", match, action: { kind: "drop", when: "after-commit" } });
  await t.assert.rejects(ask(name), { code: "ECONNRESET" });
  t.assert.deepStrictEqual([parked.status, parked.body, parked.saw], [200, "<h1>Parked</h1>", undefined]);
  t.assert.deepStrictEqual([faults.neverFired(), (await ask(name)).status], [[], 200]);
});

test("what passes is in the transcript, with both bodies and the rule that fired", async (t: TestContext) => {
  const name = nameOf("recorded");
  ingress.names.register(name, { port: appPort });
  await ask(name, { method: "POST", path: "/a?b=c", body: "hello" });
  const { at, durationMs, requestHeaders, responseHeaders, requestBody, responseBody, ...exchange } = transcript.exchanges().at(-1) ?? {};
  t.assert.deepStrictEqual(
    [typeof at, typeof durationMs, requestHeaders?.["host"], responseHeaders?.["content-type"]],
    ["string", "number", name, "text/plain"],
  );
  t.assert.deepStrictEqual([Buffer.from(requestBody ?? []).toString(), Buffer.from(responseBody ?? []).toString()], ["hello", "hello"]);
  t.assert.deepStrictEqual(exchange, {
    plane: "ingress",
    operation: "ingress.forward",
    caller: undefined,
    method: "POST",
    url: `https://${name}/a?b=c`,
    status: 200,
    fault: undefined,
  });
  t.assert.deepStrictEqual(
    transcript.exchanges().flatMap(({ fault, operation, status }) => (fault === undefined ? [] : [[fault, operation, status]])),
    [
      ["parking", "ingress.fault", 200],
      ["lost", "ingress.fault", 0],
      ["lost-answer", "ingress.fault", 0],
    ],
  );
});

test("after stop nothing listens", async (t: TestContext) => {
  const other = await startIngress({ certificates, clock, faults, ids: createIdSource(2, transcript), transcript });
  await other.stop();
  const closedPort = Number(other.address.split(":")[1]);
  const refused = await new Promise<string>((resolve) => {
    httpsRequest({ host: "127.0.0.1", port: closedPort })
      .on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""))
      .end();
  });
  t.assert.strictEqual(refused, "ECONNREFUSED");
});
