import type { CloudAnswer } from "../../lib/cloud-http.ts";
import { azureApiVersions, toSubscriptionId } from "../azure-ids.ts";
import { readTogether } from "../read-whole.ts";
import type { PreflightContext } from "./preflight-context.ts";
import { resourceNamespaces } from "./required-actions.ts";

/** What the looks have in common is asked once. */
export function createPreflightContext(sources: Omit<PreflightContext, "nowMs" | "permissions" | "providers">): PreflightContext {
  const { cloud, blueprint } = sources;
  const subscription = toSubscriptionId(blueprint);
  return {
    ...sources,
    nowMs: Date.now,
    // Not in the published description, and answered all the same: Azure/azure-rest-api-specs#19473, read 2026-11-25.
    permissions: once(() =>
      cloud.readAzure(`${subscription}/providers/Microsoft.Authorization/permissions?api-version=${azureApiVersions.authorization}`),
    ),
    // One by one: the list of all of them is larger than any answer that is read, with every type's regions and versions.
    providers: once(() =>
      readTogether(
        cloud.readAzure,
        resourceNamespaces.map((namespace) => `${subscription}/providers/${namespace}?api-version=${azureApiVersions.resources}`) as [
          string,
        ],
      ),
    ),
  };
}

function once(ask: () => Promise<CloudAnswer>): () => Promise<CloudAnswer> {
  let asked: Promise<CloudAnswer> | undefined;
  return () => (asked ??= ask());
}
