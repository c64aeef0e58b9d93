import type { AskPerson } from "./ask-person.ts";
import type { Backend } from "./blueprint.ts";
import type { BootstrapFlags } from "./bootstrap-flags.ts";
import type { Names } from "./names.ts";
import type { PulumiCommand } from "./pulumi-cli.ts";
import type { StackFile } from "./stack-file.ts";

/**
 * Where state goes: as asked; where the stack's file says that it already is; where the CLI is logged in to; else in
 * Azure. A pipeline without a secret needs a state that it reaches by its own identity: Azure.
 */
export async function chooseBackend(sources: {
  readonly flags: BootstrapFlags;
  readonly file: StackFile;
  readonly names: Names;
  readonly pulumi: PulumiCommand;
  /** What stands in for Azure's blobs in a rehearsal; undefined outside of one. */
  readonly standInUrl: string | undefined;
  readonly person: AskPerson | undefined;
}): Promise<Backend> {
  const { flags, file, names, pulumi, standInUrl, person } = sources;
  const azure: Backend = { kind: "azure", url: names.backendUrl, secretsProvider: names.secretsProvider };
  const toOwn = (kind: "current" | "url", url: string): Backend => ({
    kind,
    url,
    secretsProvider: flags.secretsProvider ?? file.secretsProvider ?? (isPulumiCloud(url) ? "default" : "passphrase"),
  });
  if (flags.backend === "azure" || (flags.backend === undefined && file.secretsProvider === names.secretsProvider)) return azure;
  if (flags.backend === undefined && flags.pipeline !== undefined) return azure;
  if (flags.backend !== undefined && flags.backend !== "current") return toOwn("url", flags.backend);
  const login = await pulumi.readLogin();
  if (flags.backend === "current") return toOwn("current", login ?? "");
  if (login === undefined || login === names.backendUrl || login === standInUrl) return azure;
  if (person === undefined || file.isThere) return toOwn("current", login);
  const isCurrent =
    (await person.choice("Where is state kept", [`where pulumi is logged in to: ${login}`, "in Azure Blob Storage, made here"])) === 0;
  return isCurrent ? toOwn("current", login) : azure;
}

/** Source: https://www.pulumi.com/docs/iac/concepts/state-and-backends/, read 2026-11-25. */
function isPulumiCloud(url: string): boolean {
  return url.startsWith("https://");
}
