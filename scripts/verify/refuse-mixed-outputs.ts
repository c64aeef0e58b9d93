import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";
import { partNames, toPartAddresses, toPartMarks } from "../../infra/contract/part-marks.ts";

/**
 * Refuses outputs whose parts are of different stacks: somebody's bot, vault, callback or application in this one's. Each
 * part carries the name of what it belongs to; all that do not fit are named at once.
 * @throws DialtoneError DT_CONFIG_FOREIGN
 */
export function refuseMixedOutputs(outputs: Outputs, askedStack: string | undefined): void {
  const { stack, subscriptionId, resourceGroupName, vault, bot, host, app, consent, credential } = outputs;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/`;
  const asked = askedStack?.split("/").at(-1) ?? stack;
  const [addresses, marks] = [toPartAddresses(outputs), toPartMarks(outputs)];
  const rows: readonly (readonly [part: string, saw: string, isOwn: boolean, expected: string])[] = [
    ["stack", stack, stack === asked, asked],
    ["bot", bot.resourceId, bot.resourceId.toLowerCase().startsWith(group.toLowerCase()), `${group}…`],
    ["bot", bot.resourceId, bot.resourceId.endsWith(`/${bot.name}`), `…/${bot.name}`],
    ["callback", host.callbackUrl, isBelow(host.callbackUrl, host.baseUrl), `${host.baseUrl}/…`],
    ["callback", host.baseUrl, host.baseUrl === `https://${host.fqdn}`, `https://${host.fqdn}`],
    ["app", consent.adminConsentUrl, hasClientId(consent.adminConsentUrl, app.clientId), `client_id=${app.clientId}`],
    ...[credential.secretUrl, credential.certificate?.keyUrl, credential.certificate?.certificateUrl]
      .filter((url) => typeof url === "string")
      .map((url) => ["vault", url, isBelow(url, vault.url), `${vault.url}…`] as const),
    ...partNames.map(
      (part) => [part, addresses[part], (outputs.parts?.[part] ?? marks[part]) === marks[part], `stack ${stack}'s own`] as const,
    ),
  ];
  const foreign = rows.filter(([, , isOwn]) => !isOwn);
  if (foreign.length === 0) return;
  throw new DialtoneError({
    code: "DT_CONFIG_FOREIGN",
    what: `these outputs of stack "${stack}" name what is another stack's: ${[...new Set(foreign.map(([part]) => part))].join(", ")}`,
    saw: [...new Set(foreign.map(([part, saw]) => `${part}: ${saw}`))].join("; "),
    expected: foreign.map(([part, , , expected]) => `${part}: ${expected}`).join("; "),
    fix: `take the outputs of one stack, unchanged: npm run verify -- --stack ${asked}, or pulumi stack output dialtone --json --stack ${asked} > outputs.json`,
  });
}

function isBelow(url: string, base: string): boolean {
  return new URL(url).origin === new URL(base).origin;
}

function hasClientId(url: string, clientId: string): boolean {
  return new URL(url).searchParams.get("client_id")?.toLowerCase() === clientId.toLowerCase();
}
