import type { Cloud, CloudName } from "../../../infra/contract/cloud.ts";
import type { Outputs } from "../../../infra/contract/outputs.ts";
import type { Evidence } from "../evidence.ts";

/** Everything that an administrator needs in order to consent, or not to. Nothing of it is secret. */
export interface HandOff {
  readonly stack: string;
  readonly cloud: CloudName;
  readonly displayName: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly principalObjectId: string;
  /** Object id of Microsoft Graph's service principal in the tenant. */
  readonly resourceObjectId: string;
  readonly appRoleId: string;
  readonly consentUrl: string;
  readonly graphUrl: string;
}

/** From the outputs, while verify runs. Pure. */
export function createHandOff(outputs: Outputs, cloud: Cloud): HandOff {
  return {
    stack: outputs.stack,
    cloud: cloud.name,
    displayName: outputs.app.displayName,
    clientId: outputs.app.clientId,
    tenantId: outputs.tenantId,
    principalObjectId: outputs.app.principalObjectId,
    resourceObjectId: outputs.permission.resourceObjectId,
    appRoleId: outputs.permission.appRoleId,
    consentUrl: outputs.consent.adminConsentUrl,
    graphUrl: cloud.graphUrl,
  };
}

/** From the evidence; undefined where nobody has to consent. Pure. */
export function toHandOff({ handoff, subject, stack, cloud, permission }: Evidence): HandOff | undefined {
  if (handoff === undefined || handoff === null || subject === undefined) return undefined;
  return { stack, cloud, ...subject, ...handoff, appRoleId: permission.appRoleId };
}
