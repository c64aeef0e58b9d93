import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { toJwk } from "./token-signer.ts";
import type { SigningPair } from "./token-signer.ts";

/** A key endpoint on loopback: OpenID configuration and key set, which tests change, break and count. */
export interface KeyServer {
  readonly openIdConfigurationUrl: string;
  keys: SigningPair[];
  /** Status of the key set; 200 is healthy. */
  status: number;
  /** Fetches of the key set so far. */
  fetches: number;
  /** Requests to anything else: nobody should make one. */
  strays: number;
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

export async function startKeyServer(keys: SigningPair[]): Promise<KeyServer> {
  const server = createServer((request, response) => {
    if (request.url === "/configuration") {
      response.end(JSON.stringify({ issuer: "https://api.botframework.com", jwks_uri: `${state.origin}/keys` }));
    } else if (request.url === "/keys") {
      state.fetches += 1;
      response.writeHead(state.status).end(JSON.stringify({ keys: state.keys.map(toJwk) }));
    } else {
      state.strays += 1;
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: KeyServer = {
    origin,
    openIdConfigurationUrl: `${origin}/configuration`,
    keys,
    status: 200,
    fetches: 0,
    strays: 0,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return state;
}
