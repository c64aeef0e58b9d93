import { createHash } from "node:crypto";
import type { CloudName } from "../../infra/contract/cloud.ts";

/** What bootstrap calls what it makes. The same stack in the same subscription has the same names, so that a second run finds them. */
export interface Names {
  /** Resource group of the state backend and of the pipeline's identities; not the stack's own, which `pulumi up` makes. */
  readonly baseGroup: string;
  readonly stateAccount: string;
  readonly stateContainer: string;
  readonly stateVault: string;
  readonly stateKey: string;
  readonly deployIdentity: string;
  readonly previewIdentity: string;
  /** For `pulumi login`. */
  readonly backendUrl: string;
  /** For `pulumi stack init --secrets-provider`. */
  readonly secretsProvider: string;
}

/**
 * DNS suffixes of blobs and vaults. Source: https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure,
 * read 2026-11-25.
 */
const suffixes: Record<"public" | "usgov", { readonly blob: string; readonly vault: string }> = {
  public: { blob: "blob.core.windows.net", vault: "vault.azure.net" },
  usgov: { blob: "blob.core.usgovcloudapi.net", vault: "vault.usgovcloudapi.net" },
};

/**
 * Names of storage accounts (24 lower-case letters and digits at most) and vaults (24 at most, a letter first) are one in
 * the world: a hash of subscription and stack keeps those of two teams apart.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules, read 2026-11-25.
 */
export function toNames(stackName: string, subscriptionId: string, cloudName: CloudName): Names {
  const hash = createHash("sha256").update(`${subscriptionId.toLowerCase()}/${stackName}`).digest("hex");
  const slug = toSlug(stackName, hash);
  const stateAccount = `dtstate${hash.slice(0, 17)}`;
  const stateVault = `dtstate-${hash.slice(0, 16)}`;
  const isGovernment = cloudName === "usgov" || cloudName === "usgov-dod";
  const { blob, vault } = suffixes[isGovernment ? "usgov" : "public"];
  return {
    baseGroup: `dialtone-${slug}-base`,
    stateAccount,
    stateContainer: "state",
    stateVault,
    stateKey: "state",
    deployIdentity: `dialtone-${slug}-deploy`,
    previewIdentity: `dialtone-${slug}-preview`,
    // Source: https://www.pulumi.com/docs/iac/concepts/state-and-backends/#azure-blob-storage and gocloud.dev/blob/azureblob, read 2026-11-25.
    backendUrl: `azblob://state?storage_account=${stateAccount}${isGovernment ? `&domain=${blob}` : ""}`,
    secretsProvider: `azurekeyvault://${stateVault}.${vault}/keys/state`,
  };
}

/** Longest part of a name that is the stack's own, in characters: an identity's name ends at 128, a group's at 90. */
const maxSlugLength = 40;

/** What stands in names that are the subscription's own; a stack that does not fit as it is gets its hash: `a.b` is not `a-b`. */
function toSlug(stackName: string, hash: string): string {
  const slug = stackName
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, maxSlugLength);
  return slug === stackName ? slug : `${slug}-${hash.slice(0, 6)}`;
}
