import type { Cloud } from "../../infra/contract/cloud.ts";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";
import { refuseForeignHost } from "../lib/cloud-http.ts";

/**
 * Refuses outputs that do not belong to this cloud: of a rehearsal outside of one, of a real stack inside of one, or with
 * an address of this machine in a real cloud (a token and a secret would be read from, and sent to, somebody's listener).
 * @throws DialtoneError DT_CONFIG_CLOUD
 */
export function refuseForeignOutputs(outputs: Outputs, cloud: Cloud): void {
  if (outputs.cloud !== cloud.name) {
    throw new DialtoneError({
      code: "DT_CONFIG_CLOUD",
      what: "these outputs are of another cloud",
      saw: `outputs of "${outputs.cloud}" in cloud "${cloud.name}"`,
      expected: "outputs of the cloud that verify works in",
      fix: "verify the outputs of a real stack outside of a rehearsal, and those of a rehearsal inside of it",
    });
  }
  const urls = [
    outputs.vault.url,
    outputs.host.baseUrl,
    outputs.host.callbackUrl,
    `https://${outputs.host.fqdn}`,
    outputs.notifications.tableEndpoint,
  ];
  if (outputs.credential.secretUrl !== null) urls.push(outputs.credential.secretUrl);
  for (const url of urls) refuseForeignHost(cloud, url);
}
