/**
 * How the providers say that what they are to create exists and is in no state. There is only text at this place.
 * Sources: pulumi-azure-native provider.go ("cannot create already existing resource"); Microsoft Graph for a second
 * grant; terraform-provider-azuread tf/error.go (ImportAsExistsError); facts/cloud-wire.md 1.8 and 2.2, read 2026-11-25.
 */
const texts: readonly RegExp[] = [
  /cannot create already existing resource/i,
  /Permission being assigned already exists on the object/i,
  /to be managed via Terraform this resource needs to be imported into the State/i,
  /existing application with name .* was found and `prevent_duplicate_names` was specified/i,
];

/** Whether a create was refused because a run before made the thing and nobody wrote it down. Pure. */
export function isAlreadyThere(message: string): boolean {
  return texts.some((pattern) => pattern.test(message));
}

/** Whether it is an application of that name, which another stack may have made as well. Pure. */
export function isTwin(message: string): boolean {
  return /existing application with name/i.test(message);
}
