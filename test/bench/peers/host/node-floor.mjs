/** The floor: `node:http`, a token verified once by `node:crypto` and remembered by its text, `JSON.parse`, 202. Nothing else. */
import { createPublicKey, verify } from "node:crypto";
import { createServer } from "node:http";
import { clockToleranceSeconds, settings, tell } from "./contract.mjs";

const { keys } = await (await fetch(settings.keySetUrl)).json();
const keyOf = new Map(keys.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: "jwk" })]));
const good = new Map();

function isGood(authorization) {
  if (authorization === undefined) return false;
  const nowSeconds = Date.now() / 1000 - clockToleranceSeconds;
  const known = good.get(authorization);
  if (known !== undefined) return known > nowSeconds;
  const [head, payload, signature] = authorization.slice("Bearer ".length).split(".");
  const { alg, kid } = JSON.parse(Buffer.from(head, "base64url"));
  const { aud, iss, tid, exp } = JSON.parse(Buffer.from(payload, "base64url"));
  if (alg !== "RS256" || aud !== settings.clientId || iss !== settings.issuer || tid !== settings.tenantId || !(exp > nowSeconds))
    return false;
  if (!verify("RSA-SHA256", Buffer.from(`${head}.${payload}`), keyOf.get(kid), Buffer.from(signature, "base64url"))) return false;
  if (good.size < 4_096) good.set(authorization, exp);
  return true;
}

const server = createServer((request, response) => {
  if (request.method !== "POST" || request.url !== settings.path || !isGood(request.headers.authorization)) {
    response.writeHead(401).end();
    return;
  }
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(202, { "content-length": 0 }).end();
  });
});
server.listen(settings.port, "127.0.0.1", () => tell(server));
