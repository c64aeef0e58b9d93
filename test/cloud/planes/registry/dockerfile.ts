import { BuildFailure } from "./build-failure.ts";

/** One instruction that this cloud understands. Anything else is refused by name. */
export type Instruction =
  | { readonly kind: "FROM"; readonly base: string; readonly stage: string | undefined }
  | { readonly kind: "WORKDIR"; readonly path: string }
  | { readonly kind: "COPY"; readonly from: string | undefined; readonly sources: readonly string[]; readonly target: string }
  | { readonly kind: "RUN"; readonly command: string }
  | { readonly kind: "ENV"; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: "USER"; readonly user: string }
  | { readonly kind: "EXPOSE"; readonly ports: readonly number[] }
  | { readonly kind: "ENTRYPOINT"; readonly command: readonly string[] };

/** What `docker build` would start from an official base image without credentials; throttled in registry builds. */
const dockerHubHost = /^(docker\.io\/)?[a-z0-9-]+(\/[a-z0-9._-]+)?(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/;

/**
 * Reads a Dockerfile. Strict on purpose: what this builder would only pretend to do, it refuses.
 * Source: https://docs.docker.com/reference/dockerfile/, read 2026-11-25.
 */
export function parseDockerfile(text: string): readonly Instruction[] {
  const instructions = toLines(text).map(({ line, number }) => parseInstruction(line, number));
  if (instructions[0]?.kind !== "FROM") throw new BuildFailure("dockerfile parse error: no build stage in current context");
  return instructions;
}

function toLines(text: string): { line: string; number: number }[] {
  const lines: { line: string; number: number }[] = [];
  let pending = "";
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*#/.test(raw)) continue;
    const joined = pending + raw;
    if (joined.endsWith("\\")) {
      pending = joined.slice(0, -1);
      continue;
    }
    pending = "";
    if (joined.trim() !== "") lines.push({ line: joined.trim(), number: at + 1 });
  }
  return lines;
}

function parseInstruction(line: string, number: number): Instruction {
  const [, keyword = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
  const refuse = (why: string): never => {
    throw new BuildFailure(`dockerfile parse error on line ${number}: ${why}`);
  };
  switch (keyword.toUpperCase()) {
    case "FROM": {
      const [, base = "", stage] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(rest) ?? refuse("FROM requires either one or three arguments");
      if (dockerHubHost.test(base) && !base.includes(".")) {
        // azure-search-openai-demo#3101: anonymous pulls inside registry builds.
        throw new BuildFailure(
          `${base}: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit`,
        );
      }
      return { kind: "FROM", base, stage };
    }
    case "WORKDIR":
      return { kind: "WORKDIR", path: rest };
    case "COPY": {
      const words = rest.split(/\s+/);
      const flags = words.filter((word) => word.startsWith("--"));
      const unknown = flags.find((word) => !word.startsWith("--from="));
      if (unknown !== undefined) refuse(`the simulated builder does not know COPY ${unknown}`);
      const paths = words.filter((word) => !word.startsWith("--"));
      if (paths.length < 2) refuse("COPY requires at least two arguments");
      return { kind: "COPY", from: flags[0]?.slice("--from=".length), sources: paths.slice(0, -1), target: paths.at(-1) ?? "" };
    }
    case "RUN":
      return { kind: "RUN", command: rest };
    case "ENV": {
      const values = Object.fromEntries(
        [...rest.matchAll(/([A-Za-z_]\w*)=(?:"([^"]*)"|(\S*))/g)].map(([, name = "", quoted, plain]) => [name, quoted ?? plain ?? ""]),
      );
      if (Object.keys(values).length === 0) refuse("ENV must have two arguments");
      return { kind: "ENV", values };
    }
    case "USER":
      return { kind: "USER", user: rest };
    case "EXPOSE":
      return { kind: "EXPOSE", ports: rest.split(/\s+/).map((port) => Number.parseInt(port, 10)) };
    case "ENTRYPOINT": {
      const command = parseCommand(rest);
      return command === undefined
        ? refuse("the simulated builder wants ENTRYPOINT as a JSON array of strings")
        : { kind: "ENTRYPOINT", command };
    }
    default:
      return refuse(`the simulated builder does not know the instruction ${keyword}`);
  }
}

function parseCommand(text: string): readonly string[] | undefined {
  try {
    const command: unknown = JSON.parse(text);
    return Array.isArray(command) && command.length > 0 && command.every((word) => typeof word === "string") ? command : undefined;
  } catch {
    return undefined;
  }
}
