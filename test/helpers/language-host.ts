/**
 * Pulumi's Node language host, as small as `pulumi up` needs it: it starts the SDK's own program loader with what the
 * engine says and what Pulumi.yaml says, as the Go program `pulumi-language-nodejs` does. ASSUMED to do the same:
 * pulumi/pulumi sdk/nodejs/cmd/pulumi-language-nodejs/main.go (arguments, environment, exit 32), read 2026-11-25.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { callbackify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import type * as LanguagePb from "@pulumi/pulumi/proto/language_pb.js";
import type * as LanguageServices from "@pulumi/pulumi/proto/language_grpc_pb.js";
import type * as PluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import type * as EmptyPb from "google-protobuf/google/protobuf/empty_pb.js";

const require = createRequire(import.meta.url);
const messages = require("@pulumi/pulumi/proto/language_pb.js") as typeof LanguagePb;
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb.js") as typeof LanguageServices;
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb.js") as typeof PluginPb;
const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js") as typeof EmptyPb;

export interface LanguageHost {
  /** Value of PULUMI_DEBUG_LANGUAGES, which makes a CLI take this one instead of a plugin. */
  readonly debugLanguages: string;
  /** The program that is running. */
  readonly program: () => ChildProcess | undefined;
  /** What the programs printed on stderr. */
  readonly stderr: () => string;
  readonly stop: () => void;
}

type Done<Answer> = (error: null, answer: Answer) => void;

/** The loader's exit code for a failure that the user was told of. */
const toldExitCode = 32;

/** `environment`: the program's own. */
export async function startLanguageHost(environment: NodeJS.ProcessEnv): Promise<LanguageHost> {
  let engineAddress = "";
  let program: ChildProcess | undefined;
  let stderr = "";
  const run = async (request: LanguagePb.RunRequest): Promise<LanguagePb.RunResponse> => {
    const info = request.getInfo();
    const options = info?.getOptions()?.toJavaScript() as { typescript?: boolean; nodeargs?: string } | undefined;
    if (options?.typescript !== false) throw new Error("Pulumi.yaml asks for ts-node");
    const loader = require.resolve("@pulumi/pulumi/cmd/run/index.js", { paths: [join(info?.getRootDirectory() ?? "", "node_modules")] });
    const child = spawn(
      process.execPath,
      [
        ...(options.nodeargs ?? "").split(" ").filter((argument) => argument !== ""),
        loader,
        `--monitor=${request.getMonitorAddress()}`,
        `--engine=${engineAddress}`,
        `--project=${request.getProject()}`,
        `--stack=${request.getStack()}`,
        `--organization=${request.getOrganization()}`,
        `--root-directory=${info?.getRootDirectory() ?? ""}`,
        `--pwd=${request.getPwd()}`,
        ...(request.getDryrun() ? ["--dry-run"] : []),
        `--parallel=${request.getParallel()}`,
        info?.getEntryPoint() ?? "",
      ],
      {
        cwd: info?.getProgramDirectory() ?? "",
        stdio: ["ignore", "ignore", "pipe"],
        env: {
          ...environment,
          PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
          PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        },
      },
    );
    program = child;
    const printed = text(child.stderr);
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    stderr += await printed;
    program = undefined;
    const answer = new messages.RunResponse();
    if (code === toldExitCode) answer.setBail(true);
    else if (code !== 0) answer.setError(`Program exited with non-zero exit code: ${code ?? signal}`);
    return answer;
  };

  const server = new grpc.Server();
  server.addService(LanguageRuntimeService, {
    handshake: ({ request }: { request: LanguagePb.LanguageHandshakeRequest }, done: Done<LanguagePb.LanguageHandshakeResponse>) => {
      engineAddress = request.getEngineAddress();
      done(null, new messages.LanguageHandshakeResponse());
    },
    getPluginInfo: (_call: unknown, done: Done<PluginPb.PluginInfo>) => done(null, new PluginInfo().setVersion("3.259.0")),
    getRequiredPackages: (_call: unknown, done: Done<LanguagePb.GetRequiredPackagesResponse>) =>
      done(null, new messages.GetRequiredPackagesResponse()),
    getProgramDependencies: (_call: unknown, done: Done<LanguagePb.GetProgramDependenciesResponse>) =>
      done(null, new messages.GetProgramDependenciesResponse()),
    about: (_call: unknown, done: Done<LanguagePb.AboutResponse>) => done(null, new messages.AboutResponse()),
    run: callbackify(({ request }: { request: LanguagePb.RunRequest }) => run(request)) as unknown as grpc.UntypedHandleCall,
    cancel: (_call: unknown, done: Done<EmptyPb.Empty>) => done(null, new Empty()),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    debugLanguages: `nodejs:${port}`,
    program: () => program,
    stderr: () => stderr,
    stop: () => {
      program?.kill("SIGKILL");
      server.forceShutdown();
    },
  };
}
