/**
 * The environment of the callback host: the names that infra sets on the container and that the host reads. Nothing
 * here is a secret; the host needs none.
 */
export const hostEnvironment = {
  /** TCP port the host listens on; equals the ingress target port. */
  port: "HOST_PORT",
  /** Client id of the calling app: the audience that every notification token must carry. */
  clientId: "HOST_CLIENT_ID",
  /** Tenant ids whose notifications are accepted (`tid`), comma separated. */
  tenantIds: "HOST_TENANT_IDS",
  /** JSON: `TokenAuthority[]`, the issuers that may sign notifications, each bound to its own OpenID configuration. */
  tokenAuthorities: "HOST_TOKEN_AUTHORITIES",
  /** Path of the one callback route, for example `/api/calls/callback`. */
  callbackPath: "HOST_CALLBACK_PATH",
  /** `https://…` endpoint of the table service. */
  tableEndpoint: "HOST_TABLE_ENDPOINT",
  tableName: "HOST_TABLE_NAME",
  /** Name of the stack, echoed by readiness so that verify can tell our host from a parking page. */
  stackName: "HOST_STACK",
  /** Client id of the user-assigned managed identity that writes the table; the name is the Azure SDK's own. */
  managedIdentityClientId: "AZURE_CLIENT_ID",
} as const;

/** One issuer of notification tokens and the OpenID configuration whose keys it signs with. */
export interface TokenAuthority {
  readonly issuer: string;
  readonly openIdConfigurationUrl: string;
}

/** Liveness: 200 as long as the process serves. */
export const livenessPath = "/health/live";
/** Readiness: 200 with {@link HostReadiness} when keys and table are there; 503 with the same shape and the reasons otherwise. */
export const readinessPath = "/health/ready";
/** The prompt that a drill plays: a WAV file that Microsoft's media service fetches from here, as it can reach nothing else of ours. */
export const drillPromptPath = "/prompts/drill.wav";
/** Query parameter of readiness: up to 64 characters `[A-Za-z0-9_-]`, echoed. */
export const readinessNonceParameter = "nonce";

/** Answer of the readiness route. */
export interface HostReadiness {
  /** Always `dialtone-callback-host`: only our host answers so. */
  readonly service: "dialtone-callback-host";
  readonly stack: string;
  /** The caller's nonce, or an empty string. */
  readonly nonce: string;
  readonly ready: boolean;
  /** Empty when ready; otherwise what is missing, for example `keys: no key set yet`, `table: 403 AuthorizationPermissionMismatch`. */
  readonly reasons: readonly string[];
}
