import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A `pulumi` that knows the tags of one stack and nothing else. */
export interface FakePulumiTags {
  /** With it first on PATH. */
  readonly environment: NodeJS.ProcessEnv;
  readonly read: () => Readonly<Record<string, string>>;
  readonly write: (tags: Readonly<Record<string, string>>) => void;
  /** From here on `set` and `rm` are refused, as they are to whoever may only read the backend. */
  readonly refuseWrites: () => void;
  /** The command lines that it was given. */
  readonly asked: () => readonly string[];
}

/** Prints and refuses as CLI 3.259.0 does: `stack tag ls --json`, `set`, `rm`; tried by hand on 2026-11-26. */
const program = `
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const [, , , , verb, name, value] = process.argv;
const file = __dirname + "/tags.json";
appendFileSync(__dirname + "/asked.log", process.argv.slice(2).join(" ") + "\\n");
const tags = JSON.parse(readFileSync(file, "utf8"));
if (verb === "ls") console.log(JSON.stringify(tags, undefined, 2));
else {
  if (existsSync(__dirname + "/refused")) {
    console.error("error: [403] this stack is read-only for you");
    process.exit(255);
  }
  if (verb === "set") tags[name] = value;
  else delete tags[name];
  writeFileSync(file, JSON.stringify(tags));
}
`;

export function createFakePulumiTags(directory: string): FakePulumiTags {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, "tags.json");
  writeFileSync(join(directory, "pulumi"), `#!${process.execPath}\n${program}`, { mode: 0o755 });
  writeFileSync(file, "{}");
  writeFileSync(join(directory, "asked.log"), "");
  return {
    environment: { PATH: directory },
    read: () => JSON.parse(readFileSync(file, "utf8")) as Record<string, string>,
    write: (tags) => writeFileSync(file, JSON.stringify(tags)),
    refuseWrites: () => writeFileSync(join(directory, "refused"), ""),
    asked: () => readFileSync(join(directory, "asked.log"), "utf8").trim().split("\n"),
  };
}
