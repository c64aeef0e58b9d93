/** The HTTPS service that Microsoft Graph calls back, and everything it runs on. */
import { ContainerApp } from "@pulumi/azure-native/app/containerApp.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../contract/cloud.ts";
import { hostEnvironment } from "../contract/host-environment.ts";
import { createRoleAssignment, createOperatorRoleAssignments } from "../lib/role-assignment.ts";
import { toAzureAnswer } from "../lib/azure-answer.ts";
import { toConfirmedFqdn } from "../lib/confirmed-fqdn.ts";
import { hostPort, hostProbes } from "../lib/host-probes.ts";
import { createHostImage, type HostImage, type HostImageSource } from "../lib/host-image.ts";
import { consumptionProfile, createHostPlatform, type HostPlatform } from "../lib/host-platform.ts";
import { createNotificationStore, type NotificationStore } from "../lib/notification-store.ts";
import type { RetryHooks } from "../lib/retry-hooks.ts";
import type { Operator } from "../lib/settings.ts";

/** Fixed, so that the host's name is known before the app exists: bot and host need no circle. */
const containerAppName = "callback";
/** Path of the one callback route. Never empty: Azure Bot rewrites a webhook without a path. */
const callbackPath = "/api/calls/callback";

export interface CallbackHostArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** Client id of the calling app: the audience of every notification. */
  readonly clientId: pulumi.Input<string>;
  readonly cloud: Cloud;
  readonly image: HostImageSource;
  /** `min: 1` answers at once; `min: 0` costs nothing while nobody calls, and answers a first callback late. */
  readonly replicas: { readonly min: number; readonly max: number };
  readonly logRetentionDays: number;
  /** Who may read the notifications. */
  readonly operators: readonly Operator[];
  readonly retry: RetryHooks;
}

/**
 * The callback host on Azure Container Apps, with an identity of its own that may write the notifications table and
 * pull the image, and nothing else.
 *
 * Needs: `Microsoft.Authorization/roleAssignments/write` for the deployer. Does not: get any secret.
 */
export class CallbackHost extends pulumi.ComponentResource {
  /** The host's name, once the app has it. */
  public readonly fqdn: pulumi.Output<string>;
  /** The ONE callback URL; known before the app exists. */
  public readonly callbackUrl: pulumi.Output<string>;
  public readonly tableEndpoint: pulumi.Output<string>;
  public readonly tableName: pulumi.Output<string>;
  /** The image that runs. */
  public readonly image: pulumi.Output<string>;
  /** For those who must come after the host. */
  public readonly app: ContainerApp;

  constructor(name: string, args: CallbackHostArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialtone:index:CallbackHost", name, {}, opts);
    const { resourceGroupName, subscriptionId, retry } = args;
    const identity = new UserAssignedIdentity(`${name}-identity`, { resourceGroupName }, { parent: this });
    const store = createNotificationStore(name, resourceGroupName, this);
    const onTable = { scope: store.tableResourceId, subscriptionId, retry };
    const writer = createRoleAssignment(
      `${name}-notifications-writer`,
      {
        ...onTable,
        role: "storageTableDataContributor",
        principalObjectId: identity.principalId,
        principalType: "ServicePrincipal",
        description: "Dialtone callback host: writes notifications",
      },
      this,
    );
    createOperatorRoleAssignments(
      `${name}-notifications-reader`,
      args.operators,
      { ...onTable, role: "storageTableDataReader", description: "Dialtone operator: reads notifications" },
      this,
    );
    const platform = createHostPlatform(name, args, this);
    const image = createHostImage(
      name,
      { resourceGroupName, subscriptionId, source: args.image, pullerObjectId: identity.principalId, after: [writer], retry },
      this,
    );
    this.app = this.#containerApp(name, args, { identity, store, platform, image });

    const predictedFqdn = pulumi.interpolate`${containerAppName}.${platform.defaultDomain}`;
    this.callbackUrl = pulumi.interpolate`https://${predictedFqdn}${callbackPath}`;
    this.fqdn = pulumi
      .all([
        this.app.configuration.apply((configuration) => toAzureAnswer(configuration?.ingress?.fqdn, "name for the host", this)),
        predictedFqdn,
      ])
      .apply(([fqdn, predicted]) => toConfirmedFqdn(fqdn, predicted, this));
    this.tableEndpoint = store.tableEndpoint;
    this.tableName = store.tableName;
    this.image = image.image;
    this.registerOutputs({
      fqdn: this.fqdn,
      callbackUrl: this.callbackUrl,
      tableEndpoint: this.tableEndpoint,
      tableName: this.tableName,
      image: this.image,
    });
  }

  #containerApp(
    name: string,
    args: CallbackHostArgs,
    on: { identity: UserAssignedIdentity; store: NotificationStore; platform: HostPlatform; image: HostImage },
  ): ContainerApp {
    const { identity, platform, image } = on;
    return new ContainerApp(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        containerAppName,
        managedEnvironmentId: platform.environmentResourceId,
        workloadProfileName: consumptionProfile,
        identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
        configuration: {
          activeRevisionsMode: "Single",
          ...(image.loginServer === undefined ? {} : { registries: [{ server: image.loginServer, identity: identity.id }] }),
          ingress: {
            external: true,
            targetPort: hostPort,
            transport: "http",
            allowInsecure: false,
            traffic: [{ latestRevision: true, weight: 100 }],
          },
        },
        template: {
          containers: [
            {
              name: containerAppName,
              image: image.image,
              // The smallest pair that the Consumption plan has.
              resources: { cpu: 0.25, memory: "0.5Gi" },
              env: toEnvironment(args, on),
              probes: hostProbes,
            },
          ],
          scale: {
            minReplicas: args.replicas.min,
            maxReplicas: args.replicas.max,
            rules: [{ name: "http", http: { metadata: { concurrentRequests: "50" } } }],
          },
        },
      },
      { parent: this, dependsOn: [...image.before] },
    );
  }
}

/** The host's whole environment; see contract/host-environment.ts for what each one means. */
function toEnvironment(args: CallbackHostArgs, on: { identity: UserAssignedIdentity; store: NotificationStore }) {
  const values: Record<keyof typeof hostEnvironment, pulumi.Input<string>> = {
    port: String(hostPort),
    clientId: args.clientId,
    tenantIds: args.tenantId,
    tokenAuthorities: JSON.stringify(args.cloud.tokenAuthorities),
    callbackPath,
    tableEndpoint: on.store.tableEndpoint,
    tableName: on.store.tableName,
    stackName: pulumi.getStack(),
    managedIdentityClientId: on.identity.clientId,
  };
  return Object.entries(values).map(([key, value]) => ({ name: hostEnvironment[key as keyof typeof hostEnvironment], value }));
}
