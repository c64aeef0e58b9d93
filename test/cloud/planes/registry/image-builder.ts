import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BuildFailure } from "./build-failure.ts";
import { changeDirectory, copyInto, toHostPath } from "./build-stage.ts";
import type { BuildStage } from "./build-stage.ts";
import { parseDockerfile } from "./dockerfile.ts";
import type { Instruction } from "./dockerfile.ts";
import type { Image } from "./image-store.ts";
import { runNpmStep } from "./npm-step.ts";

/** What is built from what, where. */
export interface Build {
  readonly contextDirectory: string;
  /** Path of the Dockerfile in the context. */
  readonly dockerFilePath: string;
  /** Stages are made below it. */
  readonly buildDirectory: string;
  readonly dependenciesDirectory: string;
}

/**
 * Builds as the Dockerfile says, stage by stage, in directories instead of layers; base images are not pulled: they are
 * this machine's Node. The last stage is the image.
 * @throws BuildFailure in Docker's and npm's words
 */
export async function buildImage(build: Build): Promise<Omit<Image, "digest" | "reference">> {
  const dockerFile = join(build.contextDirectory, build.dockerFilePath);
  if (!existsSync(dockerFile)) {
    throw new BuildFailure(
      `unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat ${build.dockerFilePath}: no such file or directory`,
    );
  }
  const stages: BuildStage[] = [];
  for (const [at, instruction] of parseDockerfile(readFileSync(dockerFile, "utf8")).entries()) {
    await perform(build, stages, instruction, at + 1);
  }
  const last = stages.at(-1);
  if (last === undefined || last.entrypoint.length === 0) throw new BuildFailure("the image has no ENTRYPOINT: nothing to run");
  return last;
}

async function perform(build: Build, stages: BuildStage[], instruction: Instruction, step: number): Promise<void> {
  if (instruction.kind === "FROM") {
    const rootDirectory = join(build.buildDirectory, `stage-${stages.length}`);
    mkdirSync(rootDirectory, { recursive: true });
    stages.push({
      name: instruction.stage,
      rootDirectory,
      workingDirectory: "/",
      environment: {},
      user: undefined,
      exposedPorts: [],
      entrypoint: [],
    });
    return;
  }
  const stage = stages.at(-1);
  if (stage === undefined) throw new BuildFailure("dockerfile parse error: no build stage in current context");
  switch (instruction.kind) {
    case "WORKDIR":
      changeDirectory(stage, instruction.path);
      return;
    case "COPY": {
      const from =
        instruction.from === undefined
          ? undefined
          : stages.find((candidate, at) => candidate.name === instruction.from || String(at) === instruction.from);
      if (instruction.from !== undefined && from === undefined)
        throw new BuildFailure(`invalid from flag value ${instruction.from}: no such stage`);
      const directory = from?.rootDirectory ?? build.contextDirectory;
      copyInto(stage, { directory, isContext: from === undefined }, instruction.sources, instruction.target);
      return;
    }
    case "RUN":
      try {
        await runNpmStep(
          instruction.command,
          { rootDirectory: stage.rootDirectory, directory: toHostPath(stage, "."), environment: stage.environment },
          build.dependenciesDirectory,
        );
      } catch (cause) {
        if (cause instanceof BuildFailure) throw new BuildFailure(`Step ${step}: RUN ${instruction.command}\n${cause.message}`, { cause });
        throw cause;
      }
      return;
    case "ENV":
      Object.assign(stage.environment, instruction.values);
      return;
    case "USER":
      stage.user = instruction.user;
      return;
    case "EXPOSE":
      stage.exposedPorts.push(...instruction.ports);
      return;
    case "ENTRYPOINT":
      stage.entrypoint = instruction.command;
      return;
  }
}
