// Proves what the host answers to hostile Authorization headers, over a real socket, with signatures made here.
// Cannot prove what Microsoft's real tokens look like, nor the time that a flood of them takes.
import { after, before, beforeEach, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { startHost, toRequest } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";
import { acceptedTokens, refusedTokens } from "./hostile-tokens.ts";
import { sendRaw } from "./raw-connection.ts";

describe("a token that must not be believed", () => {
  let fixture: HostFixture;
  before(async () => {
    fixture = await startHost();
  });
  beforeEach(() => {
    fixture.store.inserts = 0;
  });
  after(() => fixture.stop());

  for (const { title, authorization, status = 401, target } of refusedTokens) {
    it(`${title}: ${status}, nothing stored`, async (t: TestContext) => {
      const parts = { authorization: authorization(fixture), ...(target === undefined ? {} : { target: target(fixture) }) };
      const answer = await sendRaw(fixture.port, toRequest(parts));
      t.assert.deepStrictEqual({ statuses: answer.statuses, inserts: fixture.store.inserts }, { statuses: [status], inserts: 0 });
    });
  }

  it("sends nobody anywhere: addresses in headers are never fetched, and unknown keys cost one fetch in all", (t: TestContext) => {
    t.assert.deepStrictEqual(
      { strays: fixture.keyServer.strays + fixture.otherKeyServer.strays, isOneFetch: fixture.keyServer.fetches <= 2 },
      { strays: 0, isOneFetch: true },
    );
  });

  it("appears in no log line, neither itself nor what it carried", (t: TestContext) => {
    t.assert.deepStrictEqual(
      fixture.lines.filter((line) => /eyJ|etc\/passwd|DROP TABLE|injected/.test(line)),
      [],
    );
  });
});

describe("a token that must be believed", () => {
  let fixture: HostFixture;
  before(async () => {
    fixture = await startHost();
  });
  after(() => fixture.stop());

  for (const { title, authorization } of acceptedTokens) {
    it(`${title}: 202`, async (t: TestContext) => {
      const answer = await sendRaw(fixture.port, toRequest({ authorization: authorization(fixture) }));
      t.assert.deepStrictEqual(answer.statuses, [202]);
    });
  }
});

describe("the answer to a refused token", () => {
  let fixture: HostFixture;
  before(async () => {
    fixture = await startHost();
  });
  after(() => fixture.stop());

  it("is an empty 401 that names the scheme and no reason", async (t: TestContext) => {
    const { text } = await sendRaw(fixture.port, toRequest({ authorization: undefined }));
    t.assert.strictEqual(
      text.replace(/^Date: .*\r\n/m, ""),
      "HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Bearer\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    );
  });

  it("is one log line for each class and second", async (t: TestContext) => {
    const linesBefore = fixture.lines.filter((line) => line.includes("refused: unauthorized")).length;
    await Promise.all(Array.from({ length: 20 }, () => sendRaw(fixture.port, toRequest({ authorization: undefined }))));
    const lines = fixture.lines.filter((line) => line.includes("refused: unauthorized")).length;
    t.assert.deepStrictEqual({ linesBefore, lines }, { linesBefore: 1, lines: 1 });
  });
});
