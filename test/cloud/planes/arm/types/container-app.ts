import type { ResourceType } from "../resource-type.ts";
import { anything, decimal, dictionary, flag, list, oneOf, structure, text, trackedRoot, whole } from "../shape.ts";
import { appApiVersions } from "./managed-environment.ts";

const probe = structure({
  type: oneOf(["Liveness", "Readiness", "Startup"]),
  httpGet: structure({
    path: text(),
    port: whole(1, 65_535, { required: true }),
    scheme: oneOf(["HTTP", "HTTPS"]),
    host: text(),
    httpHeaders: list(structure({ name: text({ required: true }), value: text({ required: true }) })),
  }),
  tcpSocket: structure({ host: text(), port: whole(1, 65_535, { required: true }) }),
  initialDelaySeconds: whole(0, 60),
  periodSeconds: whole(1, 240),
  timeoutSeconds: whole(1, 240),
  failureThreshold: whole(1, 48),
  successThreshold: whole(1, 10),
  terminationGracePeriodSeconds: whole(0, 3_600),
});

const container = structure({
  name: text({ required: true }),
  image: text({ required: true }),
  imageType: oneOf(["CloudBuild", "ContainerImage"]),
  command: list(text()),
  args: list(text()),
  env: list(structure({ name: text({ required: true }), value: text(), secretRef: text() })),
  resources: structure({ cpu: decimal(), memory: text(), ephemeralStorage: text({ readOnly: true }), gpu: decimal() }),
  probes: list(probe),
  volumeMounts: list(structure({ mountPath: text(), subPath: text(), volumeName: text() })),
});

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
    kind: text(),
    managedBy: text(),
    extendedLocation: anything(), // Arc is not simulated
    identity: structure({
      type: oneOf(["None", "SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned"], { required: true }),
      userAssignedIdentities: dictionary(structure({ principalId: text({ readOnly: true }), clientId: text({ readOnly: true }) })),
      principalId: text({ readOnly: true }),
      tenantId: text({ readOnly: true }),
    }),
    properties: structure(
      {
        environmentId: text({ nullable: true }),
        managedEnvironmentId: text({ fixed: true }),
        workloadProfileName: text({ nullable: true }),
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
          dapr: anything({ nullable: true }), // not simulated
          service: anything({ nullable: true }),
          runtime: anything({ nullable: true }),
          ingress: structure(
            {
              fqdn: text({ readOnly: true }),
              external: flag({ initial: false }),
              targetPort: whole(1, 65_535),
              exposedPort: whole(0, 65_535),
              transport: oneOf(["auto", "http", "http2", "tcp"], { initial: "auto" }),
              traffic: list(structure({ revisionName: text(), weight: whole(0, 100), latestRevision: flag(), label: text() })),
              customDomains: anything({ nullable: true }),
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
              corsPolicy: anything({ nullable: true }),
              additionalPortMappings: anything({ nullable: true }),
              targetPortHttpScheme: oneOf(["http", "https"], { nullable: true }),
            },
            { nullable: true },
          ),
        }),
        template: structure(
          {
            revisionSuffix: text(),
            terminationGracePeriodSeconds: whole(0, 600, { nullable: true }),
            initContainers: list(anything(), { nullable: true }),
            containers: list(container, { required: true }),
            scale: structure({
              minReplicas: whole(0, 1_000, { nullable: true }),
              maxReplicas: whole(1, 1_000),
              cooldownPeriod: whole(0, 86_400),
              pollingInterval: whole(1, 86_400),
              rules: list(
                structure({
                  name: text(),
                  http: structure({ metadata: dictionary(text()), auth: anything(), identity: text() }),
                  tcp: structure({ metadata: dictionary(text()), auth: anything(), identity: text() }),
                  custom: anything(),
                  azureQueue: anything(),
                }),
              ),
            }),
            serviceBinds: anything({ nullable: true }),
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
