// The upload of the build context, against a server on loopback. Cannot prove what Azure's blob store answers.
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, test } from "node:test";
import { runUpload } from "../../../../infra/lib/build-upload.ts";

let server: Server;
let origin: string;
let answers: number[] = [];
let received = 0;

before(async () => {
  server = createServer((request, response) => {
    received += 1;
    request.resume().on("end", () => response.writeHead(answers.shift() ?? 201, { location: "/elsewhere" }).end());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.close();
});
beforeEach(() => {
  received = 0;
});

test("is repeated when the store has a fault", async () => {
  answers = [503, 500, 201];
  await runUpload(`${origin}/x?sig=s`, new Uint8Array([1]), true);
  assert.equal(received, 3);
});

test("gives up after three faults", async () => {
  answers = [503, 503, 503, 201];
  await assert.rejects(runUpload(`${origin}/x?sig=s`, new Uint8Array([1]), true), {
    code: "DT_PROVISION_FAILED",
    saw: "503 from 127.0.0.1",
  });
  assert.equal(received, 3);
});

test("is not repeated when the store refuses", async () => {
  answers = [403, 201];
  await assert.rejects(runUpload(`${origin}/x?sig=s`, new Uint8Array([1]), true), {
    code: "DT_PROVISION_FAILED",
    saw: "403 from 127.0.0.1",
  });
  assert.equal(received, 1);
});

test("follows no redirection", async () => {
  answers = [307, 307, 307];
  await assert.rejects(runUpload(`${origin}/x?sig=s`, new Uint8Array([1]), true), { saw: "no answer from 127.0.0.1" });
});

test("never shows the address, which is a secret", async () => {
  answers = [403];
  await assert.rejects(runUpload(`${origin}/x?sig=s3cr3t`, new Uint8Array([1]), true), (error: Error) => !error.message.includes("s3cr3t"));
});

test("goes nowhere but to this machine in a rehearsal", async () => {
  await assert.rejects(runUpload("https://store.example/x?sig=s", new Uint8Array([1]), true), {
    saw: "an upload address outside of this machine",
  });
});
