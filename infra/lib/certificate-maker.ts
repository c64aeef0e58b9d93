import * as azuread from "@pulumi/azuread";
import { DialtoneError } from "../contract/dialtone-error.ts";
import type { CredentialGeneration } from "../contract/credential-settings.ts";
import type { Operator } from "./settings.ts";

/**
 * Who makes certificates in the vault: the deployer, where a generation is one, and what kind of principal that is.
 * A right in the vault's data plane, which no role of the subscription's control plane brings.
 * @throws DialtoneError DT_PROVISION_FAILED when the deployer is neither a user nor a service principal
 */
export async function loadCertificateMaker(
  provider: azuread.Provider,
  deployerObjectId: string,
  generations: readonly CredentialGeneration[],
): Promise<Operator | undefined> {
  if (!generations.some(({ mode }) => mode === "certificate")) return undefined;
  const { type } = await azuread.getDirectoryObject({ objectId: deployerObjectId }, { provider });
  if (type === "User" || type === "ServicePrincipal") return { objectId: deployerObjectId, principalType: type };
  throw new DialtoneError({
    code: "DT_PROVISION_FAILED",
    what: "who deploys cannot be given the right to make a certificate in Key Vault",
    saw: `a principal of type ${type}`,
    expected: "a user or a service principal",
    fix: "sign in as one of them, and run pulumi up again",
  });
}
