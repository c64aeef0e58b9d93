import { failed, ok, unreadable, warned, type Finding } from "./finding.ts";
import { describeAnswer, toList, unanswered, type PreflightContext } from "./preflight-context.ts";

/** Types that live in a region, by provider. Identities, vaults and storage are in every region that these are in, and asked all the same. */
const regionalTypes: Readonly<Record<string, readonly string[]>> = {
  "Microsoft.App": ["managedEnvironments", "containerApps"],
  "Microsoft.ContainerRegistry": ["registries"],
  "Microsoft.KeyVault": ["vaults"],
  "Microsoft.ManagedIdentity": ["userAssignedIdentities"],
  "Microsoft.OperationalInsights": ["workspaces"],
  "Microsoft.Storage": ["storageAccounts"],
};

/** How much a region still takes, by provider: the usage that counts for one environment more. */
const quotas = [
  { provider: "Microsoft.App", apiVersion: "2024-03-01", usage: "ManagedEnvironmentCount", what: "Container Apps environments" },
  { provider: "Microsoft.Storage", apiVersion: "2024-01-01", usage: "StorageAccounts", what: "storage accounts" },
] as const;

/** The region has every type of resource, and room for one more of those that are counted. */
export async function checkRegion(context: PreflightContext): Promise<readonly Finding[]> {
  return [await checkTypes(context), ...(await Promise.all(quotas.map((quota) => checkQuota(context, quota))))];
}

async function checkTypes({ blueprint: { location }, providers }: PreflightContext): Promise<Finding> {
  const check = "region";
  const answer = await providers();
  if (answer.status !== 200) return unanswered(check, `what region ${location} has`, answer);
  const listed = toList(answer);
  const absent: string[] = [];
  const elsewhere: Set<string>[] = [];
  for (const [namespace, types] of Object.entries(regionalTypes)) {
    const provider = listed.find((one) => String(one["namespace"]).toLowerCase() === namespace.toLowerCase());
    const resourceTypes = (provider?.["resourceTypes"] ?? []) as { resourceType: string; locations?: readonly string[] }[];
    for (const type of types) {
      const places = new Set(
        (resourceTypes.find((one) => one.resourceType.toLowerCase() === type.toLowerCase())?.locations ?? []).map(toRegionName),
      );
      elsewhere.push(places);
      if (!places.has(location)) absent.push(`${namespace}/${type}`);
    }
  }
  if (absent.length === 0)
    return ok(check, `region ${location} has everything that the environment consists of`, `${elsewhere.length} types of resources`);
  const complete = [...(elsewhere[0] ?? [])].filter((region) => elsewhere.every((places) => places.has(region))).sort();
  return failed(
    check,
    `region ${location} does not have everything that the environment consists of`,
    `not there: ${absent.join(", ")}`,
    complete.length === 0
      ? "choose another region: az account list-locations --output table, then --location REGION"
      : `--location with one of ${complete.slice(0, 8).join(", ")}`,
  );
}

async function checkQuota({ cloud, blueprint }: PreflightContext, quota: (typeof quotas)[number]): Promise<Finding> {
  const { location, subscriptionId } = blueprint;
  const check = `quota-${quota.provider.split(".")[1]?.toLowerCase() ?? ""}`;
  const answer = await cloud.readAzure(
    `/subscriptions/${subscriptionId}/providers/${quota.provider}/locations/${location}/usages?api-version=${quota.apiVersion}`,
  );
  const way = `pulumi up says so where there is no room; https://portal.azure.com, Quotas, ${location}`;
  // 400: the provider is not in that region, which the check before says.
  if ([400, 403, 404, 409].includes(answer.status))
    return unreadable(check, `how many ${quota.what} region ${location} still takes could not be read`, describeAnswer(answer), way);
  if (answer.status !== 200) return unanswered(check, `how many ${quota.what} region ${location} still takes`, answer);
  const usage = toList(answer).find((one) => String((one["name"] as { value?: unknown } | undefined)?.value) === quota.usage);
  if (usage === undefined)
    return warned(check, `Azure did not say how many ${quota.what} region ${location} still takes`, "no such usage", way);
  const [current, limit] = [Number(usage["currentValue"]), Number(usage["limit"])];
  const saw = `${current} of ${limit} in use`;
  if (current < limit) return ok(check, `region ${location} takes one more of the ${quota.what}`, saw);
  return failed(
    check,
    `region ${location} takes no more ${quota.what} of this subscription`,
    saw,
    `ask for more: https://portal.azure.com, Quotas, ${quota.provider}, ${location}; or another --location`,
  );
}

/** Providers list regions as people write them: `Sweden Central`. */
function toRegionName(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}
