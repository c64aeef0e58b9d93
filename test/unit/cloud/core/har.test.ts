// Cannot prove: that every viewer opens it; the members are those that the HAR 1.2 specification requires.
import { test } from "node:test";
import type { Exchange } from "../../../cloud/core/exchange.ts";
import { toHar } from "../../../cloud/core/har.ts";

const exchange: Exchange = {
  at: "2026-11-25T10:00:00.000Z",
  plane: "login",
  operation: "login.token",
  caller: undefined,
  method: "POST",
  url: "https://localhost:1/t/token?sig=abcdef&a=b",
  requestHeaders: { authorization: "Bearer secret-token", "content-type": "application/x-www-form-urlencoded" },
  requestBody: Buffer.from("client_id=x&client_secret=s3cr3t%2Fvalue&scope=y"),
  status: 200,
  responseHeaders: { "content-type": "application/json" },
  responseBody: Buffer.from('{"access_token":"eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.sig","other":"made-by-the-cloud"}'),
  durationMs: 3,
  fault: undefined,
};

test("an exchange becomes an entry with every required member, secrets masked", (t) => {
  t.assert.deepEqual(toHar([exchange], ["made-by-the-cloud"]), {
    log: {
      version: "1.2",
      creator: { name: "Dialtone simulated Microsoft cloud", version: "1" },
      comment: "A simulation: nothing here came from Microsoft. Secrets and tokens are masked.",
      entries: [
        {
          startedDateTime: "2026-11-25T10:00:00.000Z",
          time: 3,
          request: {
            method: "POST",
            url: "https://localhost:1/t/token?sig=***&a=b",
            httpVersion: "HTTP/1.1",
            cookies: [],
            headers: [
              { name: "authorization", value: "***" },
              { name: "content-type", value: "application/x-www-form-urlencoded" },
            ],
            queryString: [
              { name: "sig", value: "***" },
              { name: "a", value: "b" },
            ],
            postData: { mimeType: "application/x-www-form-urlencoded", text: "client_id=x&client_secret=***&scope=y" },
            headersSize: -1,
            bodySize: 48,
          },
          response: {
            status: 200,
            statusText: "OK",
            httpVersion: "HTTP/1.1",
            cookies: [],
            headers: [{ name: "content-type", value: "application/json" }],
            content: { size: 86, mimeType: "application/json", text: '{"access_token":"***","other":"***"}' },
            redirectURL: "",
            headersSize: -1,
            bodySize: 86,
          },
          cache: {},
          timings: { send: 0, wait: 3, receive: 0 },
          _plane: "login",
          _operation: "login.token",
          _caller: null,
          _fault: null,
        },
      ],
    },
  });
});

test("entries stand in order of their start", (t) => {
  const har = toHar([{ ...exchange, at: "2026-11-25T10:00:01.000Z" }, exchange], []) as { log: { entries: { startedDateTime: string }[] } };
  t.assert.deepEqual(
    har.log.entries.map((entry) => entry.startedDateTime),
    ["2026-11-25T10:00:00.000Z", "2026-11-25T10:00:01.000Z"],
  );
});

test("a secret is masked in every form in which it travels", (t) => {
  const secret = 'a~b/c"d+e';
  const forms = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret),
    Buffer.from(secret).toString("base64"),
    new URLSearchParams({ x: secret }).toString(),
  ];
  const body = Buffer.from(forms.join("\n"));
  const text = JSON.stringify(toHar([{ ...exchange, requestBody: body, requestHeaders: { "content-type": "text/plain" } }], [secret]));
  t.assert.deepEqual(
    forms.map((form) => text.includes(form) || text.includes(JSON.stringify(form).slice(1, -1))),
    [false, false, false, false, false],
  );
});

test("a value of the vault's plane is masked whoever made it", (t) => {
  const har = JSON.stringify(
    toHar(
      [
        {
          ...exchange,
          plane: "vault",
          requestBody: Buffer.from('{"value":"set by hand"}'),
          requestHeaders: { "content-type": "application/json" },
        },
      ],
      [],
    ),
  );
  t.assert.equal(har.includes("set by hand"), false);
});

test("a binary body is told by its hash alone", (t) => {
  const har = toHar([{ ...exchange, requestBody: Buffer.from([1, 2, 3]), requestHeaders: { "content-type": "application/gzip" } }], []) as {
    log: { entries: { request: { postData: unknown } }[] };
  };
  t.assert.deepEqual(har.log.entries[0]?.request.postData, {
    mimeType: "application/gzip",
    text: "",
    comment: "3 bytes, sha256 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81",
  });
});
