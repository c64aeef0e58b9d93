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

/** What a rehearsal has instead of Azure's blobs and keys: a directory and a passphrase. */
export interface StandIn {
  readonly backendUrl: string;
  /** The CLI's own home, and the passphrase: nothing of the user's is touched. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Undefined outside of a rehearsal, and in one that has none. */
export function toStandIn(environment: NodeJS.ProcessEnv): StandIn | undefined {
  const directory = environment[rehearsalEngineVariable];
  if (directory === undefined || directory === "") return undefined;
  return {
    backendUrl: pathToFileURL(join(directory, "backend")).href,
    variables: {
      PULUMI_HOME: join(directory, "home"),
      PULUMI_CONFIG_PASSPHRASE_FILE: join(directory, "passphrase"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  };
}

/**
 * Where the CLI works: at the backend itself, or, in a rehearsal, at a directory with a passphrase that stands in for
 * Azure's. The CLI's drivers for blobs and keys reach Azure's own names alone: they are not rehearsed.
 * Source: gocloud.dev/secrets/azurekeyvault (keys below `.vault.`, no port), read 2026-11-25.
 */
export function toPulumiPlace(backend: Backend, environment: NodeJS.ProcessEnv): PulumiPlace {
  const standIn = backend.kind === "azure" ? toStandIn(environment) : undefined;
  if (standIn === undefined)
    return {
      backendUrl: backend.url,
      secretsProvider: backend.secretsProvider,
      variables: { PULUMI_BACKEND_URL: backend.url, PULUMI_SKIP_UPDATE_CHECK: "true" },
      isStandIn: false,
    };
  const { backendUrl, variables } = standIn;
  return { backendUrl, secretsProvider: "passphrase", variables: { ...variables, PULUMI_BACKEND_URL: backendUrl }, isStandIn: true };
}

/** Why stack and login are left out; undefined where they are not. Only a rehearsal may be without a CLI, or without a place. */
export function findLeftOut(backend: Backend, environment: NodeJS.ProcessEnv, hasCli: boolean, isRehearsed: boolean): string | undefined {
  if (!hasCli) return "no Pulumi CLI on PATH: left out of this rehearsal";
  if (!isRehearsed || backend.kind !== "azure" || toStandIn(environment) !== undefined) return undefined;
  return `a rehearsal reaches no blobs of Azure, and ${rehearsalEngineVariable} names nothing that stands in for them: left out`;
}

/** Whether two addresses are one backend: a trailing slash comes back otherwise than it was typed. */
export function isSamePlace(left: string | undefined, right: string): boolean {
  return left !== undefined && left.replace(/\/+$/, "") === right.replace(/\/+$/, "");
}
