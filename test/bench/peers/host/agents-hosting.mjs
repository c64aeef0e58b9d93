/**
 * @microsoft/agents-hosting behind Express, as its samples do: `authorizeJWT`, then `express.json()`. Its key address of
 * the calling service's issuer is fixed, so its own client for that address is given loopback's keys; it caches them as ever.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import express from "express";
import { authorizeJWT } from "@microsoft/agents-hosting";
import { settings, tell } from "./contract.mjs";
import { createPlainStore } from "./plain-store.mjs";

const require = createRequire(import.meta.url);
const { getJwksClient } = require(join(dirname(require.resolve("@microsoft/agents-hosting")), "auth/jwt-middleware.js"));
const keys = await (await fetch(settings.keySetUrl)).json();
getJwksClient("https://login.botframework.com/v1/.well-known/keys").options.fetcher = async () => keys;

const connection = { clientId: settings.clientId, tenantId: settings.tenantId, issuers: [settings.issuer], validateIssuer: true };
const store = await createPlainStore();
const app = express();
app.use(authorizeJWT({ ...connection, connections: new Map([["serviceConnection", connection]]) }));
app.use(express.json({ limit: 256 * 1024 }));
app.post(settings.path, async (request, response) => {
  if (request.user.tid !== settings.tenantId) return response.status(403).end();
  await store(request.body);
  response.status(202).end();
});
const server = app.listen(settings.port, "127.0.0.1", () => tell(server));
