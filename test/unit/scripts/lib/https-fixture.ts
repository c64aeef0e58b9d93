import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cloud } from "../../../../infra/contract/cloud.ts";
import { createCertificates } from "../../../cloud/core/certificates.ts";

/** An https server on loopback with a throw-away certificate, and the rehearsal cloud that trusts it and nothing else. */
export interface HttpsFixture extends AsyncDisposable {
  readonly origin: string;
  readonly cloud: Cloud;
}

/** Listens on a free port. Its certificate is for localhost and for `names`. */
export async function startHttps(listener: RequestListener, names: readonly string[] = []): Promise<HttpsFixture> {
  const directory = mkdtempSync(join(tmpdir(), "dialtone-unit-"));
  const certificates = await createCertificates(directory);
  const leaf = await certificates.issue(["localhost", ...names]);
  const server = createServer({ cert: leaf.certificatePem, key: leaf.privateKeyPem }, listener);
  const sockets = new Set<Duplex>();
  server.on("connection", (socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const origin = `https://localhost:${port}`;
  return {
    origin,
    cloud: {
      name: "rehearsal",
      loginUrl: origin,
      graphUrl: origin,
      armUrl: origin,
      pulumiEnvironment: "public",
      metadataHost: `localhost:${port}`,
      tokenAuthorities: [],
      teamsDeploymentEnvironment: "CommercialDeployment",
      rehearsal: { ingress: `127.0.0.1:${port}`, caFile: certificates.caFile, clockRate: 10 },
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
