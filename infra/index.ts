/** The stack: what `pulumi up` and the rehearsal run. Configuration in, components in order, one typed output out. */
import { Provider as AzureNativeProvider } from "@pulumi/azure-native/provider.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";
import { CallbackHost } from "./components/callback-host.ts";
import { CallingApp } from "./components/calling-app.ts";
import { CallingBot } from "./components/calling-bot.ts";
import { CallingCertificate } from "./components/calling-certificate.ts";
import { SecretVault } from "./components/secret-vault.ts";
import { loadSettings } from "./config.ts";
import type { Outputs } from "./contract/outputs.ts";
import { loadCertificateMaker } from "./lib/certificate-maker.ts";
import { generationsOf } from "./contract/credential-settings.ts";
import { registerDefaultTags } from "./lib/default-tags.ts";
import { createExplainHook } from "./lib/explain-hook.ts";
import { withGateProof } from "./lib/gate-proof.ts";
import { keepCredentialInUse } from "./lib/keep-credential-in-use.ts";
import { loadImageSource } from "./lib/image-source.ts";
import { muteDebugLog } from "./lib/mute-debug-log.ts";
import { proveSecret } from "./lib/prove-secret.ts";
import { toAzureNativeProviderArgs, toAzureadProviderArgs } from "./lib/provider-args.ts";
import { createRetryHooks } from "./lib/retry-hooks.ts";
import { toOutputs } from "./lib/stack-outputs.ts";
import { loadTenantLookup } from "./lib/tenant-lookup.ts";
import { createVerificationGate } from "./lib/verification-gate.ts";

/**
 * The program. The only export of this file, as Pulumi's loader takes a default export or named ones, not both; the
 * Automation API gets the same function. Nothing is registered when the file is imported.
 */
export default async function program(): Promise<{ dialtone: pulumi.Output<Outputs> }> {
  muteDebugLog();
  const settings = loadSettings();
  const { cloud, tenantId, subscriptionId, operators } = settings;
  await keepCredentialInUse(settings.credential, settings.stack);
  const image = await loadImageSource(import.meta.dirname, settings.image, cloud);
  registerDefaultTags(settings.tags);
  const retry = createRetryHooks(cloud);
  const explain = createExplainHook();
  const entra = new azuread.Provider("azuread", toAzureadProviderArgs(settings));
  const azure = new AzureNativeProvider("azure-native", toAzureNativeProviderArgs(settings));
  const { generations } = settings.credential;
  const now = new Date();
  const tenant = await loadTenantLookup(entra);
  const certificateMaker = await loadCertificateMaker(entra, tenant.deployerObjectId, generations);

  const group = new ResourceGroup("dialtone", { location: settings.location }, { provider: azure });
  const inGroup = { resourceGroupName: group.name, tenantId, subscriptionId, operators, retry };

  const app = new CallingApp(
    "calling-app",
    {
      displayName: settings.displayName,
      note: `Dialtone stack ${settings.stack} of subscription ${subscriptionId}`,
      tenant,
      owners: settings.owners,
      consent: settings.consent,
      generations,
      prove: (secret, clientId) => proveSecret(secret, { cloud, tenantId, clientId }),
      cloud,
      tenantId,
      protect: settings.protect,
      retry,
      explain,
      now,
    },
    { providers: [entra] },
  );
  const vault = new SecretVault(
    "dialtone-vault",
    {
      ...inGroup,
      secret: app.secret,
      certificateMaker,
      purgeProtection: settings.purgeProtection,
      protect: settings.protect,
    },
    { providers: [azure] },
  );
  const certificates = generationsOf(generations, "certificate").map(
    (generation) =>
      new CallingCertificate(
        `calling-certificate-${generation.name}`,
        { ...inGroup, generation, applicationId: app.applicationId, vault, cloud, explain, now },
        { providers: [entra, azure] },
      ),
  );
  const host = new CallbackHost(
    "callback",
    { ...inGroup, clientId: app.clientId, cloud, image, replicas: settings.replicas, logRetentionDays: settings.logRetentionDays },
    { providers: [azure] },
  );
  const bot = new CallingBot(
    "dialtone-bot",
    { ...inGroup, displayName: settings.displayName, clientId: app.clientId, callbackUrl: host.callbackUrl, hostReady: host.app, cloud },
    { providers: [azure] },
  );
  const outputs = toOutputs(settings, { resourceGroupName: group.name, tenant, app, vault, certificates, host, bot });
  if (settings.verifyAfterUp === false) return { dialtone: outputs };
  const gated = withGateProof(outputs, [app.consentId, vault.secretVersionUrl, host.app.latestRevisionName, bot.revision]);
  createVerificationGate(
    "dialtone-verified",
    {
      resourceGroupName: group.name,
      outputs: gated,
      after: [app, vault, ...certificates, host, bot],
      isAlwaysWanted: settings.verifyAfterUp === "always",
      now,
    },
    azure,
  );
  return { dialtone: gated };
}
