import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rehearsalEngineVariable } from "../../stack/open-stack.ts";
import type { Backend } from "../blueprint.ts";

/** Backend and key as the Pulumi CLI is given them. */
export interface PulumiPlace {
  readonly backendUrl: string;
  readonly secretsProvider: string;
  /** Added to the environment of the CLI. */
  readonly variables: Readonly<Record<string, string>>;
  /** A rehearsal's stand-in for what only Azure has. */
  readonly isStandIn: boolean;
}

/**
 * Where the CLI works: at the backend itself, or, in a rehearsal, at a directory with a passphrase that stands in for it.
 * The CLI's drivers for blobs and keys reach Azure's own names alone: they are not rehearsed.
 * Source: gocloud.dev/secrets/azurekeyvault (keys below `.vault.`, no port), read 2026-11-25.
 */
export function toPulumiPlace(backend: Backend, environment: NodeJS.ProcessEnv): PulumiPlace {
  const directory = environment[rehearsalEngineVariable];
  if (directory === undefined || directory === "")
    return {
      backendUrl: backend.url,
      secretsProvider: backend.secretsProvider,
      variables: { PULUMI_BACKEND_URL: backend.url, PULUMI_SKIP_UPDATE_CHECK: "true" },
      isStandIn: false,
    };
  const backendUrl = pathToFileURL(join(directory, "backend")).href;
  return {
    backendUrl,
    secretsProvider: "passphrase",
    variables: {
      PULUMI_BACKEND_URL: backendUrl,
      PULUMI_HOME: join(directory, "home"),
      PULUMI_CONFIG_PASSPHRASE_FILE: join(directory, "passphrase"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
    isStandIn: true,
  };
}
