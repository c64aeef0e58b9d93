import type { CloudAnswer } from "../../lib/cloud-http.ts";
import { azureApiVersions, toSubscriptionId } from "../azure-ids.ts";
import type { PreflightContext } from "./preflight-context.ts";

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
    providers: once(() => cloud.readAzure(`${subscription}/providers?api-version=${azureApiVersions.resources}`)),
  };
}

function once(ask: () => Promise<CloudAnswer>): () => Promise<CloudAnswer> {
  let asked: Promise<CloudAnswer> | undefined;
  return () => (asked ??= ask());
}
