import type { ArmResource } from "../../core/cloud-context.ts";
import { isSystemAssigned } from "../identity/assigned-identities.ts";

/** The part of a container app's resource that the platform acts on; the shape was checked when it was written. */
export interface ContainerAppProperties {
  readonly managedEnvironmentId?: string;
  readonly environmentId?: string | null;
  readonly configuration?: {
    readonly registries?: readonly { readonly server?: string; readonly identity?: string }[] | null;
    readonly secrets?: readonly { readonly name?: string; readonly value?: string; readonly keyVaultUrl?: string }[] | null;
    readonly ingress?: { readonly external?: boolean; readonly targetPort?: number } | null;
  };
  readonly template: {
    readonly revisionSuffix?: string;
    readonly containers: readonly Container[];
  };
}
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly secretRef?: string }[];
  readonly probes?: readonly Probe[];
}
export interface Probe {
  readonly type?: "Liveness" | "Readiness" | "Startup";
  readonly httpGet?: { readonly path?: string; readonly port: number };
}

export function propertiesOf(app: ArmResource): ContainerAppProperties {
  return app.properties as unknown as ContainerAppProperties;
}

/** Resource ids of the user-assigned identities. */
export function identitiesOf(app: Readonly<Record<string, unknown>>): readonly string[] {
  const identity = app["identity"] as { readonly userAssignedIdentities?: Readonly<Record<string, unknown>> } | undefined;
  return Object.keys(identity?.userAssignedIdentities ?? {});
}

/** Everything that the app may ask tokens for: the system's identity is named by the app's own id. */
export function offeredIdentitiesOf(app: ArmResource): readonly string[] {
  const { type } = (app["identity"] ?? {}) as { readonly type?: string };
  return [...identitiesOf(app), ...(isSystemAssigned(type) ? [app.id] : [])];
}

/** Where it runs; undefined where the resource names no environment. */
export function environmentIdOf(properties: ContainerAppProperties): string | undefined {
  return properties.managedEnvironmentId ?? properties.environmentId ?? undefined;
}
