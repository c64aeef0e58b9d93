#!/usr/bin/env node
/**
 * `npm run cloud`: the simulated Microsoft cloud alone, until it is stopped (Ctrl-C or SIGTERM: exit 0). Point any
 * client at it: Terraform, Pulumi, an Azure SDK, curl, or an app of your own. With `--stack` the calling app is there.
 */
import { endOnEarlyStop } from "./cloud/early-stop.ts";

if (import.meta.main) {
  // Everything else is loaded from here on: it takes a while, and being stopped is how this command ends.
  const loaded = endOnEarlyStop();
  const [{ cloud }, { runAsProcess }, { isRunByNpm, readNpmProcessId }, { watchParentByProcessId }] = await Promise.all([
    import("./cloud/cloud-command.ts"),
    import("./lib/command.ts"),
    import("./lib/npm-ancestor.ts"),
    import("./lib/parent-watch.ts"),
  ]);
  // npm passes no signal on and may be killed: then there is nobody left who waits for us.
  if (isRunByNpm(process.env)) watchParentByProcessId(() => process.kill(process.pid, "SIGTERM"), readNpmProcessId);
  const running = runAsProcess(cloud);
  loaded();
  await running;
}
