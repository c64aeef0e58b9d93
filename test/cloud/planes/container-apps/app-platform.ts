import { isDeepStrictEqual } from "node:util";
import type { ArmResource, CloudContext } from "../../core/cloud-context.ts";
import { textOf } from "../arm/body-check.ts";
import { OperationFailure } from "../arm/operation-failure.ts";
import type { IdentityEndpoints } from "../identity/identity-endpoints.ts";
import type { ImageStore } from "../registry/image-store.ts";
import type { TaskRunner } from "../registry/task-runner.ts";
import { environmentIdOf, offeredIdentitiesOf, propertiesOf } from "./container-app-resource.ts";
import type { Container } from "./container-app-resource.ts";
import { pullImage } from "./image-pull.ts";
import { waitUntilReady } from "./readiness.ts";
import { Replica } from "./replica.ts";

/** Cloud milliseconds after which the real platform gives up on a revision that does not become ready: 900 s (pulumi-azure.md 00). */
const operationExpiresMs = 900_000;
/** Wall milliseconds between which that is kept, whatever the clock's rate. */
const startWaitMs = { least: 5_000, most: 30_000 } as const;
/** Log lines that an error quotes. */
const quotedLogLines = 10;

/** What runs behind one revision. */
export interface Revision {
  readonly name: string;
  readonly createdTime: string;
  readonly template: unknown;
  readonly replica: Replica;
  readonly fqdn: string | undefined;
}

/** Where images, identities and builds come from. */
export interface PlatformServices {
  readonly context: CloudContext;
  readonly images: ImageStore;
  readonly runner: TaskRunner;
  readonly identities: IdentityEndpoints;
}

/** The simulated Container Apps: runs an app's image as a process on this machine and puts it behind its name. */
export class AppPlatform {
  readonly #services: PlatformServices;
  readonly #revisions = new Map<string, Revision>();
  readonly #ended = Promise.withResolvers<never>();
  #attempts = 0;

  constructor(services: PlatformServices) {
    this.#services = services;
    this.#ended.promise.catch(() => {}); // whoever listens is told; nobody has to
  }

  /** Rejects when the host of an app ended by itself. */
  get broken(): Promise<never> {
    return this.#ended.promise;
  }

  /** What serves the app now. */
  revisionOf(appId: string): Revision | undefined {
    return this.#revisions.get(appId.toLowerCase());
  }

  /**
   * Brings the app to what its resource says: a changed template is a new revision, which takes over once it is ready.
   * @throws OperationFailure in the platform's words, with the container's last log lines
   */
  async deploy(app: ArmResource, fqdn: string | undefined): Promise<Revision> {
    const { context, identities } = this.#services;
    const running = this.revisionOf(app.id);
    const endpoint = identities.open(app.id, offeredIdentitiesOf(app));
    const { template, configuration } = propertiesOf(app);
    const targetPort = configuration?.ingress?.targetPort;
    if (running !== undefined && running.replica.ended === undefined && isDeepStrictEqual(running.template, template)) {
      this.#serve(running.replica, fqdn, targetPort);
      return running;
    }
    const [container, ...sidecars] = template.containers;
    if (container === undefined || sidecars.length > 0) throw this.#failure(app, "The simulated platform runs exactly one container.", []);
    const image = await pullImage(context, this.#services.images, this.#services.runner, app, container);
    this.#attempts += 1;
    const suffix = template.revisionSuffix ?? context.ids.hex(`revision:${app.id.toLowerCase()}:${this.#attempts}`, 7);
    const name = `${app.name}--${suffix}`;
    const replica = new Replica({
      image,
      command: image.isStandIn === true ? [] : (container.command ?? []),
      arguments: image.isStandIn === true ? [] : (container.args ?? []),
      environment: { ...this.#environment(app, container), ...this.#platformEnvironment(app, name, endpoint) },
      ended: (how) => {
        if (this.revisionOf(app.id)?.replica !== replica) return;
        // ASSUMED: not started again. A rehearsal whose host died has to end, not to heal.
        const reason = `the callback host, container app ${app.name}, ended by itself (${how})`;
        context.warn(reason);
        this.#ended.reject(new Error(reason));
        if (fqdn !== undefined) context.ingressNames.unregister(fqdn);
      },
    });
    const problem = await waitUntilReady(replica, targetPort, container.probes ?? [], this.#patienceMs());
    if (problem !== undefined) {
      await replica.stop();
      throw this.#failure(app, problem, replica.logLines);
    }
    const revision: Revision = {
      name,
      createdTime: new Date(context.clock.wallMs()).toISOString(),
      template,
      replica,
      fqdn: this.#revisionFqdn(app, name),
    };
    this.#revisions.set(app.id.toLowerCase(), revision);
    this.#serve(replica, fqdn, targetPort);
    await running?.replica.stop();
    return revision;
  }

  async remove(app: ArmResource, fqdn: string | undefined): Promise<void> {
    if (fqdn !== undefined) this.#services.context.ingressNames.unregister(fqdn);
    this.#services.identities.close(app.id);
    const revision = this.revisionOf(app.id);
    this.#revisions.delete(app.id.toLowerCase());
    await revision?.replica.stop();
  }

  /** Back to nothing: no app runs, and the next one is the first. */
  async reset(): Promise<void> {
    await this.stop();
    this.#attempts = 0;
  }

  async stop(): Promise<void> {
    const running = [...this.#revisions.values()];
    this.#revisions.clear();
    await Promise.all(running.map(({ replica }) => replica.stop()));
  }

  #serve(replica: Replica, fqdn: string | undefined, targetPort: number | undefined): void {
    const port = targetPort === undefined ? undefined : replica.portOf(targetPort);
    if (fqdn !== undefined && port !== undefined) this.#services.context.ingressNames.register(fqdn, { port });
  }

  /** The environment that the resource says, and no more. */
  #environment(app: ArmResource, container: Container): Record<string, string> {
    const secrets = propertiesOf(app).configuration?.secrets ?? [];
    return Object.fromEntries(
      (container.env ?? []).map(({ name, value, secretRef }) => {
        if (secretRef === undefined) return [name, value ?? ""];
        const secret = secrets.find((candidate) => candidate.name === secretRef);
        if (secret?.value === undefined)
          throw this.#failure(app, `Secret '${secretRef}' has no value: references to Key Vault are not simulated.`, []);
        return [name, secret.value];
      }),
    );
  }

  /** What the platform adds. Source: https://learn.microsoft.com/azure/container-apps/environment-variables (built-in variables), read 2026-11-25. */
  #platformEnvironment(
    app: ArmResource,
    revisionName: string,
    endpoint: { readonly url: string; readonly header: string },
  ): Record<string, string> {
    const { context } = this.#services;
    return {
      CONTAINER_APP_NAME: app.name,
      CONTAINER_APP_REVISION: revisionName,
      CONTAINER_APP_HOSTNAME: this.#revisionFqdn(app, revisionName),
      CONTAINER_APP_ENV_DNS_SUFFIX: this.#domainOf(app),
      CONTAINER_APP_PORT: String(propertiesOf(app).configuration?.ingress?.targetPort ?? ""),
      CONTAINER_APP_REPLICA_NAME: `${revisionName}-${context.ids.hex(`replica:${revisionName}`, 10)}-${context.ids.hex(`replica-pod:${revisionName}`, 5)}`,
      ...(offeredIdentitiesOf(app).length === 0 ? {} : { IDENTITY_ENDPOINT: endpoint.url, IDENTITY_HEADER: endpoint.header }),
      // The trusted roots of the image; here the cloud's own CA stands beside them.
      NODE_EXTRA_CA_CERTS: context.certificates.caFile,
      PATH: process.env["PATH"] ?? "",
    };
  }

  #revisionFqdn(app: ArmResource, revisionName: string): string {
    return `${revisionName}.${this.#domainOf(app)}`;
  }

  #domainOf(app: ArmResource): string {
    const environment = this.#services.context.resources.get(environmentIdOf(propertiesOf(app)) ?? "");
    return textOf(environment?.properties["defaultDomain"]);
  }

  #patienceMs(): number {
    return Math.min(startWaitMs.most, Math.max(startWaitMs.least, operationExpiresMs / this.#services.context.clock.rate));
  }

  #failure(app: ArmResource, problem: string, logLines: readonly string[]): OperationFailure {
    const log = logLines.length === 0 ? "" : ` Last log lines: ${logLines.slice(-quotedLogLines).join(" | ")}`;
    return new OperationFailure(
      "ContainerAppOperationError",
      `Failed to provision revision for container app '${app.name}'. Error details: ${problem}${log}`,
    );
  }
}
