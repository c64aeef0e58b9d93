import type { DirectoryObject } from "../graph/directory-object.ts";
import type { Directory } from "../graph/directory.ts";
import { refuseSignIn } from "./aadsts.ts";

/** The person behind a name and a password, whose account is on. */
export function authenticatePerson(directory: Directory, username: string, password: string): DirectoryObject {
  const user = directory
    .listVisible("user")
    .find((object) => String(object.body["userPrincipalName"]).toLowerCase() === username.toLowerCase());
  if (user === undefined) {
    throw refuseSignIn(
      "invalid_grant",
      50034,
      `The user account {EUII Hidden} does not exist in the ${directory.tenant.tenantId} directory. To sign into this application, the account must be added to the directory.`,
    );
  }
  if (user.password !== password)
    throw refuseSignIn("invalid_grant", 50126, "Error validating credentials due to invalid username or password.");
  if (user.body["accountEnabled"] !== true) throw refuseSignIn("invalid_grant", 50057, "The user account is disabled.");
  return user;
}
