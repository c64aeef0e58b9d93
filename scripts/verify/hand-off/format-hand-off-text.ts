import { callsInitiateAllValue } from "../../../infra/contract/microsoft-ids.ts";
import { permissionAllows, permissionCaution, permissionExcludes, permissionFacts } from "../permission-facts.ts";
import { createConsentCommands } from "./consent-commands.ts";
import { createHandOffWords } from "./hand-off-words.ts";
import type { HandOff } from "./hand-off.ts";

/** The hand-off as plain text, for a ticket, a mail or a terminal. Pure; nothing in it is secret. */
export function formatHandOffText(handOff: HandOff): string {
  const words = createHandOffWords(handOff);
  const commands = createConsentCommands(handOff);
  const lines = [
    words.title,
    "",
    words.request,
    "",
    `  application  ${handOff.displayName}`,
    `  client id    ${handOff.clientId}`,
    `  tenant       ${handOff.tenantId}`,
    `  permission   ${callsInitiateAllValue} on Microsoft Graph, application permission ${handOff.appRoleId}`,
    "",
    `Microsoft's own words: ${permissionFacts.displayName}. "${permissionFacts.description}"`,
    "",
    "It allows the app to",
    ...permissionAllows.map((one) => `  - ${one}`),
    "It does not allow it to",
    ...permissionExcludes.map(({ what, permission }) => `  - ${what}${permission === null ? "" : ` (${permission})`}`),
    permissionCaution,
    "",
    `Consent, in one of three ways. ${words.whoMay}`,
    "browser:",
    `  ${handOff.consentUrl}`,
    `  ${words.aboutUrl}`,
    "az:",
    ...commands.az.map((line) => `  ${line}`),
    "PowerShell:",
    ...commands.powershell.map((line) => `  ${line}`),
    "",
    words.aboutPolicy,
    ...commands.policy.map((line) => `  ${line}`),
    "",
    `To revoke. ${words.aboutRevoking}`,
    "az:",
    ...commands.revokeByAz.map((line) => `  ${line}`),
    "PowerShell:",
    ...commands.revokeByPowershell.map((line) => `  ${line}`),
    "",
    "What happens next",
    ...words.afterwards.map((line) => `  ${line}`),
  ];
  return `${lines.join("\n")}\n`;
}
