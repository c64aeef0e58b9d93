import { parseJson, toObject } from "../../lib/wire-error.ts";
import { azureApiVersions, toAccountId, toGroupId, toSubscriptionId, toVaultId } from "../azure-ids.ts";
import { failed, ok, unreadable, warned, type Finding } from "./finding.ts";
import { describeAnswer, toList, unanswered, type PreflightContext } from "./preflight-context.ts";

/** Names that are one in the world are free or ours already; an application of the same name is said. The stack's own Azure names end at random. */
export async function checkNames(context: PreflightContext): Promise<readonly Finding[]> {
  const state = context.blueprint.backend.kind === "azure" ? await Promise.all([checkAccount(context), checkVault(context)]) : [];
  return [...state, ...(await checkApplication(context))];
}

async function checkAccount({ cloud, blueprint }: PreflightContext): Promise<Finding> {
  const check = "name-state-account";
  const { stateAccount } = blueprint.names;
  const own = await cloud.readAzure(`${toAccountId(blueprint)}?api-version=${azureApiVersions.storage}`);
  if (own.status === 200) return ok(check, "the storage account for the state is there, and in this subscription", stateAccount);
  if (own.status !== 404) return unanswered(check, `whether storage account ${stateAccount} is there`, own);
  return checkFree(cloud, check, blueprint.subscriptionId, {
    type: "Microsoft.Storage/storageAccounts",
    apiVersion: azureApiVersions.storage,
    name: stateAccount,
    what: "the storage account for the state",
  });
}

async function checkVault({ cloud, blueprint }: PreflightContext): Promise<Finding> {
  const check = "name-state-vault";
  const { names, subscriptionId, location } = blueprint;
  const { stateVault } = names;
  const version = `api-version=${azureApiVersions.vault}`;
  const own = await cloud.readAzure(`${toVaultId(blueprint)}?${version}`);
  if (own.status === 200) return ok(check, "the vault for the state's key is there, and in this subscription", stateVault);
  if (own.status !== 404) return unanswered(check, `whether vault ${stateVault} is there`, own);
  // All of them: the one of our name may have been in another region.
  const listed = await cloud.readAzure(`${toSubscriptionId(blueprint)}/providers/Microsoft.KeyVault/deletedVaults?${version}`);
  const deleted = toList(listed).find((vault) => String(vault["name"]).toLowerCase() === stateVault);
  if (deleted !== undefined) {
    const { location: region, scheduledPurgeDate: until } = toObject(deleted["properties"]);
    const at = typeof region === "string" ? region : location;
    // A vault comes back into the group that it was in, and not without it.
    const group = await cloud.readAzure(`${toGroupId(blueprint)}?api-version=${azureApiVersions.resources}`);
    const first =
      group.status === 404 ? `az group create --name ${names.baseGroup} --location ${at} --subscription ${subscriptionId} && ` : "";
    return failed(
      check,
      `vault ${stateVault} was deleted and is still in the recycle bin, with the key of the state in it`,
      `soft-deleted in ${at}${typeof until === "string" ? `, until ${until}` : ""}`,
      `${first}az keyvault recover --name ${stateVault} --location ${at} --subscription ${subscriptionId}`,
    );
  }
  return checkFree(cloud, check, subscriptionId, {
    type: "Microsoft.KeyVault/vaults",
    apiVersion: azureApiVersions.vault,
    name: stateVault,
    what: "the vault for the state's key",
  });
}

/** A resource whose name is one in the world. */
interface WorldName {
  readonly type: `${string}/${string}`;
  readonly apiVersion: string;
  readonly name: string;
  readonly what: string;
}

async function checkFree(
  cloud: PreflightContext["cloud"],
  check: string,
  subscriptionId: string,
  { type, apiVersion, name, what }: WorldName,
): Promise<Finding> {
  const namespace = type.slice(0, type.indexOf("/"));
  const answer = await cloud.postAzure(
    `/subscriptions/${subscriptionId}/providers/${namespace}/checkNameAvailability?api-version=${apiVersion}`,
    { name, type },
  );
  if (answer.status !== 200)
    return unreadable(
      check,
      `whether the name ${name} is free could not be asked`,
      describeAnswer(answer),
      "the first step says so where it is not",
    );
  if (toObject(parseJson(answer.text))["nameAvailable"] === true) return ok(check, `the name of ${what} is free`, name);
  return failed(
    check,
    `the name ${name} of ${what} is taken by somebody else`,
    "nameAvailable false",
    "another --stack NAME, or a backend of yours: --backend URL",
  );
}

/** Entra takes any number of applications of one name; people take the wrong one. */
async function checkApplication({ cloud, blueprint: { displayName, stackName } }: PreflightContext): Promise<readonly Finding[]> {
  const check = "name-application";
  const filter = new URLSearchParams({
    $filter: `displayName eq '${displayName.replaceAll("'", "''")}'`,
    $select: "id,displayName",
  }).toString();
  const [live, deleted] = await Promise.all([
    cloud.readGraph(`/applications?${filter}`),
    cloud.readGraph(`/directory/deletedItems/microsoft.graph.application?${filter}`),
  ]);
  if (live.status !== 200)
    return [
      unreadable(
        check,
        `whether there is another application "${displayName}" could not be read`,
        describeAnswer(live),
        "look in the Entra admin center",
      ),
    ];
  const findings: Finding[] = [];
  if (toList(live).length > 0)
    findings.push(
      warned(
        check,
        `there is an application "${displayName}" already`,
        `${toList(live).length} of that name`,
        `fine where it is this environment's own; else --display-name "Dialtone ${stackName} 2": pulumi up refuses a second one of the same name`,
      ),
    );
  if (deleted.status === 200 && toList(deleted).length > 0)
    findings.push(
      warned(
        "name-application-deleted",
        `an application "${displayName}" is in the recycle bin`,
        `${toList(deleted).length} of that name`,
        "it goes by itself 30 days after its deletion; restoring it brings its old credentials back: leave it there",
      ),
    );
  return findings.length > 0 ? findings : [ok(check, `no other application is called "${displayName}"`, "none of that name")];
}
