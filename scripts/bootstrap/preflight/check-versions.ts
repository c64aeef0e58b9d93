import { failed, ok, type Finding } from "./finding.ts";
import type { PreflightContext } from "./preflight-context.ts";

/** What the program is written for. Source: package.json engines and Pulumi.yaml requiredPulumiVersion. */
const oldestNode = [24, 12] as const;
const oldestPulumi = "3.259.0";

/** Node and the Pulumi CLI are there and new enough. A rehearsal without a CLI says so and goes on without state. */
export function checkVersions({ cli, cloud }: PreflightContext): readonly Finding[] {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isNodeNew = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const node = isNodeNew
    ? ok("node", "Node is new enough", `v${process.versions.node}`)
    : failed(
        "node",
        "Node is too old",
        `v${process.versions.node}`,
        "npm ci brings Node 24 on Linux and Windows; on macOS: brew install node@24",
      );
  return [node, toCliFinding(cli, cloud.cloud.rehearsal !== undefined)];
}

function toCliFinding(cli: PreflightContext["cli"], isRehearsed: boolean): Finding {
  if (cli?.isNewEnough === true) return ok("pulumi", "the Pulumi CLI is new enough", `v${cli.version}`);
  if (cli === undefined && isRehearsed) return ok("pulumi", "a rehearsal without a Pulumi CLI: state is left out", "no pulumi on PATH");
  return failed(
    "pulumi",
    cli === undefined ? "there is no Pulumi CLI on PATH" : "the Pulumi CLI is too old",
    cli === undefined
      ? "no pulumi"
      : `${cli.version === "" ? "a pulumi that does not tell its version" : `v${cli.version}`} at ${cli.command}`,
    `install ${oldestPulumi} or newer: https://www.pulumi.com/docs/install/`,
  );
}
