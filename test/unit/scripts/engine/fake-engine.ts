/**
 * A monitor and an engine over gRPC, as small as the SDK's program loader needs them: they write down what a program
 * registers and answer with made-up outputs. No state, no diff: not an engine.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, basename } from "node:path";
import * as grpc from "@grpc/grpc-js";
import type * as EnginePb from "@pulumi/pulumi/proto/engine_pb.js";
import type * as EngineServices from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type * as ResourcePb from "@pulumi/pulumi/proto/resource_pb.js";
import type * as ResourceServices from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import type * as EmptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import type * as StructPb from "google-protobuf/google/protobuf/struct_pb.js";
import { parse } from "yaml";
import { checkoutDirectory } from "../../../helpers/run-script.ts";

const require = createRequire(import.meta.url);
const messages = require("@pulumi/pulumi/proto/resource_pb.js") as typeof ResourcePb;
const services = require("@pulumi/pulumi/proto/resource_grpc_pb.js") as typeof ResourceServices;
const engineMessages = require("@pulumi/pulumi/proto/engine_pb.js") as typeof EnginePb;
const engineServices = require("@pulumi/pulumi/proto/engine_grpc_pb.js") as typeof EngineServices;
const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js") as typeof EmptyPb;
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js") as typeof StructPb;

/** What a program said about one resource. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** Name of the parent; empty for a child of the stack. */
  readonly parent: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly secretOutputs: readonly string[];
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
}

export interface LoaderRun {
  readonly exitCode: number;
  readonly stderr: string;
  readonly registrations: readonly Registration[];
  /** Outputs of the stack, as sent; undefined where the program did not come so far. */
  readonly outputs: Record<string, unknown> | undefined;
  readonly errors: readonly string[];
  readonly toLastRegistrationMs: number;
  readonly peakMemoryMiB: number;
}

export interface LoaderOptions {
  readonly node?: string;
  readonly dryRun?: boolean;
  readonly config: Readonly<Record<string, string>>;
  /** Outputs of a resource that only a cloud knows. Not asked in a preview. */
  readonly outputsOf: (type: string, name: string) => Readonly<Record<string, unknown>>;
  readonly invoke: (token: string, args: Record<string, unknown>) => Readonly<Record<string, unknown>>;
  /** Default: what Pulumi.yaml of the checkout says. */
  readonly project?: { readonly directory: string; readonly main: string; readonly nodeArguments: readonly string[] };
  readonly environment?: NodeJS.ProcessEnv;
}

/** `main` and `nodeargs` as the language host takes them from `Pulumi.yaml`: it starts in the folder of `main`. */
export function readProject(): NonNullable<LoaderOptions["project"]> {
  const project = parse(readFileSync(join(checkoutDirectory, "Pulumi.yaml"), "utf8")) as {
    main: string;
    runtime: { options: { typescript: boolean; nodeargs: string } };
  };
  if (project.runtime.options.typescript) throw new Error("Pulumi.yaml asks for ts-node");
  return { directory: checkoutDirectory, main: project.main, nodeArguments: project.runtime.options.nodeargs.split(" ") };
}

/** Runs a program through `@pulumi/pulumi/cmd/run`, the way `pulumi-language-nodejs` starts it. */
export async function runLoader(options: LoaderOptions): Promise<LoaderRun> {
  const { directory, main, nodeArguments } = options.project ?? readProject();
  const registrations: Registration[] = [];
  const errors: string[] = [];
  let root = "";
  let outputs: Record<string, unknown> | undefined;
  let lastAt = 0;
  let memory = 0;
  const server = new grpc.Server();
  type Done<Answer> = (error: null, answer: Answer) => void;
  const empty = (_call: unknown, done: Done<EmptyPb.Empty>): void => done(null, new Empty());
  const plain = (struct: StructPb.Struct | undefined): Record<string, unknown> => struct?.toJavaScript() ?? {};
  const toStruct = (value: object): StructPb.Struct => Struct.fromJavaScript(value as Parameters<typeof Struct.fromJavaScript>[0]);

  server.addService(services.ResourceMonitorService, {
    getDeploymentInfo: (_call: unknown, done: Done<ResourcePb.DeploymentInfo>) =>
      done(
        null,
        new messages.DeploymentInfo().setSupportedfeaturesList(
          Object.values(messages.ResourceMonitorFeature).filter((feature) => typeof feature === "number"),
        ),
      ),
    supportsFeature: (_call: unknown, done: Done<ResourcePb.SupportsFeatureResponse>) =>
      done(null, new messages.SupportsFeatureResponse().setHassupport(true)),
    registerPackage: (_call: unknown, done: Done<ResourcePb.RegisterPackageResponse>) =>
      done(null, new messages.RegisterPackageResponse().setRef("ref")),
    invoke: ({ request }: { request: ResourcePb.ResourceInvokeRequest }, done: Done<ResourcePb.ResourceInvokeResponse>) =>
      done(null, new messages.ResourceInvokeResponse().setReturn(toStruct(options.invoke(request.getTok(), plain(request.getArgs()))))),
    registerResource: ({ request }: { request: ResourcePb.RegisterResourceRequest }, done: Done<ResourcePb.RegisterResourceResponse>) => {
      const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
      const parentType = (parent.split("::")[2] ?? "").replace("pulumi:pulumi:Stack", "");
      if (type !== "pulumi:pulumi:Stack") {
        registrations.push({
          type,
          name,
          parent: parentType === "" ? "" : (parent.split("::")[3] ?? ""),
          protect: request.getProtect() === true,
          retainOnDelete: request.getRetainondelete() === true,
          secretOutputs: request.getAdditionalsecretoutputsList(),
          ignoreChanges: request.getIgnorechangesList(),
          replaceOnChanges: request.getReplaceonchangesList(),
        });
        lastAt = performance.now();
      }
      const isMade = request.getCustom() && options.dryRun !== true;
      const made = isMade ? { name, ...options.outputsOf(type, name) } : {};
      const answer = new messages.RegisterResourceResponse()
        .setUrn(`urn:pulumi:dev::dialtone::${parentType === "" ? "" : `${parentType}$`}${type}::${name}`)
        .setObject(toStruct({ ...plain(request.getObject()), ...made }));
      if (isMade) answer.setId(`/subscriptions/made-up/${name}`);
      memory = Math.max(memory, readMemory());
      done(null, answer);
    },
    registerResourceOutputs: ({ request }: { request: ResourcePb.RegisterResourceOutputsRequest }, done: Done<EmptyPb.Empty>) => {
      if (request.getUrn() === root) outputs = plain(request.getOutputs());
      memory = Math.max(memory, readMemory());
      done(null, new Empty());
    },
    registerStackTransform: empty,
    registerStackInvokeTransform: empty,
    registerResourceHook: empty,
    registerErrorHook: empty,
    signalAndWaitForShutdown: empty,
  });
  server.addService(engineServices.EngineService, {
    log: ({ request }: { request: EnginePb.LogRequest }, done: Done<EmptyPb.Empty>) => {
      if (request.getSeverity() === engineMessages.LogSeverity.ERROR) errors.push(request.getMessage());
      done(null, new Empty());
    },
    getRootResource: (_call: unknown, done: Done<EnginePb.GetRootResourceResponse>) =>
      done(null, new engineMessages.GetRootResourceResponse().setUrn(root)),
    setRootResource: ({ request }: { request: EnginePb.SetRootResourceRequest }, done: Done<EnginePb.SetRootResourceResponse>) => {
      root = request.getUrn();
      done(null, new engineMessages.SetRootResourceResponse());
    },
    requirePulumiVersion: (_call: unknown, done: Done<unknown>) =>
      done(null, new (engineMessages as unknown as { RequirePulumiVersionResponse: new () => unknown }).RequirePulumiVersionResponse()),
  });

  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const address = `127.0.0.1:${port}`;
  const pwd = dirname(join(directory, main));
  const startedAt = performance.now();
  const child = spawn(
    options.node ?? process.execPath,
    [
      ...nodeArguments,
      require.resolve("@pulumi/pulumi/cmd/run/index.js"),
      `--monitor=${address}`,
      `--engine=${address}`,
      "--project=dialtone",
      "--stack=dev",
      "--organization=organization",
      `--root-directory=${directory}`,
      `--pwd=${pwd}`,
      ...(options.dryRun === true ? ["--dry-run"] : []),
      "--parallel=16",
      basename(main),
    ],
    {
      cwd: pwd,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        ...options.environment,
        PULUMI_CONFIG: JSON.stringify(
          Object.fromEntries(Object.entries(options.config).map(([key, value]) => [key.replace(":", ":config:"), value])),
        ),
        PULUMI_CONFIG_SECRET_KEYS: "[]",
      },
    },
  );
  function readMemory(): number {
    try {
      const status = readFileSync(`/proc/${child.pid ?? 0}/status`, "utf8");
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
    } catch {
      return 0; // no /proc, or gone already
    }
  }
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  child.stdout.resume();
  const [exitCode] = (await once(child, "close")) as [number | null];
  server.forceShutdown();
  return {
    exitCode: exitCode ?? -1,
    stderr,
    registrations,
    outputs,
    errors,
    toLastRegistrationMs: lastAt - startedAt,
    peakMemoryMiB: memory,
  };
}
