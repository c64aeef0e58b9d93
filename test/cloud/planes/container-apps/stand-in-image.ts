import { join } from "node:path";
import type { Image } from "../registry/image-store.ts";
import type { Container, ContainerAppProperties } from "./container-app-resource.ts";

/**
 * What runs in the place of somebody else's image: a web server that answers on every port that the app names.
 * ASSUMED: that such an image serves them, and becomes ready.
 */
export function createStandInImage(reference: string, app: ContainerAppProperties, container: Container): Image {
  const probed = (container.probes ?? []).flatMap(({ httpGet }) => (httpGet === undefined ? [] : [httpGet.port]));
  const ports = new Set([
    ...(app.configuration?.ingress?.targetPort === undefined ? [] : [app.configuration.ingress.targetPort]),
    ...probed,
  ]);
  return {
    reference,
    digest: "",
    rootDirectory: import.meta.dirname,
    workingDirectory: import.meta.dirname,
    environment: {},
    user: undefined,
    exposedPorts: [...ports],
    entrypoint: ["node", join(import.meta.dirname, "stand-in-server.ts"), ...[...ports].map(String)],
    isStandIn: true,
  };
}
