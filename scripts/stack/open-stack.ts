import type { CommandContext } from "../lib/command.ts";
import type { StackHandle } from "./stack-handle.ts";

/** Environment variable that names the engine's directory of a rehearsal; set by the rehearsal, never by people. */
export const rehearsalEngineVariable = "DIALTONE_REHEARSAL_ENGINE_DIRECTORY";

export interface OpenStackOptions {
  /** The run before was killed, and nobody else is at work: a `file://` backend is mended first. Default false. */
  readonly isAfterDeath?: boolean;
}

/**
 * The stack that a command works on: the user's own, or the rehearsed one where a rehearsal started the command.
 * Loaded when it is asked for: the Automation API takes a third of a second, and --help needs none of it.
 * @throws DialtoneError DT_USAGE_ENGINE without a Pulumi CLI, DT_USAGE_STACK where there is no such stack
 */
export async function openStack(
  stackName: string,
  { environment, signal }: Pick<CommandContext, "environment" | "signal">,
  { isAfterDeath = false }: OpenStackOptions = {},
): Promise<StackHandle> {
  const directory = environment[rehearsalEngineVariable];
  if (directory === undefined || directory === "") {
    const { openUserStack } = await import("./user-stack.ts");
    return openUserStack(stackName, environment, { signal, isAfterDeath });
  }
  const { openRehearsedStack } = await import("./rehearsed-stack.ts");
  return openRehearsedStack(stackName, directory, environment, { signal, isAfterDeath });
}
