import type { Cloud } from "../../../infra/contract/cloud.ts";
import type { Outputs } from "../../../infra/contract/outputs.ts";
import { toLastFour } from "../../lib/redact.ts";

/** The reader's own values, for the placeholders of a fix. No secret is among them; the callee is its last four characters. */
export function toFillInValues(outputs: Outputs, cloud: Cloud, calleeObjectId: string): Readonly<Record<string, string>> {
  return {
    stack: outputs.stack,
    tenantId: outputs.tenantId,
    clientId: outputs.app.clientId,
    displayName: outputs.app.displayName,
    principalObjectId: outputs.app.principalObjectId,
    resourceGroupName: outputs.resourceGroupName,
    botName: outputs.bot.name,
    callbackUrl: outputs.host.callbackUrl,
    fqdn: outputs.host.fqdn,
    vaultName: outputs.vault.name,
    certificateName: toVaultObjectName(outputs.credential.certificate?.certificateUrl),
    adminConsentUrl: outputs.consent.adminConsentUrl,
    graphUrl: cloud.graphUrl,
    callee: toLastFour(calleeObjectId),
  };
}

/** The name in `https://VAULT/certificates/NAME`. */
function toVaultObjectName(url: string | undefined): string {
  return url === undefined ? "NAME" : (new URL(url).pathname.split("/")[2] ?? "NAME");
}

/** A fix with its placeholders filled in. A placeholder without a value stays as it is, so that a reader sees it. Pure. */
export function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? whole) : whole));
}
