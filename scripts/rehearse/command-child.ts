import { startChildProgram, type ChildProgram } from "./child-program.ts";

/** How a command around `pulumi up` ended in a rehearsal. */
export interface CommandRun {
  /** Null: it was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command in a process of its own, under way. */
export interface RunningCommand {
  readonly ended: Promise<CommandRun>;
  /** SIGKILL to it and everything that it started. */
  readonly kill: () => void;
}

/** Starts `scripts/<command>.ts` as `npm run <command>` does, on the stack and with the environment given. */
export function startCommand(command: string, flags: readonly string[], environment: NodeJS.ProcessEnv): RunningCommand {
  const program: ChildProgram = startChildProgram({
    name: command,
    script: `scripts/${command}.ts`,
    flags,
    environment,
    stdout: "capture",
    stderr: "capture",
  });
  return {
    ended: program.ended.then(({ code }) => ({ exitCode: code, stdout: program.stdout(), stderr: program.stderr() })),
    kill: program.kill,
  };
}
