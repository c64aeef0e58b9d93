import { exitCode } from "../../infra/contract/exit-code.ts";
import type { FlagDefinition } from "./flag-values.ts";

/** Text behind every exit code, in the order of the numbers. */
const exitCodeMeaning: Record<keyof typeof exitCode, string> = {
  done: "proved, or done",
  bug: "a bug in Dialtone",
  usage: "usage or configuration; every problem is listed",
  uncertain: "could not find out (network, throttled, deadline): run again",
  handoff: "a person is needed: to consent, or to decide about what is named",
  credential: "credential or token is broken",
  consent: "consent is broken",
  tenant: "tenant is broken",
  bot: "bot or channel is broken",
  host: "callback host is broken",
  call: "the call itself is broken",
  callbacks: "callbacks are broken",
  interrupted: "interrupted by Ctrl-C; a call that was up was hung up",
  terminated: "ended by SIGTERM; a call that was up was hung up",
};

/** The `--help` text of a command: what it does, its flags, and every exit code. */
export function formatHelp(command: {
  readonly name: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, FlagDefinition>>;
  readonly examples?: readonly string[];
}): string {
  const flags = Object.entries(command.options).map(([name, flag]) => ({
    left: `--${name}${flag.type === "string" ? ` ${flag.placeholder ?? "VALUE"}` : ""}`,
    right: flag.summary,
  }));
  const width = Math.max(...flags.map((flag) => flag.left.length));
  const codes = Object.entries(exitCodeMeaning).map(
    ([name, meaning]) => `  ${String(exitCode[name as keyof typeof exitCode]).padStart(3)}  ${meaning}`,
  );
  const examples = (command.examples ?? []).map((line) => `  ${line}`);
  return [
    command.summary,
    "",
    `Usage: npm run ${command.name} -- [flags]`,
    "",
    "Flags:",
    ...flags.map((flag) => `  ${flag.left.padEnd(width)}  ${flag.right}`),
    "",
    "Exit codes:",
    ...codes,
    ...(examples.length > 0 ? ["", "Examples:", ...examples] : []),
    "",
  ].join("\n");
}
