import { hostEnvironment, livenessPath, readinessPath } from "../contract/host-environment.ts";
import type { TokenAuthority } from "../contract/host-environment.ts";

/** Everything the host is told from outside, checked. */
export interface HostSettings {
  readonly port: number;
  readonly clientId: string;
  readonly tenantIds: ReadonlySet<string>;
  readonly tokenAuthorities: readonly TokenAuthority[];
  readonly callbackPath: string;
  readonly tableEndpoint: string;
  readonly tableName: string;
  readonly stackName: string;
  readonly managedIdentityClientId: string;
}

/** The environment is not one the host can run in; {@link problems} has one sentence for each variable. */
export class InvalidEnvironment extends Error {
  override readonly name = "InvalidEnvironment";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the environment of the callback host has ${problems.length} problem(s):\n${problems.map((text) => `  ${text}`).join("\n")}`);
    this.problems = problems;
  }
}

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model, read 2026-11-23. */
const tableNamePattern = /^[A-Za-z][A-Za-z0-9]{2,62}$/;
const pathPattern = /^(?:\/[A-Za-z0-9._~-]+)+$/;
/** What Container Apps adds to an app that has a managed identity. Source: https://learn.microsoft.com/azure/container-apps/managed-identity, read 2026-11-23. */
const identityVariables = ["IDENTITY_ENDPOINT", "IDENTITY_HEADER"] as const;

/**
 * The one door of the host: reads the variables of infra/contract/host-environment.ts and nothing else.
 * @throws InvalidEnvironment with every problem at once
 */
export function loadHostSettings(environment: NodeJS.ProcessEnv): HostSettings {
  const problems: string[] = [];

  function read(name: string, expected: string, isValid: (value: string) => boolean): string {
    const value = environment[name] ?? "";
    if (value === "") problems.push(`${name} is missing; expected ${expected}`);
    else if (!isValid(value)) problems.push(`${name} is not ${expected}`);
    return value;
  }

  const port = read(hostEnvironment.port, "a TCP port from 1 to 65535", isPort);
  const clientId = read(hostEnvironment.clientId, "a client id (lower-case GUID)", isGuid);
  const tenantIds = read(hostEnvironment.tenantIds, "tenant ids (lower-case GUIDs, comma separated)", (value) =>
    value.split(",").every(isGuid),
  );
  const authorities = environment[hostEnvironment.tokenAuthorities] ?? "";
  const tokenAuthorities = parseTokenAuthorities(authorities);
  problems.push(...tokenAuthorities.problems);
  const callbackPath = read(hostEnvironment.callbackPath, "an absolute path other than the health paths", isCallbackPath);
  const tableEndpoint = read(hostEnvironment.tableEndpoint, "an https URL", isHttpsUrl);
  const tableName = read(hostEnvironment.tableName, "a table name (3 to 63 letters and digits)", (value) => tableNamePattern.test(value));
  const stackName = read(hostEnvironment.stackName, "the name of the stack", (value) => value.length <= 128);
  const managedIdentityClientId = read(hostEnvironment.managedIdentityClientId, "the client id of the managed identity", isGuid);
  for (const name of identityVariables) {
    read(name, "what Container Apps sets; assign the user-assigned identity to the container app", () => true);
  }

  if (problems.length > 0) throw new InvalidEnvironment(problems);
  return {
    port: Number(port),
    clientId,
    tenantIds: new Set(tenantIds.split(",")),
    tokenAuthorities: tokenAuthorities.authorities,
    callbackPath,
    tableEndpoint,
    tableName,
    stackName,
    managedIdentityClientId,
  };
}

function isGuid(value: string): boolean {
  return guidPattern.test(value);
}

function isPort(value: string): boolean {
  return /^[1-9][0-9]{0,4}$/.test(value) && Number(value) <= 65_535;
}

function isHttpsUrl(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === "https:";
}

function isCallbackPath(value: string): boolean {
  return pathPattern.test(value) && value !== livenessPath && value !== readinessPath && !/\/\.\.?(?:\/|$)/.test(value);
}

function parseTokenAuthorities(text: string): { authorities: TokenAuthority[]; problems: string[] } {
  const name = hostEnvironment.tokenAuthorities;
  const expected = 'JSON: [{ "issuer": "…", "openIdConfigurationUrl": "https://…" }], each issuer once';
  if (text === "") return { authorities: [], problems: [`${name} is missing; expected ${expected}`] };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { authorities: [], problems: [`${name} is not ${expected}`] };
  }
  if (!Array.isArray(parsed) || parsed.length === 0 || !parsed.every(isTokenAuthority)) {
    return { authorities: [], problems: [`${name} is not ${expected}`] };
  }
  const issuers = new Set(parsed.map(({ issuer }) => issuer));
  if (issuers.size !== parsed.length) return { authorities: [], problems: [`${name} names an issuer twice; expected ${expected}`] };
  return { authorities: parsed, problems: [] };
}

function isTokenAuthority(value: unknown): value is TokenAuthority {
  if (typeof value !== "object" || value === null) return false;
  const { issuer, openIdConfigurationUrl } = value as Record<string, unknown>;
  return typeof issuer === "string" && issuer !== "" && typeof openIdConfigurationUrl === "string" && isHttpsUrl(openIdConfigurationUrl);
}
