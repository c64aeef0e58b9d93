import type { ResourceType } from "../resource-type.ts";
import { container, dapr, initContainer, scaleAuth } from "./container-shapes.ts";
import { identityShape } from "./identity-shape.ts";
import { dictionary, flag, list, oneOf, structure, text, trackedRoot, whole } from "../shape.ts";
import { appApiVersions } from "./managed-environment.ts";

/** Container apps. What runs behind one is `planes/container-apps`. */
export const containerAppType: ResourceType = {
  type: "Microsoft.App/containerApps",
  operation: "arm.containerApps",
  apiVersions: appApiVersions,
  methods: ["GET", "PUT", "PATCH", "DELETE", "LIST"],
  scope: "group",
  location: "region",
  name: {
    pattern: /^[a-z](?!.*--)[a-z0-9-]{0,30}[a-z0-9]$/,
    code: "ContainerAppInvalidName",
    message: (name) =>
      `Invalid ContainerApp name '${name}'. A name must consist of lower case alphanumeric characters or '-', start with a letter, end with an alphanumeric character and cannot have '--'. The length must not be more than 32 characters.`,
  },
  body: structure({
    ...trackedRoot,
    kind: oneOf(["workflowapp", "functionapp"]),
    managedBy: text(),
    extendedLocation: structure({ name: text(), type: oneOf(["CustomLocation"]) }), // Arc is not simulated
    identity: identityShape(["None", "SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned"]),
    properties: structure(
      {
        environmentId: text({ nullable: true }),
        managedEnvironmentId: text({ fixed: true }),
        workloadProfileName: text({ nullable: true }),
        networking: structure({ outboundVnetSubnetId: text() }, { nullable: true }),
        patchingConfiguration: structure({ patchingMode: oneOf(["Automatic", "Manual", "Disabled"]) }),
        configuration: structure({
          activeRevisionsMode: oneOf(["Single", "Multiple", "Labels"], { initial: "Single" }),
          maxInactiveRevisions: whole(0, 100, { nullable: true }),
          targetLabel: text(),
          registries: list(structure({ server: text(), identity: text(), username: text(), passwordSecretRef: text() }), {
            nullable: true,
          }),
          identitySettings: list(structure({ identity: text({ required: true }), lifecycle: oneOf(["Init", "Main", "None", "All"]) })),
          secrets: list(structure({ name: text(), value: text({ hidden: true }), identity: text(), keyVaultUrl: text() }), {
            nullable: true,
          }),
          dapr,
          service: structure({ type: text({ required: true }) }, { nullable: true }),
          runtime: structure({ java: structure({ enableMetrics: flag() }) }, { nullable: true }),
          ingress: structure(
            {
              fqdn: text({ readOnly: true }),
              external: flag({ initial: false }),
              targetPort: whole(1, 65_535),
              exposedPort: whole(0, 65_535),
              transport: oneOf(["auto", "http", "http2", "tcp"], { initial: "auto" }),
              traffic: list(structure({ revisionName: text(), weight: whole(0, 100), latestRevision: flag(), label: text() })),
              customDomains: list(
                structure({
                  name: text({ required: true }),
                  bindingType: oneOf(["Disabled", "SniEnabled", "Auto"]),
                  certificateId: text(),
                }),
                { nullable: true },
              ),
              allowInsecure: flag({ initial: false }),
              ipSecurityRestrictions: list(
                structure({
                  name: text({ required: true }),
                  description: text(),
                  ipAddressRange: text({ required: true }),
                  action: oneOf(["Allow", "Deny"], { required: true }),
                }),
                { nullable: true },
              ),
              stickySessions: structure({ affinity: oneOf(["sticky", "none"]) }, { nullable: true }),
              clientCertificateMode: oneOf(["ignore", "accept", "require"], { nullable: true }),
              corsPolicy: structure(
                {
                  allowedOrigins: list(text(), { required: true }),
                  allowedMethods: list(text()),
                  allowedHeaders: list(text()),
                  exposeHeaders: list(text()),
                  maxAge: whole(-1, 86_400),
                  allowCredentials: flag(),
                },
                { nullable: true },
              ),
              additionalPortMappings: list(
                structure({
                  external: flag({ required: true }),
                  targetPort: whole(1, 65_535, { required: true }),
                  exposedPort: whole(0, 65_535),
                }),
                { nullable: true },
              ),
              targetPortHttpScheme: oneOf(["http", "https"], { nullable: true }),
            },
            { nullable: true },
          ),
        }),
        template: structure(
          {
            revisionSuffix: text(),
            terminationGracePeriodSeconds: whole(0, 600, { nullable: true }),
            initContainers: list(initContainer, { nullable: true }),
            containers: list(container, { required: true }),
            scale: structure({
              minReplicas: whole(0, 1_000, { nullable: true }),
              maxReplicas: whole(1, 1_000),
              cooldownPeriod: whole(0, 86_400),
              pollingInterval: whole(1, 86_400),
              allowScalingRuleOverride: flag(),
              rules: list(
                structure({
                  name: text(),
                  http: structure({ metadata: dictionary(text()), auth: scaleAuth, identity: text() }),
                  tcp: structure({ metadata: dictionary(text()), auth: scaleAuth, identity: text() }),
                  custom: structure({ type: text(), metadata: dictionary(text()), auth: scaleAuth, identity: text() }),
                  azureQueue: structure({
                    accountName: text(),
                    queueName: text(),
                    queueLength: whole(1, 1_000_000),
                    auth: scaleAuth,
                    identity: text(),
                  }),
                }),
              ),
            }),
            serviceBinds: list(structure({ serviceId: text(), name: text() }), { nullable: true }),
            volumes: list(
              structure({
                name: text(),
                storageType: oneOf(["AzureFile", "EmptyDir", "Secret", "NfsAzureFile", "Smb"]),
                storageName: text(),
                mountOptions: text(),
                secrets: list(structure({ secretRef: text(), path: text() })),
              }),
              { nullable: true },
            ),
          },
          { required: true },
        ),
        provisioningState: text({ readOnly: true }),
        runningStatus: text({ readOnly: true }),
        deploymentErrors: text({ readOnly: true }),
        latestRevisionName: text({ readOnly: true }),
        latestReadyRevisionName: text({ readOnly: true }),
        latestRevisionFqdn: text({ readOnly: true }),
        customDomainVerificationId: text({ readOnly: true }),
        outboundIpAddresses: list(text(), { readOnly: true }),
        eventStreamEndpoint: text({ readOnly: true }),
      },
      { required: true },
    ),
  }),
  write: { createdStatus: 201, style: "azure-async-operation", durationMs: 1_000, workingState: "InProgress" },
  remove: { status: 202, style: "location", durationMs: 1_000 },
  source:
    "@azure/arm-appcontainers 4.0.0 models (ContainerApp, Template, Configuration); azure-native 3.28 app/containerApp, read 2026-11-25",
};
