import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest, ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import { createProviderClient, type ProviderClient, type ResourceSubject } from "./provider-client.ts";
import { createProgramHooks } from "./program-hooks.ts";
import type { ProvisionedResource } from "./provision.ts";
import type { MadeResources } from "./reader-values.ts";

/** What the SDK's mock monitor is asked, and what it lacks. */
export interface PatchableMonitor {
  registerResource: (request: RegisterResourceRequest, done: (error: unknown, answer: unknown) => void) => unknown;
  invoke: (request: ResourceInvokeRequest, done: (error: unknown, answer: unknown) => void) => unknown;
  registerErrorHook?: unknown;
  registerResourceHook?: unknown;
}

/** A resource that could not be made, or a look-up that failed. */
export class ResourceFailure extends Error {
  override readonly name = "ResourceFailure";
  readonly type: string;
  readonly resourceName: string;
  constructor(type: string, resourceName: string, cause: Error) {
    super(cause.message, { cause });
    this.type = type;
    this.resourceName = resourceName;
  }
}

/** Turns what the mock monitor is asked into calls of the stand-ins. */
export interface ResourceRegistrar {
  readonly mocks: pulumi.runtime.Mocks;
  /** Gives the monitor what it lacks. Before the program runs. */
  readonly patch: (monitor: PatchableMonitor) => void;
  readonly resources: readonly ProvisionedResource[];
  readonly made: MadeResources;
  /** Settles, with the first failure, once a resource has failed and everything that was under way has ended. */
  readonly failed: Promise<ResourceFailure>;
  readonly close: () => void;
}

const secretSignature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/**
 * After a failure nothing is answered any more: what depends on the failed resource stays unresolved, instead of
 * rejecting promises that nobody awaits. What was under way ends, as in the real engine; then the first failure is told.
 */
export function createResourceRegistrar(
  ports: Readonly<Record<string, number>>,
  report: (resource: ProvisionedResource, tookMs: number) => void,
): ResourceRegistrar {
  const requests = new AsyncLocalStorage<RegisterResourceRequest | ResourceInvokeRequest>();
  const hooks = createProgramHooks();
  const clients = new Map<string, ProviderClient>();
  const resources: ProvisionedResource[] = [];
  const made = new Map<string, Readonly<Record<string, unknown>>>();
  const { promise: failed, resolve: tellFailure } = Promise.withResolvers<ResourceFailure>();
  let firstFailure: ResourceFailure | undefined;
  let underWay = 0;

  const guarded = async <Answer>(type: string, name: string, isFatal: boolean, run: () => Promise<Answer>): Promise<Answer> => {
    if (firstFailure !== undefined) return silence();
    underWay += 1;
    let answer: Answer | undefined;
    let own: Error | undefined;
    try {
      answer = await run();
    } catch (error) {
      own = error instanceof Error ? error : new Error(String(error));
      if (isFatal) firstFailure ??= new ResourceFailure(type, name, own);
    }
    underWay -= 1;
    if (firstFailure !== undefined) {
      if (underWay === 0) tellFailure(firstFailure);
      return silence();
    }
    // A look-up that failed is the program's to judge; it reads `details`.
    if (own !== undefined) throw Object.assign(own, { details: own.message });
    return answer as Answer;
  };

  const clientOf = (packageName: string): ProviderClient => {
    const client = clients.get(packageName);
    if (client === undefined) throw new Error(`${packageName} has no explicit provider here: it would work in the public cloud`);
    return client;
  };

  const configure = async (packageName: string, request: RegisterResourceRequest): Promise<void> => {
    const port = ports[packageName];
    if (port === undefined) throw new Error(`there is no stand-in for the provider ${packageName}`);
    if (clients.has(packageName)) throw new Error(`a second explicit provider of ${packageName} is not known to the in-process engine`);
    const client = createProviderClient(port);
    clients.set(packageName, client);
    await client.configure(request.getObject());
  };

  const create = async (subject: ResourceSubject, request: RegisterResourceRequest) => {
    if (request.getProvider() === "") throw new Error("it has no explicit provider, and would be made in the public cloud");
    const client = clientOf(packageOf(subject.type));
    const inputs = await client.check(subject, request.getObject());
    const binding = request.getHooks();
    await hooks.runResourceHooks(binding?.getBeforeCreateList() ?? [], subject, inputs);
    const errors: string[] = [];
    for (;;) {
      try {
        const created = await client.create(subject, inputs, toSeconds(request.getCustomtimeouts()?.getCreate() ?? ""));
        await hooks.runResourceHooks(binding?.getAfterCreateList() ?? [], subject, inputs);
        return created;
      } catch (error) {
        errors.unshift((error as Error).message);
        if (!(await hooks.wantsRetry(binding?.getOnErrorList() ?? [], subject, inputs, errors))) throw error;
      }
    }
  };

  const register = async (args: pulumi.runtime.MockResourceArgs): Promise<pulumi.runtime.MockResourceResult> => {
    const request = requests.getStore() as RegisterResourceRequest;
    const startedAt = performance.now();
    const subject = { type: args.type, name: args.name, urn: toUrn(request) };
    let resourceId: string | undefined;
    let state = args.inputs as Record<string, unknown>;
    if (args.type.startsWith("pulumi:providers:")) {
      await configure(args.type.replace("pulumi:providers:", ""), request);
      resourceId = randomUUID();
    } else if (args.custom === true) {
      const created = await create(subject, request);
      resourceId = created.resourceId;
      if (!made.has(args.type)) made.set(args.type, created.outputs);
      const secret = new Set(request.getAdditionalsecretoutputsList());
      state = Object.fromEntries(
        Object.entries(created.outputs).map(([name, value]) => [name, secret.has(name) ? toSecret(value) : value]),
      );
    }
    const resource = { ...subject, operation: "create" };
    resources.push(resource);
    report(resource, performance.now() - startedAt);
    return { id: resourceId, state };
  };

  return {
    mocks: {
      newResource: (args) => guarded(args.type, args.name, true, () => register(args)),
      call: (args) =>
        guarded(args.token, "", false, async () => {
          // The engine's own functions look into a state, and here is none.
          if (packageOf(args.token) === "pulumi") return {};
          const request = requests.getStore() as ResourceInvokeRequest;
          if (request.getProvider() === "") throw new Error(`${args.token} has no explicit provider, and would ask the public cloud`);
          return clientOf(packageOf(args.token)).invoke(args.token, request.getArgs());
        }),
    },
    patch: (monitor) => {
      // The mocks are not told enough (urn, hooks, timeouts, secret outputs): the request itself travels beside them.
      const registerResource = monitor.registerResource.bind(monitor);
      const invoke = monitor.invoke.bind(monitor);
      monitor.registerResource = (request, done) => requests.run(request, () => registerResource(request, done));
      monitor.invoke = (request, done) => requests.run(request, () => invoke(request, done));
      monitor.registerErrorHook = hooks.registerErrorHook;
      monitor.registerResourceHook = hooks.registerResourceHook;
    },
    resources,
    made,
    failed,
    close: () => {
      hooks.close();
      for (const client of clients.values()) client.close();
    },
  };

  function toUrn(request: RegisterResourceRequest): string {
    const parent = request.getParent();
    const parentType = parent === "" ? "" : (parent.split("::")[2] ?? "");
    const prefix = parentType === "" || parentType === "pulumi:pulumi:Stack" ? "" : `${parentType}$`;
    return `urn:pulumi:${stackOf(parent)}::dialtone::${prefix}${request.getType()}::${request.getName()}`;
  }

  function stackOf(parent: string): string {
    return /^urn:pulumi:(.*?)::/.exec(parent)?.[1] ?? "";
  }
}

function silence(): Promise<never> {
  return new Promise<never>(() => {});
}

function packageOf(token: string): string {
  return token.split(":")[0] ?? "";
}

function toSecret(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.keys(secretSignature).some((key) => key in value)
    ? (value as Record<string, unknown>)
    : { ...secretSignature, value };
}

/** `10m` and the like, as Go's time.ParseDuration reads them; 0 where the program says nothing. */
function toSeconds(duration: string): number {
  const seconds = { h: 3600, m: 60, s: 1 } as const;
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)([hms])/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * seconds[unit as keyof typeof seconds], 0);
}
