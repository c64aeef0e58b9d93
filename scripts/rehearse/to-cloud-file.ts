import type { RehearsalCloudFile } from "../../infra/contract/cloud.ts";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";

/** What points the program and every client of ours at a running cloud. */
export function toCloudFile({ description, context }: RunningCloud): RehearsalCloudFile {
  return {
    schema: "dialtone/cloud/1",
    loginUrl: description.login,
    graphUrl: description.graph,
    armUrl: description.arm,
    metadataHost: description.metadataHost,
    callingOpenIdConfigurationUrl: description.callingOpenIdConfiguration,
    ingress: description.ingress,
    caFile: description.caFile,
    clockRate: context.clock.rate,
    nation: context.origins.nation?.name ?? "public",
  };
}
