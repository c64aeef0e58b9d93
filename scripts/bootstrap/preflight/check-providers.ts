import { findAllowing, toAzurePermission } from "./azure-permission.ts";
import { needsPerson, ok, type Finding } from "./finding.ts";
import { toList, unanswered, type PreflightContext } from "./preflight-context.ts";
import { resourceNamespaces } from "./required-actions.ts";

const check = "resource-providers";

/** Every resource provider is registered, or this sign-in may register it; azure-native itself does not register all. */
export async function checkProviders({ blueprint, providers, permissions }: PreflightContext): Promise<readonly Finding[]> {
  const [answer, rights] = await Promise.all([providers(), permissions()]);
  if (answer.status !== 200) return [unanswered(check, "which resource providers are registered", answer)];
  const missing = findUnregistered(toList(answer));
  if (missing.length === 0) return [ok(check, "every resource provider is registered", resourceNamespaces.join(", "))];
  const held = rights.status === 200 ? toList(rights).map(toAzurePermission) : [];
  const forbidden = missing.filter((namespace) => findAllowing(held, `${namespace}/register/action`).length === 0);
  const saw = `not registered: ${missing.join(", ")}`;
  if (forbidden.length === 0) return [ok(check, "resource providers are missing, and bootstrap registers them", saw)];
  return [
    needsPerson(
      check,
      "resource providers are not registered, and this sign-in may not register them",
      saw,
      `an owner of the subscription runs: ${forbidden.map((namespace) => `az provider register --namespace ${namespace} --subscription ${blueprint.subscriptionId} --wait`).join(" && ")}`,
    ),
  ];
}

/** Namespaces that are needed and not registered, nor on their way. */
export function findUnregistered(listed: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const states = new Map(listed.map((one) => [String(one["namespace"]).toLowerCase(), String(one["registrationState"])]));
  return resourceNamespaces.filter((namespace) => states.get(namespace.toLowerCase()) !== "Registered");
}
