/** Fastify with jose, as both manuals show it: a hook that verifies, the built-in JSON parser. */
import Fastify from "fastify";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { clockToleranceSeconds, settings, tell } from "./contract.mjs";

const keySet = createRemoteJWKSet(new URL(settings.keySetUrl));
const app = Fastify({ bodyLimit: 256 * 1024 });
app.addHook("onRequest", async (request, reply) => {
  const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  try {
    const { payload } = await jwtVerify(token, keySet, {
      algorithms: ["RS256"],
      audience: settings.clientId,
      issuer: settings.issuer,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["exp"],
    });
    if (payload.tid !== settings.tenantId) return reply.code(403).send();
  } catch {
    return reply.code(401).send();
  }
});
app.post(settings.path, (_request, reply) => reply.code(202).send());
await app.listen({ port: settings.port, host: "127.0.0.1" });
tell(app.server);
