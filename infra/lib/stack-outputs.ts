import * as pulumi from "@pulumi/pulumi";
import { DialtoneError } from "../contract/dialtone-error.ts";
import { callsInitiateAllValue } from "../contract/microsoft-ids.ts";
import { type Outputs, outputsSchema } from "../contract/outputs.ts";
import { toPartMarks } from "../contract/part-marks.ts";
import type { CredentialGeneration } from "../contract/credential-settings.ts";
import type { FederatedTrust } from "./federated-trust.ts";
import type { Settings } from "./settings.ts";
import type { TenantLookup } from "./tenant-lookup.ts";

type Text = pulumi.Output<string>;

interface VaultedCertificate {
  readonly keyUrl: Text;
  readonly certificateUrl: Text;
  readonly thumbprint: Text;
  readonly endsAt: Text;
  readonly generationName: string;
  readonly keyId: Text;
}

/** What the components have that the outputs show. */
export interface StackParts {
  readonly tenant: TenantLookup;
  readonly resourceGroupName: Text;
  readonly app: {
    readonly clientId: Text;
    readonly applicationObjectId: Text;
    readonly principalObjectId: Text;
    readonly secret: { readonly endsAt: Text } | undefined;
    readonly trusts: readonly FederatedTrust[];
    readonly keyIds: Readonly<Record<string, Text>>;
  };
  readonly vault: { readonly vaultName: Text; readonly vaultUrl: Text; readonly secretUrl: Text | undefined };
  /** Oldest first. */
  readonly certificates: readonly VaultedCertificate[];
  readonly host: {
    readonly fqdn: Text;
    readonly callbackUrl: Text;
    readonly image: Text;
    readonly tableEndpoint: Text;
    readonly tableName: Text;
  };
  readonly bot: { readonly botResourceId: Text; readonly botName: Text };
}

/**
 * The stack's one output, checked against its contract as soon as its parts are known. Holds no secret value.
 * @throws DialtoneError DT_BUG inside of the output when it does not keep the contract
 */
export function toOutputs(settings: Settings, parts: StackParts): pulumi.Output<Outputs> {
  const { resourceGroupName, tenant, app, vault, certificates, host, bot } = parts;
  const keyIds = { ...app.keyIds, ...Object.fromEntries(certificates.map(({ generationName, keyId }) => [generationName, keyId])) };
  const { cloud, tenantId } = settings;
  return pulumi
    .output({
      schema: "dialtone/outputs/1",
      stack: settings.stack,
      cloud: cloud.name,
      tenantId,
      subscriptionId: settings.subscriptionId,
      resourceGroupName,
      location: settings.location,
      app: {
        displayName: settings.displayName,
        clientId: app.clientId,
        applicationObjectId: app.applicationObjectId,
        principalObjectId: app.principalObjectId,
      },
      permission: { value: callsInitiateAllValue, appRoleId: tenant.appRoleId, resourceObjectId: tenant.graphPrincipalObjectId },
      consent: {
        mode: settings.consent,
        adminConsentUrl: pulumi.interpolate`${cloud.loginUrl}/${tenantId}/adminconsent?client_id=${app.clientId}`,
      },
      credential: toCredential(settings.credential.generations.at(-1), parts),
      vault: { name: vault.vaultName, url: vault.vaultUrl },
      bot: { resourceId: bot.botResourceId, name: bot.botName },
      host: {
        fqdn: host.fqdn,
        baseUrl: pulumi.interpolate`https://${host.fqdn}`,
        callbackUrl: host.callbackUrl,
        image: host.image,
      },
      notifications: { tableEndpoint: host.tableEndpoint, tableName: host.tableName },
      callees: settings.callees,
      made: {
        owners: [...new Set([tenant.deployerObjectId, ...settings.owners])],
        operators: settings.operators.map(({ objectId }) => objectId),
        generations: settings.credential.generations.map(({ name, mode }) => ({ name, mode, keyId: keyIds[name] })),
      },
      ...(isEmpty(settings.calling) ? {} : { calling: settings.calling }),
      ...(isEmpty(settings.waits) ? {} : { waits: settings.waits }),
    })
    .apply(checked)
    .apply((outputs) => ({ ...outputs, parts: toPartMarks(outputs) }));
}

function isEmpty(settings: object): boolean {
  return Object.keys(settings).length === 0;
}

/** The generation in use, and every reference that is still good: an older one may be in use elsewhere. */
function toCredential(inUse: CredentialGeneration | undefined, { app, vault, certificates }: StackParts): object {
  const newest = certificates.at(-1);
  const endsAt = { secret: app.secret?.endsAt, certificate: newest?.endsAt, federated: undefined };
  return {
    mode: inUse?.mode,
    generation: inUse?.name,
    endsAt: (inUse && endsAt[inUse.mode]) ?? null,
    secretUrl: vault.secretUrl ?? null,
    ...(newest && {
      certificate: { keyUrl: newest.keyUrl, certificateUrl: newest.certificateUrl, thumbprint: newest.thumbprint },
    }),
    ...(app.trusts.length > 0 && { federated: app.trusts }),
  };
}

function checked(outputs: unknown): Outputs {
  const parsed = outputsSchema.safeParse(outputs);
  if (parsed.success) return parsed.data;
  const each = (part: (issue: { path: PropertyKey[]; message: string }) => string) =>
    parsed.error.issues.map((issue) => part(issue)).join(", ");
  throw new DialtoneError({
    code: "DT_BUG",
    what: "the stack's outputs do not keep their contract",
    saw: each(({ path }) => path.join(".")),
    expected: each(({ message }) => message),
    fix: "report it: this is a bug in Dialtone",
  });
}
