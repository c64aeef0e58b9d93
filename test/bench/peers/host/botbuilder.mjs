/**
 * botbuilder behind Express: its `ConfigurationBotFrameworkAuthentication` checks the header as its cloud adapter has it
 * checked (an adapter itself takes activities only, no call notifications), then `express.json()`.
 */
import botbuilder from "botbuilder";
import express from "express";
import { settings, tell } from "./contract.mjs";
import { createPlainStore } from "./plain-store.mjs";

const authentication = new botbuilder.ConfigurationBotFrameworkAuthentication({
  MicrosoftAppId: settings.clientId,
  MicrosoftAppPassword: "unused",
  MicrosoftAppTenantId: settings.tenantId,
  MicrosoftAppType: "SingleTenant",
  ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${settings.tenantId}`,
  ToChannelFromBotOAuthScope: "https://api.botframework.com",
  ToBotFromChannelTokenIssuer: settings.issuer,
  ToBotFromChannelOpenIdMetadataUrl: settings.openIdConfigurationUrl,
  ToBotFromEmulatorOpenIdMetadataUrl: settings.openIdConfigurationUrl,
  OAuthUrl: "https://api.botframework.com",
  CallerId: "",
});
const storing = createPlainStore();
const app = express();
app.use(async (request, response, next) => {
  try {
    const { claimsIdentity } = await authentication.authenticateStreamingRequest(request.headers.authorization, "msteams");
    if (claimsIdentity.getClaimValue("tid") !== settings.tenantId) return response.status(403).end();
    next();
  } catch {
    response.status(401).end();
  }
});
app.use(express.json({ limit: 256 * 1024 }));
app.post(settings.path, async (request, response) => {
  const store = await storing;
  await store(request.body);
  response.status(202).end();
});
const server = app.listen(settings.port, "127.0.0.1", () => tell(server));
