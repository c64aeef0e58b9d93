import type { Server } from "node:http";
import { createCallbackRoute } from "./callback-route.ts";
import { ConnectionCap } from "./connection-cap.ts";
import type { Counters } from "./counters.ts";
import type { HostSettings } from "./environment.ts";
import { createHealthRoutes } from "./health-routes.ts";
import { Intake } from "./intake.ts";
import { KeySet } from "./key-set.ts";
import type { HostLog } from "./log.ts";
import type { NotificationStore } from "./notification-store.ts";
import { createPromptRoute } from "./prompt-route.ts";
import type { RateLimitedLog } from "./rate-limited-log.ts";
import { Readiness } from "./readiness.ts";
import { createHostServer } from "./server.ts";
import { Shutdown } from "./shutdown.ts";
import type { SigningKeys } from "./signing-keys.ts";
import { TokenVerifier } from "./token-verifier.ts";
import { VerifiedTokenCache } from "./verified-token-cache.ts";

export interface HostDependencies {
  readonly settings: HostSettings;
  readonly store: NotificationStore;
  readonly loadKeys: (openIdConfigurationUrl: string) => Promise<SigningKeys>;
  readonly counters: Counters;
  readonly refusalLog: RateLimitedLog;
  readonly log: HostLog;
  readonly nowMs: () => number;
  /** Called once, after a shutdown has answered everything. */
  readonly onDrained: () => void;
}

/** The callback host, wired but not yet listening. */
export interface Host {
  readonly server: Server;
  readonly keySets: readonly KeySet[];
  readonly shutdown: Shutdown;
}

/** Wires the host: one key set for each OpenID configuration, one callback route, two health routes, the drills' prompt. Starts nothing. */
export function createHost(dependencies: HostDependencies): Host {
  const { settings, store, loadKeys, counters, refusalLog, log, nowMs, onDrained } = dependencies;
  const keySets = new Map(
    settings.tokenAuthorities.map(({ openIdConfigurationUrl }) => [
      openIdConfigurationUrl,
      new KeySet({ openIdConfigurationUrl, loadKeys, nowMs, log, counters }),
    ]),
  );
  const verifier = new TokenVerifier({
    clientId: settings.clientId,
    tenantIds: settings.tenantIds,
    authorities: settings.tokenAuthorities,
    keySetOf: (openIdConfigurationUrl) => keySets.get(openIdConfigurationUrl) as KeySet,
    cache: new VerifiedTokenCache(),
    counters,
    nowMs,
  });
  const connections = new ConnectionCap();
  const isDraining = (): boolean => shutdown.isDraining;
  const readiness = new Readiness({ keySets: [...keySets.values()], probeTable: () => store.probe(), isDraining, nowMs });
  const server = createHostServer({
    routes: [
      createCallbackRoute({ path: settings.callbackPath, verifier, store, intake: new Intake(), counters, log, nowMs }),
      ...createHealthRoutes({ stackName: settings.stackName, reasons: () => readiness.reasons() }),
      createPromptRoute(),
    ],
    connections,
    counters,
    refusalLog,
    log,
    isDraining,
  });
  const shutdown = new Shutdown({ server, connections, log, onDrained });
  return { server, keySets: [...keySets.values()], shutdown };
}
