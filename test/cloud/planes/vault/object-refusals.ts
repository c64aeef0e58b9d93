import { Refusal, type Reply } from "../../core/operation.ts";

/**
 * Nothing of this name, or not in this version. Sentence of secrets: azure-cli#11871 and hashicorp/terraform-provider-azurerm
 * issues; that keys and certificates say the same with their own noun and code, read 2026-11-25.
 */
export function objectNotFound(label: string, name: string, version: string | undefined): Refusal {
  return new Refusal(
    404,
    `${label}NotFound`,
    `A ${label.toLowerCase()} with (name/id) ${version === undefined || version === "" ? name : `${name}/${version}`} was not found in this key vault. If you recently deleted this ${label.toLowerCase()} you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
  );
}

export function deletedObjectNotFound(label: string, name: string): Refusal {
  return new Refusal(404, `${label}NotFound`, `Deleted ${label} not found: ${name}`);
}

/** Key Vault's 403 with the inner code that tells the cases apart. */
export function forbidden(innerCode: string, message: string): Reply {
  return { status: 403, json: { error: { code: "Forbidden", message, innererror: { code: innerCode } } } };
}
