import type { CloudContext } from "../../../core/cloud-context.ts";
import { Refusal } from "../../../core/operation.ts";
import { nations } from "../../../core/nation.ts";
import type { ResourceStore } from "../resource-store.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { identityShape } from "./identity-shape.ts";
import { flag, list, oneOf, structure, text, trackedRoot, whole } from "../shape.ts";

export const appApiVersions = [
  "2022-03-01",
  "2022-10-01",
  "2023-05-01",
  "2024-03-01",
  "2024-08-02-preview",
  "2024-10-02-preview",
  "2025-01-01",
  "2025-02-02-preview",
  "2025-07-01",
  "2025-10-02-preview",
  "2026-01-01",
  "2026-07-01",
] as const;

/** Where traces, logs and metrics go; nothing is sent from here. */
const telemetry = structure(
  {
    destinationsConfiguration: structure({
      dataDogConfiguration: structure({ site: text(), key: text({ hidden: true }) }),
      otlpConfigurations: list(
        structure({
          name: text(),
          endpoint: text(),
          insecure: flag(),
          headers: list(structure({ key: text(), value: text({ hidden: true }) })),
        }),
      ),
    }),
    tracesConfiguration: structure({ includeDapr: flag(), destinations: list(text()) }),
    logsConfiguration: structure({ destinations: list(text()) }),
    metricsConfiguration: structure({ includeKeda: flag(), destinations: list(text()) }),
  },
  { nullable: true },
);

/** Container Apps environments. */
export const managedEnvironmentType: ResourceType = {
  type: "Microsoft.App/managedEnvironments",
  operation: "arm.managedEnvironments",
  apiVersions: appApiVersions,
  methods: ["GET", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "region",
  name: {
    pattern: /^[a-z](?!.*--)[a-z0-9-]{0,58}[a-z0-9]$/i,
    code: "ManagedEnvironmentInvalidName",
    message: (name) =>
      `Invalid Managed Environment name '${name}'. A name must consist of alphanumeric characters or '-', start with a letter, end with an alphanumeric character and cannot have '--'. The length must not be more than 60 characters.`,
  },
  body: structure({
    ...trackedRoot,
    kind: text(),
    identity: identityShape(["None", "SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned"]),
    properties: structure(
      {
        appLogsConfiguration: structure({
          destination: oneOf(["log-analytics", "azure-monitor", "none"], { nullable: true }),
          logAnalyticsConfiguration: structure({ customerId: text(), sharedKey: text({ hidden: true }) }, { nullable: true }),
        }),
        workloadProfiles: list(
          structure({
            name: text({ required: true }),
            workloadProfileType: text({ required: true }),
            minimumCount: whole(0, 1000),
            maximumCount: whole(0, 1000),
            enableFips: flag(),
          }),
        ),
        zoneRedundant: flag({ initial: false, fixed: true }),
        publicNetworkAccess: oneOf(["Enabled", "Disabled"]),
        infrastructureResourceGroup: text({ fixed: true }),
        // Networks are not simulated: what is said of them is kept and has no effect.
        vnetConfiguration: structure(
          {
            internal: flag(),
            infrastructureSubnetId: text(),
            dockerBridgeCidr: text(),
            platformReservedCidr: text(),
            platformReservedDnsIP: text(),
          },
          { nullable: true },
        ),
        environmentMode: oneOf(["ConsumptionOnly", "WorkloadProfiles", "Express", "Archived"]),
        appInsightsConfiguration: structure({ connectionString: text({ hidden: true }) }, { nullable: true }),
        openTelemetryConfiguration: telemetry,
        ingressConfiguration: structure(
          {
            workloadProfileName: text(),
            terminationGracePeriodSeconds: whole(0, 3_600),
            headerCountLimit: whole(1, 10_000),
            requestIdleTimeout: whole(1, 86_400),
          },
          { nullable: true },
        ),
        daprAIConnectionString: text({ hidden: true }),
        daprAIInstrumentationKey: text({ hidden: true }),
        customDomainConfiguration: structure(
          {
            customDomainVerificationId: text({ readOnly: true }),
            dnsSuffix: text(),
            certificateKeyVaultProperties: structure({ identity: text(), keyVaultUrl: text() }),
            certificateValue: text({ hidden: true }),
            certificatePassword: text({ hidden: true }),
            expirationDate: text({ readOnly: true }),
            thumbprint: text({ readOnly: true }),
            subjectName: text({ readOnly: true }),
          },
          { nullable: true },
        ),
        peerAuthentication: structure({ mtls: structure({ enabled: flag() }) }),
        peerTrafficConfiguration: structure({ encryption: structure({ enabled: flag() }) }),
        defaultDomain: text({ readOnly: true }),
        staticIp: text({ readOnly: true }),
        eventStreamEndpoint: text({ readOnly: true }),
        daprConfiguration: structure({ version: text({ readOnly: true }) }),
        kedaConfiguration: structure({ version: text({ readOnly: true }) }),
        deploymentErrors: text({ readOnly: true }),
        provisioningState: text({ readOnly: true }),
      },
      { initial: {} },
    ),
  }),
  write: { createdStatus: 201, style: "azure-async-operation", durationMs: 2_000, workingState: "Waiting" },
  remove: { status: 202, style: "location", durationMs: 2_000 },
  source: "@azure/arm-appcontainers 4.0.0 models (ManagedEnvironment); azure-native 3.28 app/managedEnvironment, read 2026-11-25",
};

const adjectives = ["ambitious", "calm", "delightful", "gentle", "happy", "kind", "lively", "proud", "salmon", "wonderful"] as const;
const nouns = ["bay", "cliff", "dune", "field", "forest", "glacier", "hill", "meadow", "river", "sand"] as const;

/** Environments: their domain is `adjective-noun-8hex.<location>.azurecontainerapps.test`, the real one's form with a top level that resolves nowhere. */
export function managedEnvironmentKind(context: CloudContext, resources: ResourceStore): ResourceKind {
  return {
    rules: managedEnvironmentType,
    behaviour: {
      admit: ({ body, current }) => {
        const location = String(body["location"]);
        const limit = context.seed.subscription.managedEnvironmentLimit;
        const inRegion = resources.list(managedEnvironmentType.type).filter((other) => other.location === location);
        if (current !== undefined || inRegion.length < limit) return;
        // Sentence: microsoft/azure-container-apps#254 and its like, read 2026-11-25.
        throw new Refusal(
          409,
          "MaxNumberOfRegionalEnvironmentsInSubExceeded",
          `The subscription '${context.subscriptionId}' cannot have more than ${limit} Container App Environments in ${location}.`,
        );
      },
      derive: ({ id, body, current }) => {
        const seed = context.ids.hex(`environment:${id.id.toLowerCase()}`, 8);
        const word = (words: readonly string[], digits: string): string => words[Number.parseInt(digits, 16) % words.length] ?? "";
        const location = String(body["location"]);
        return {
          properties: {
            defaultDomain:
              current?.properties["defaultDomain"] ??
              `${word(adjectives, seed.slice(0, 4))}-${word(nouns, seed.slice(4))}-${seed}.${location}.${(context.origins.nation ?? nations.public).appsDomain}`,
            staticIp: "192.0.2.10",
            eventStreamEndpoint: `https://${location}.azurecontainerapps.test${id.id}/eventstream`,
            daprConfiguration: { version: "1.13.6" },
            kedaConfiguration: { version: "2.17.2" },
          },
        };
      },
    },
  };
}
