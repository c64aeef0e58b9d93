import { cpSync, existsSync, globSync, mkdirSync, statSync } from "node:fs";
import { basename, dirname, join, posix, relative, sep } from "node:path";
import { BuildFailure } from "./build-failure.ts";

/** A stage of a build: a directory that is its `/`, and where the next instruction works. */
export interface BuildStage {
  readonly name: string | undefined;
  readonly rootDirectory: string;
  workingDirectory: string;
  environment: Record<string, string>;
  user: string | undefined;
  exposedPorts: number[];
  entrypoint: readonly string[];
}

/** A path inside of the stage as a path on this machine; never outside of its root. */
export function toHostPath(stage: BuildStage, path: string): string {
  return join(stage.rootDirectory, ...posix.resolve("/", stage.workingDirectory, path).split("/"));
}

export function changeDirectory(stage: BuildStage, path: string): void {
  stage.workingDirectory = posix.resolve("/", stage.workingDirectory, path);
  mkdirSync(toHostPath(stage, "."), { recursive: true });
}

/**
 * Copies as `COPY` does: a directory's content, files under their own names below a directory, one file under the name of
 * the target. Source: https://docs.docker.com/reference/dockerfile/#copy, read 2026-11-25.
 */
export function copyInto(
  stage: BuildStage,
  from: { readonly directory: string; readonly isContext: boolean },
  sources: readonly string[],
  target: string,
): void {
  const found = sources.flatMap((source) => findSources(from, source));
  const destination = toHostPath(stage, target);
  const isDirectory =
    target.endsWith("/") || target === "." || found.length > 1 || (existsSync(destination) && statSync(destination).isDirectory());
  for (const source of found) {
    if (statSync(source).isDirectory()) {
      mkdirSync(destination, { recursive: true });
      cpSync(source, destination, { recursive: true, verbatimSymlinks: true });
    } else {
      const file = isDirectory ? join(destination, basename(source)) : destination;
      mkdirSync(dirname(file), { recursive: true });
      cpSync(source, file);
    }
  }
}

function findSources(
  { directory, isContext }: { readonly directory: string; readonly isContext: boolean },
  source: string,
): readonly string[] {
  const pattern = posix.normalize(source.replace(/^\/+/, ""));
  const isInside = (path: string): boolean => !relative(directory, path).startsWith(`..${sep}`) && relative(directory, path) !== "..";
  const found = /[*?[]/.test(pattern)
    ? globSync(pattern, { cwd: directory }).map((path) => join(directory, path))
    : [join(directory, pattern)].filter((path) => existsSync(path));
  if (found.length > 0 && found.every(isInside)) return found.sort();
  throw new BuildFailure(
    isContext
      ? `COPY failed: file not found in build context or excluded by .dockerignore: stat ${pattern}: file does not exist`
      : `COPY failed: stat ${posix.join("/", pattern)}: file does not exist`,
  );
}
