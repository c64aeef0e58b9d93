/**
 * How the providers end when Microsoft's directory does not know in time what this stack has made. There is only text at
 * this place; the type says whose text it is.
 * Sources: facts/cloud-wire.md 1.6 and 1.8 (terraform-provider-azuread @f0169e0e), hostile-and-faults F1 to F4, read 2026-11-25.
 */
const texts: Readonly<Record<string, readonly RegExp[]>> = {
  "azuread:index/application:Application": [/was not found right after it was written/, /status 404\b.*Request_ResourceNotFound/s],
  "azuread:index/servicePrincipal:ServicePrincipal": [
    /Timed out whilst waiting for new service principal to be replicated/i,
    /does not reference a valid application object/i,
    /backing application of the service principal being created must in the local tenant/i,
    /was not found right after it was written/,
    /status 404\b.*Request_ResourceNotFound/s,
  ],
  "azuread:index/appRoleAssignment:AppRoleAssignment": [
    /Not a valid reference update/i,
    /was not found right after it was written/,
    /status 404\b.*Request_ResourceNotFound/s,
  ],
  "azuread:index/applicationPassword:ApplicationPassword": [/timeout while waiting for state to become 'Done'/, /retrieving .*: not found/],
  "azure-native:authorization:RoleAssignment": [/\bPrincipalNotFound\b/],
};

/** Whether a resource failed because the directory lags: nothing is wrong, and the next run finds it. Pure. */
export function isDirectoryLag(type: string, message: string): boolean {
  return texts[type]?.some((pattern) => pattern.test(message)) === true;
}
