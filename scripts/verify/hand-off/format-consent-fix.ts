import { callsInitiateAllValue } from "../../../infra/contract/microsoft-ids.ts";
import { createConsentCommands } from "./consent-commands.ts";
import type { HandOff } from "./hand-off.ts";

/**
 * What cures a missing consent, as the `fix` of a check: the consent URL, the same by az and by PowerShell with the values
 * filled in, and what happens next. az and PowerShell grant exactly the one role; the URL grants what the application
 * asks for, which is the same one. Pure; nothing in it is secret.
 */
export function formatConsentFix(handOff: HandOff): string {
  const commands = createConsentCommands(handOff);
  return [
    `ask a Privileged Role Administrator or Global Administrator of tenant ${handOff.tenantId} to let "${handOff.displayName}" (client id ${handOff.clientId}) use ${callsInitiateAllValue}, in one of three ways:`,
    "browser:",
    `  ${handOff.consentUrl}`,
    "az:",
    ...commands.az.map((line) => `  ${line}`),
    "PowerShell:",
    ...commands.powershell.map((line) => `  ${line}`),
    `then run verify again: nothing has to be deployed anew (npm run verify -- --stack ${handOff.stack})`,
  ].join("\n");
}
