import type { Cloud } from "../../infra/contract/cloud.ts";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";
import { isForeignHost } from "../lib/cloud-http.ts";

/**
 * Refuses outputs that do not belong to this cloud, with every problem at once: of a rehearsal outside of one, of a real
 * stack inside of one, with an address of this machine in a real cloud (a token and a secret would be read from, and sent
 * to, somebody's listener), with a consent page that is not the cloud's own, or a credential outside of the stack's vault.
 * @throws DialtoneError DT_CONFIG_CLOUD
 */
export function refuseForeignOutputs(outputs: Outputs, cloud: Cloud): void {
  const problems = outputs.cloud === cloud.name ? findProblems(outputs, cloud) : [];
  if (outputs.cloud !== cloud.name)
    problems.push({ saw: `outputs of "${outputs.cloud}" in cloud "${cloud.name}"`, expected: "outputs of the cloud that verify works in" });
  if (problems.length === 0) return;
  throw new DialtoneError({
    code: "DT_CONFIG_CLOUD",
    what: outputs.cloud === cloud.name ? "these outputs do not belong to their own cloud" : "these outputs are of another cloud",
    saw: problems.map(({ saw }) => saw).join("; "),
    expected: [...new Set(problems.map(({ expected }) => expected))].join("; "),
    fix:
      outputs.cloud === cloud.name
        ? `ask the stack itself instead of the file: npm run verify -- --stack ${outputs.stack}; where it says the same, pulumi up --stack ${outputs.stack} --refresh`
        : "verify the outputs of a real stack outside of a rehearsal, and those of a rehearsal inside of it",
  });
}

interface Problem {
  readonly saw: string;
  readonly expected: string;
}

function findProblems(outputs: Outputs, cloud: Cloud): Problem[] {
  const problems: Problem[] = [];
  const { secretUrl, certificate } = outputs.credential;
  const inVault = {
    "credential.secretUrl": secretUrl,
    "credential.certificate.keyUrl": certificate?.keyUrl,
    "credential.certificate.certificateUrl": certificate?.certificateUrl,
  };
  const urls = {
    "vault.url": outputs.vault.url,
    "host.baseUrl": outputs.host.baseUrl,
    "host.callbackUrl": outputs.host.callbackUrl,
    "host.fqdn": `https://${outputs.host.fqdn}`,
    "notifications.tableEndpoint": outputs.notifications.tableEndpoint,
    ...inVault,
  };
  for (const [name, url] of Object.entries(urls)) {
    if (url === null || url === undefined || !isForeignHost(cloud, url)) continue;
    problems.push({
      saw: `${name} at ${new URL(url).host}`,
      expected: cloud.rehearsal === undefined ? "addresses of Microsoft's, not this machine" : "addresses of this machine",
    });
  }
  for (const [name, url] of Object.entries(inVault)) {
    if (url === null || url === undefined || new URL(url).origin === new URL(outputs.vault.url).origin) continue;
    problems.push({
      saw: `${name} at ${new URL(url).host}`,
      expected: `the credential in the stack's own vault, ${new URL(outputs.vault.url).host}`,
    });
  }
  const consent = new URL(outputs.consent.adminConsentUrl);
  // A tenant that does not fit is found by the chain, which knows more of it.
  if (consent.origin !== new URL(cloud.loginUrl).origin || consent.searchParams.get("client_id") !== outputs.app.clientId) {
    problems.push({
      saw: `consent.adminConsentUrl at ${consent.host}${consent.pathname}`,
      expected: `the cloud's own consent page, ${cloud.loginUrl}/…, for client id ${outputs.app.clientId}`,
    });
  }
  return problems;
}
