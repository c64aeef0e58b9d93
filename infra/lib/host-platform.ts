import { ManagedEnvironment } from "@pulumi/azure-native/app/managedEnvironment.js";
import { DiagnosticSetting } from "@pulumi/azure-native/monitor/diagnosticSetting.js";
import { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import type * as pulumi from "@pulumi/pulumi";

/** Where the host runs. */
export interface HostPlatform {
  readonly environmentResourceId: pulumi.Output<string>;
  /** Every app's name is `<app>.<defaultDomain>`: known before there is an app. */
  readonly defaultDomain: pulumi.Output<string>;
}

/**
 * A Container Apps environment on the Consumption plan, and a workspace that its logs go to. The logs travel by a
 * diagnostic setting (`azure-monitor`), so that the workspace's key is in nobody's state.
 */
export function createHostPlatform(
  name: string,
  args: { readonly resourceGroupName: pulumi.Input<string>; readonly logRetentionDays: number },
  parent: pulumi.Resource,
): HostPlatform {
  const { resourceGroupName } = args;
  const workspace = new Workspace(
    `${name}-logs`,
    { resourceGroupName, sku: { name: "PerGB2018" }, retentionInDays: args.logRetentionDays, features: { disableLocalAuth: true } },
    { parent },
  );
  const environment = new ManagedEnvironment(
    `${name}-environment`,
    {
      resourceGroupName,
      appLogsConfiguration: { destination: "azure-monitor" },
      workloadProfiles: [{ name: consumptionProfile, workloadProfileType: consumptionProfile }],
      zoneRedundant: false,
    },
    { parent },
  );
  // oxlint-disable-next-line no-new -- a Pulumi resource registers itself; nothing needs this one's outputs
  new DiagnosticSetting(
    `${name}-diagnostics`,
    { name: "dialtone", resourceUri: environment.id, workspaceId: workspace.id, logs: [{ categoryGroup: "allLogs", enabled: true }] },
    { parent },
  );
  return { environmentResourceId: environment.id, defaultDomain: environment.defaultDomain };
}

/** Name and type of the profile that costs nothing while nothing runs. */
export const consumptionProfile = "Consumption";
