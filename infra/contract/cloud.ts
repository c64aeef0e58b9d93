import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { z } from "zod";
import { DialtoneError } from "./dialtone-error.ts";
import type { TokenAuthority } from "./host-environment.ts";

export type CloudName = "public" | "usgov" | "usgov-dod" | "rehearsal";

/**
 * A Microsoft cloud as one value: every client of infra, host and scripts is made from it, and nothing else knows an
 * endpoint. URLs are origins without a trailing slash.
 */
export interface Cloud {
  readonly name: CloudName;
  readonly loginUrl: string;
  /** Base URL of Microsoft Graph and the audience of its tokens. */
  readonly graphUrl: string;
  readonly armUrl: string;
  /** `environment` of the azuread and azure-native providers. */
  readonly pulumiEnvironment: "public" | "usgovernment";
  /** `metadataHost` of both providers (host:port); undefined in real clouds, where the environment's name is enough. */
  readonly metadataHost: string | undefined;
  /** Who may sign notifications, each bound to its own OpenID configuration. */
  readonly tokenAuthorities: readonly TokenAuthority[];
  /** `deploymentEnvironment` of the Teams channel. */
  readonly teamsDeploymentEnvironment: "CommercialDeployment" | "GCCModerateDeployment";
  /** Only in a rehearsal: how its names and its clock are reached. */
  readonly rehearsal: RehearsalSeam | undefined;
}

/** What a rehearsal adds to a cloud: names that only it knows, and a clock that runs faster than the wall's. */
export interface RehearsalSeam {
  /** `127.0.0.1:PORT`: serves every name below `.test` by SNI and Host; names resolve here and nowhere else. */
  readonly ingress: string;
  /** PEM file of the throw-away certificate authority. */
  readonly caFile: string;
  /** Seconds on the cloud's clock per second on the wall; budgets and lags are divided by it, tokens and rows are not. */
  readonly clockRate: number;
}

/** Environment variable that names the JSON file of a rehearsal's cloud; set by the rehearsal, never by people. */
export const rehearsalCloudVariable = "DIALTONE_REHEARSAL_CLOUD";

/**
 * Both issuers of the calling service sign with the calling key set.
 * Source: microsoft-graph-comms-samples Sample.Common.V1/Authentication/AuthenticationProvider.cs @84ecac66, read 2026-11-23.
 */
const callingIssuers = ["https://api.botframework.com", "https://graph.microsoft.com"] as const;

function toTokenAuthorities(openIdConfigurationUrl: string): TokenAuthority[] {
  return callingIssuers.map((issuer) => ({ issuer, openIdConfigurationUrl }));
}

/**
 * The real clouds that have the calling API. Sources: https://learn.microsoft.com/graph/deployments (login, Graph),
 * https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure (ARM), msteams-docs
 * call-notifications.md (calling keys), read 2026-11-23. Calling keys in the US Government clouds are contested
 * (microsoft-graph-comms-samples#865): expert mode.
 */
const realClouds: Record<Exclude<CloudName, "rehearsal">, Cloud> = {
  public: {
    name: "public",
    loginUrl: "https://login.microsoftonline.com",
    graphUrl: "https://graph.microsoft.com",
    armUrl: "https://management.azure.com",
    pulumiEnvironment: "public",
    metadataHost: undefined,
    tokenAuthorities: toTokenAuthorities("https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration"),
    teamsDeploymentEnvironment: "CommercialDeployment",
    rehearsal: undefined,
  },
  usgov: {
    name: "usgov",
    loginUrl: "https://login.microsoftonline.us",
    graphUrl: "https://graph.microsoft.us",
    armUrl: "https://management.usgovcloudapi.net",
    pulumiEnvironment: "usgovernment",
    metadataHost: undefined,
    tokenAuthorities: toTokenAuthorities("https://apigcch.botframework.azure.us/v1/.well-known/OpenIdConfiguration"),
    teamsDeploymentEnvironment: "GCCModerateDeployment",
    rehearsal: undefined,
  },
  "usgov-dod": {
    name: "usgov-dod",
    loginUrl: "https://login.microsoftonline.us",
    graphUrl: "https://dod-graph.microsoft.us",
    armUrl: "https://management.usgovcloudapi.net",
    pulumiEnvironment: "usgovernment",
    metadataHost: undefined,
    tokenAuthorities: toTokenAuthorities("https://apidod.botframework.azure.us/v1/.well-known/OpenIdConfiguration"),
    teamsDeploymentEnvironment: "GCCModerateDeployment",
    rehearsal: undefined,
  },
};

const rehearsalFile = z.strictObject({
  schema: z.literal("dialtone/cloud/1"),
  loginUrl: z.string(),
  graphUrl: z.string(),
  armUrl: z.string(),
  metadataHost: z.string(),
  callingOpenIdConfigurationUrl: z.string(),
  ingress: z.string(),
  caFile: z.string(),
  clockRate: z.number().positive(),
  /** Which of Microsoft's clouds the rehearsal looks like. */
  nation: z.enum(["public", "usgov", "usgov-dod"]).default("public"),
});
/** The JSON that a rehearsal writes and {@link loadCloud} reads. */
export type RehearsalCloudFile = z.input<typeof rehearsalFile>;

/**
 * The cloud that a stack or a command works in: the named one, or the rehearsal where {@link rehearsalCloudVariable}
 * names its file. A rehearsal endpoint that is not loopback is refused, all of them at once.
 * @throws DialtoneError DT_CONFIG_CLOUD
 */
export function loadCloud(name: string, environment: NodeJS.ProcessEnv = process.env): Cloud {
  const file = environment[rehearsalCloudVariable];
  if (file !== undefined && file !== "") return parseRehearsal(file);
  const cloud = Object.hasOwn(realClouds, name) ? realClouds[name as keyof typeof realClouds] : undefined;
  if (cloud !== undefined) return cloud;
  throw new DialtoneError({
    code: "DT_CONFIG_CLOUD",
    what: `"${name}" is not a cloud that Dialtone can work in`,
    saw: name === "rehearsal" ? "the outputs of a rehearsal, outside of one" : `cloud: ${name}`,
    expected:
      "one of public, usgov, usgov-dod (China, Delos and GovSG have no calling API in Microsoft Graph; learn.microsoft.com/graph/api/application-post-calls)",
    fix:
      name === "rehearsal"
        ? "keep the cloud up with npm run --silent cloud -- --stack NAME --json, and set the variables of its env.verify"
        : "pulumi config set cloud public",
  });
}

/** True for an address that cannot leave this machine: 127.0.0.0/8, ::1 or the name localhost. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return bare === "localhost" || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127."));
}

function parseRehearsal(file: string): Cloud {
  const parsed = rehearsalFile.parse(JSON.parse(readFileSync(file, "utf8")));
  const outside = [
    parsed.loginUrl,
    parsed.graphUrl,
    parsed.armUrl,
    parsed.callingOpenIdConfigurationUrl,
    `https://${parsed.metadataHost}`,
    `https://${parsed.ingress}`,
  ].filter((url) => !URL.canParse(url) || !isLoopbackHost(new URL(url).hostname));
  if (outside.length > 0) {
    throw new DialtoneError({
      code: "DT_CONFIG_CLOUD",
      what: "a rehearsal may only talk to this machine",
      saw: outside.join(", "),
      expected: "loopback addresses only (127.0.0.0/8, ::1, localhost)",
      fix: "unset DIALTONE_REHEARSAL_CLOUD and run npm run rehearse, which sets it itself",
    });
  }
  const { pulumiEnvironment, teamsDeploymentEnvironment } = realClouds[parsed.nation];
  return {
    name: "rehearsal",
    loginUrl: parsed.loginUrl,
    graphUrl: parsed.graphUrl,
    armUrl: parsed.armUrl,
    pulumiEnvironment,
    metadataHost: parsed.metadataHost,
    tokenAuthorities: toTokenAuthorities(parsed.callingOpenIdConfigurationUrl),
    teamsDeploymentEnvironment,
    rehearsal: { ingress: parsed.ingress, caFile: parsed.caFile, clockRate: parsed.clockRate },
  };
}
