// Proves what becomes of a request whose kept connection ends. Cannot prove when Azurite ends one: a server here does it at once.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { createCertificates } from "../../../cloud/core/certificates.ts";
import { AzuriteClient } from "../../../cloud/planes/table/azurite-client.ts";

const directory = mkdtempSync(join(tmpdir(), "dialtone-azurite-client-"));
const request = { method: "POST", path: "/account/rows", headers: {}, body: Buffer.from("row") };
let certificates: Awaited<ReturnType<typeof createCertificates>>;
before(async () => {
  certificates = await createCertificates(directory);
});
after(() => rmSync(directory, { recursive: true, force: true }));

/** Answers so many requests of a connection; the next one ends it without an answer. */
async function serve(t: TestContext, answersPerConnection: number): Promise<{ client: AzuriteClient; asked: () => number }> {
  const { certificatePem, privateKeyPem } = await certificates.issue(["localhost", "127.0.0.1"]);
  const answered = new WeakMap<Socket, number>();
  let asked = 0;
  const server: Server = createServer({ cert: certificatePem, key: privateKeyPem }, (incoming, response) => {
    asked += 1;
    const count = answered.get(incoming.socket) ?? 0;
    if (count >= answersPerConnection) return void incoming.socket.destroy();
    answered.set(incoming.socket, count + 1);
    response.end("done");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new AzuriteClient({ port: (server.address() as AddressInfo).port }, { clock: { wallMs: Date.now }, certificates });
  t.after(() => {
    client.close();
    server.closeAllConnections();
    server.close();
  });
  return { client, asked: () => asked };
}

test("a request on a kept connection that has just ended is sent once more, on a fresh one", async (t: TestContext) => {
  const { client, asked } = await serve(t, 1);
  const answers = [await client.send(request), await client.send(request)];
  t.assert.deepStrictEqual([answers.map(({ body }) => Buffer.from(body).toString()), asked()], [["done", "done"], 3]);
});

test("a request that a fresh connection loses fails, and is not sent again", async (t: TestContext) => {
  const { client, asked } = await serve(t, 0);
  await t.assert.rejects(client.send(request), { code: "ECONNRESET" });
  t.assert.strictEqual(asked(), 1);
});
