import { isSamePlace, toPulumiPlace } from "../steps/pulumi-variables.ts";
import { failed, ok, warned, type Finding } from "./finding.ts";
import type { PreflightContext } from "./preflight-context.ts";

const check = "backend";

/** State has a place that the CLI can work at, its secrets a key, and a pipeline without a secret can reach both. */
export async function checkBackend(context: PreflightContext): Promise<readonly Finding[]> {
  const { backend, stackName } = context.blueprint;
  if (backend.url === "")
    return [
      failed(check, "pulumi is logged in to no backend that can be reached", "pulumi whoami fails", "pulumi login, or: --backend azure"),
    ];
  const problems = [
    ...findOverruled(context),
    ...(await findUnreachable(context)),
    ...findKeyless(context),
    ...findClosedToPipeline(context),
  ];
  if (problems.length > 0) return problems;
  const left = findRolesLeft(context);
  if (left.length > 0) return left;
  if (backend.url.startsWith("file:"))
    return [
      warned(
        check,
        `state of ${stackName} is on this machine alone`,
        backend.url,
        "--backend azure keeps it where colleagues and pipelines find it",
      ),
    ];
  return [ok(check, "state has a place and a key", `${backend.url}, ${backend.secretsProvider}`)];
}

/** The CLI works where this variable says, whatever it is logged in to. */
function findOverruled({ blueprint: { backend, stackName }, environment }: PreflightContext): readonly Finding[] {
  const named = environment["PULUMI_BACKEND_URL"] ?? "";
  if (named === "" || backend.kind === "current" || isSamePlace(named, toPulumiPlace(backend, environment).backendUrl)) return [];
  return [
    failed(
      check,
      `PULUMI_BACKEND_URL names another backend, and pulumi up --stack ${stackName} would look for the stack there`,
      named,
      `unset PULUMI_BACKEND_URL, or: --backend ${named}`,
    ),
  ];
}

/** One of the reader's own is asked now: the first step comes after changes. Without a CLI another check stops. */
async function findUnreachable({ blueprint: { backend }, pulumi, cli }: PreflightContext): Promise<readonly Finding[]> {
  if (backend.kind !== "url" || cli === undefined) return [];
  const saw = await pulumi.findProblem(backend.url);
  if (saw === undefined) return [];
  return [failed(check, `pulumi cannot work at ${backend.url}`, saw, `pulumi login '${backend.url}' says more; or: --backend azure`)];
}

function findKeyless({ blueprint: { backend }, environment }: PreflightContext): readonly Finding[] {
  const passphrase = environment["PULUMI_CONFIG_PASSPHRASE"] ?? environment["PULUMI_CONFIG_PASSPHRASE_FILE"] ?? "";
  if (backend.secretsProvider !== "passphrase" || passphrase !== "") return [];
  return [
    failed(
      check,
      "this backend has no key of its own, and no passphrase is set",
      "neither PULUMI_CONFIG_PASSPHRASE nor PULUMI_CONFIG_PASSPHRASE_FILE",
      `--backend azure (with a key in Key Vault), --secrets-provider URL, or export PULUMI_CONFIG_PASSPHRASE_FILE`,
    ),
  ];
}

function findClosedToPipeline({ blueprint: { backend, pipeline } }: PreflightContext): readonly Finding[] {
  if (pipeline === undefined) return [];
  const saw = [
    ...(backend.url.startsWith("azblob://") ? [] : [backend.url]),
    ...(backend.secretsProvider.startsWith("azurekeyvault://") ? [] : [`secrets provider ${backend.secretsProvider}`]),
  ];
  if (saw.length === 0) return [];
  return [
    failed(
      check,
      "a pipeline without a secret reaches state and key by its own identity, and these want something else",
      saw.join("; "),
      "--backend azure",
    ),
  ];
}

/** Roles on what bootstrap did not make are not its own to give. */
function findRolesLeft({ blueprint: { backend, pipeline, names, subscriptionId } }: PreflightContext): readonly Finding[] {
  if (pipeline === undefined || backend.kind === "azure") return [];
  const account = new URL(backend.url).searchParams.get("storage_account") ?? "ACCOUNT";
  const vault = new URL(backend.secretsProvider).hostname.split(".")[0] ?? "VAULT";
  const give = (role: string, scope: string): string =>
    `az role assignment create --assignee-object-id "$(az identity show --name ${names.deployIdentity} --resource-group ${names.baseGroup} --subscription ${subscriptionId} --query principalId -o tsv)" --assignee-principal-type ServicePrincipal --role "${role}" --scope "${scope}"`;
  return [
    warned(
      check,
      "the pipeline's identities need roles on a state and a key that bootstrap did not make, and does not touch",
      `${backend.url}, ${backend.secretsProvider}`,
      `afterwards: ${give("Storage Blob Data Contributor", `$(az storage account show --name ${account} --query id -o tsv)`)} && ${give("Key Vault Crypto User", `$(az keyvault show --name ${vault} --query id -o tsv)`)}; and for ${names.previewIdentity} the same with Storage Blob Data Reader`,
    ),
  ];
}
