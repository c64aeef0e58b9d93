import type { Certificates, Origins } from "./cloud-context.ts";
import { type Listener, openListener } from "./https-listener.ts";
import type { Operation, Plane, PlaneName } from "./operation.ts";
import type { Nation } from "./nation.ts";
import { createPipeline, type PipelineContext } from "./pipeline.ts";

/** The listeners of a cloud: open from the start, silent until they are served. */
export interface Surfaces {
  readonly origins: Origins;
  /** Starts answering with the planes' operations. */
  readonly serve: (context: PipelineContext, planes: readonly Plane[]) => void;
  readonly close: () => Promise<void>;
}

/** Which planes share an origin. The first is whose words a stranger's request is refused in. */
const planesOf = {
  arm: ["arm", "metadata"],
  login: ["login"],
  graph: ["graph", "calls"],
  table: ["table"],
  "calling-keys": ["calling-keys"],
  registry: ["registry"],
  control: ["control"],
} as const satisfies Partial<Record<PlaneName, readonly PlaneName[]>>;

/** Opens one loopback origin per surface. A fixed port is ARM's, where every client finds the others by metadata; they take free ones. */
export async function openSurfaces(options: {
  readonly certificates: Certificates;
  readonly ingress: string;
  readonly port: number;
  /** Default: the public one. */
  readonly nation?: Nation;
}): Promise<Surfaces> {
  const tls = await options.certificates.issue(["localhost", "127.0.0.1"]);
  const names = Object.keys(planesOf) as (keyof typeof planesOf)[];
  const opening = await Promise.allSettled(names.map((name) => openListener({ tls, port: name === "arm" ? options.port : 0 })));
  const refused = opening.find((result) => result.status === "rejected");
  if (refused !== undefined) {
    await Promise.all(opening.map(async (result) => (result.status === "fulfilled" ? result.value.close() : undefined)));
    throw refused.reason;
  }
  const listeners = Object.fromEntries(
    opening.flatMap((result, index) => (result.status === "fulfilled" ? [[names[index], result.value] as const] : [])),
  ) as Record<keyof typeof planesOf, Listener>;
  const identity = await openListener({});
  const vaults = new Map<string, Promise<Listener>>();
  let serveVault: ((listener: Listener) => void) | undefined;

  async function openVault(): Promise<Listener> {
    const listener = await openListener({ tls });
    serveVault?.(listener);
    return listener;
  }

  const origins: Origins = {
    ...(options.nation === undefined ? {} : { nation: options.nation }),
    login: listeners.login.origin,
    graph: listeners.graph.origin,
    arm: listeners.arm.origin,
    metadataHost: new URL(listeners.arm.origin).host,
    // @azure/data-tables 13.3 takes `localhost` for a Cosmos emulator and asks for a Cosmos token (utils/isCosmosEndpoint.js, read 2026-11-25).
    table: listeners.table.origin.replace("localhost", "127.0.0.1"),
    callingOpenIdConfiguration: `${listeners["calling-keys"].origin}/v1/.well-known/OpenIdConfiguration`,
    ingress: options.ingress,
    identity: identity.origin,
    control: listeners.control.origin,
    registry: listeners.registry.origin,
    vault: async (vaultName) => {
      const name = vaultName.toLowerCase();
      const opened = vaults.get(name) ?? openVault();
      vaults.set(name, opened);
      return (await opened).origin;
    },
  };
  return {
    origins,
    serve: (context, planes) => {
      const operationsOf = (wanted: readonly PlaneName[]): readonly Operation[] =>
        planes.filter((plane) => wanted.includes(plane.name)).flatMap((plane) => plane.operations);
      const attach = (listener: Listener, wanted: readonly PlaneName[]): void =>
        listener.answer(createPipeline(context, listener.origin, operationsOf(wanted), wanted[0]));
      for (const name of names) attach(listeners[name], planesOf[name]);
      attach(identity, ["identity"]);
      serveVault = (listener) => attach(listener, ["vault"]);
      for (const vault of vaults.values()) void vault.then(serveVault);
    },
    close: async () => {
      const open = [...Object.values(listeners), identity, ...(await Promise.all(vaults.values()))];
      await Promise.all(open.map((listener) => listener.close()));
    },
  };
}
