import type { IdentityEndpoint } from "../planes/identity/identity-endpoints.ts";
import type { PipelineIssuer } from "../planes/pipeline/pipeline-issuer.ts";
import type { CloudContext } from "./cloud-context.ts";

/** What a client needs to be pointed at a cloud. */
export interface CloudDescription {
  readonly login: string;
  readonly graph: string;
  readonly arm: string;
  readonly metadataHost: string;
  readonly table: string;
  readonly callingOpenIdConfiguration: string;
  readonly ingress: string;
  readonly caFile: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly deployer: { readonly clientId: string; readonly clientSecret: string; readonly objectId: string };
  readonly control: { readonly url: string; readonly token: string };
  /** Where the pipeline's job asks for tokens, and with what. */
  readonly pipeline: { readonly requestUrl: string; readonly requestToken: string } | undefined;
  /** Where a machine in Azure asks for tokens of its managed identity, and with what: `IDENTITY_ENDPOINT` and `IDENTITY_HEADER`. */
  readonly machine: { readonly identityEndpoint: string; readonly identityHeader: string } | undefined;
}

export function toDescription(
  { origins, certificates, tenant, subscriptionId, seed }: CloudContext,
  controlToken: string,
  pipeline: PipelineIssuer | undefined,
  machine: IdentityEndpoint | undefined,
): CloudDescription {
  const { clientId, clientSecret, objectId } = seed.deployer;
  return {
    login: origins.login,
    graph: origins.graph,
    arm: origins.arm,
    metadataHost: origins.metadataHost,
    table: origins.table,
    callingOpenIdConfiguration: origins.callingOpenIdConfiguration,
    ingress: origins.ingress,
    caFile: certificates.caFile,
    tenantId: tenant.tenantId,
    subscriptionId,
    deployer: { clientId, clientSecret, objectId },
    control: { url: origins.control, token: controlToken },
    pipeline: pipeline && { requestUrl: `${origins.control}/pipeline/token`, requestToken: pipeline.requestToken },
    machine: machine && { identityEndpoint: machine.url, identityHeader: machine.header },
  };
}
