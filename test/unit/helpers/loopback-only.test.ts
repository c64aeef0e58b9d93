/** Cannot prove: that a child process is guarded; it is only when it is started with the same preload. */
import dgram from "node:dgram";
import { lookup } from "node:dns";
import { connect } from "node:net";
import { test, type TestContext } from "node:test";
import { connect as connectTls } from "node:tls";

test("a TCP connection to another machine throws and names the target", (t: TestContext) => {
  t.assert.throws(() => connect(443, "192.0.2.1"), /closed in tests: a connection \(port 443\) to 192\.0\.2\.1/);
});

test("a TLS connection to another machine throws and names the target", (t: TestContext) => {
  t.assert.throws(() => connectTls({ host: "example.com", port: 443 }), /closed in tests: a connection \(port 443\) to example\.com/);
});

test("a datagram to another machine throws and names the target", (t: TestContext) => {
  const socket = dgram.createSocket("udp4");
  t.after(() => socket.close());
  t.assert.throws(() => socket.send("x", 53, "192.0.2.1"), /closed in tests: a datagram to 192\.0\.2\.1/);
});

test("a look-up of an outside name throws and names it", (t: TestContext) => {
  t.assert.throws(() => lookup("example.com", () => undefined), /closed in tests: a name look-up to example\.com/);
});

test("a fetch of an outside URL is refused", async (t: TestContext) => {
  await t.assert.rejects(fetch("http://192.0.2.1/"), (error: Error) => /closed in tests/.test(String(error.cause)));
});
