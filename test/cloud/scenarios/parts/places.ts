/**
 * Where the pieces of a stack are, for requests by hand. `{…}` stand for the stack's outputs, `#name` for the name in a URL of Key Vault. API versions as in
 * https://learn.microsoft.com/azure/templates, read 2026-11-25.
 */
export const places = {
  application: "/v1.0/applications/{app.applicationObjectId}",
  servicePrincipal: "/v1.0/servicePrincipals/{app.principalObjectId}",
  bot: "{bot.resourceId}?api-version=2023-09-15-preview",
  channel: "{bot.resourceId}/channels/MsTeamsChannel?api-version=2023-09-15-preview",
  secret:
    "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.KeyVault/vaults/{vault.name}/secrets/{credential.secretUrl#name}?api-version=2024-11-01",
} as const;
