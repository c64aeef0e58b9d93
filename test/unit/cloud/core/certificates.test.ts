// Cannot prove: that every TLS stack takes these certificates; Node's own does (Go's by cloud-wire.md 1.4 for the same form).
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createCertificates } from "../../../cloud/core/certificates.ts";
import { openListener } from "../../../cloud/core/https-listener.ts";

let directory: string;
let ca: string;
let leaf: { certificatePem: string; privateKeyPem: string };

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "dialtone-certificates-"));
  const certificates = await createCertificates(directory);
  ca = await readFile(certificates.caFile, "utf8");
  leaf = await certificates.issue(["localhost", "127.0.0.1", "callback.some-name.swedencentral.azurecontainerapps.test"]);
});
after(() => rm(directory, { recursive: true }));

test("a leaf is issued by the authority for exactly its names", (t) => {
  const certificate = new X509Certificate(leaf.certificatePem);
  t.assert.deepEqual(
    [
      certificate.checkIssued(new X509Certificate(ca)),
      certificate.verify(new X509Certificate(ca).publicKey),
      certificate.ca,
      certificate.subjectAltName,
    ],
    [true, true, false, "DNS:localhost, IP Address:127.0.0.1, DNS:callback.some-name.swedencentral.azurecontainerapps.test"],
  );
});

test("the chain ends with the authority", (t) => {
  t.assert.equal(leaf.certificatePem.endsWith(ca), true);
});

test("a client that trusts the authority is served, one that does not is not", async (t) => {
  const listener = await openListener({ tls: leaf });
  listener.answer((_request, response) => response.end("served"));
  const ask = (trusted: string | undefined): Promise<string> =>
    new Promise((resolve) => {
      request({ host: "127.0.0.1", port: listener.port, servername: "localhost", ca: trusted, agent: false }, (response) => {
        response.on("data", (chunk: Buffer) => resolve(chunk.toString()));
      })
        .on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""))
        .end();
    });
  const answers = [await ask(ca), await ask(undefined)];
  await listener.close();
  t.assert.deepEqual(answers, ["served", "SELF_SIGNED_CERT_IN_CHAIN"]);
});
