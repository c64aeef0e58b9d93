// What a failed resource is said to mean, and what to type. The providers' words are as the stand-ins have them, which
// are written down from the providers' sources; cannot prove that another version of a provider words them the same way.
import { describe, test, type TestContext } from "node:test";
import { toFailedResource } from "../../../../scripts/engine/failed-resource.ts";
import { toReaderValues } from "../../../../scripts/engine/reader-values.ts";

const made = new Map([
  ["azure-native:resources:ResourceGroup", { name: "dialtone1234", tags: {} }],
  ["azuread:index/application:Application", { clientId: "11111111-2222-3333-4444-555555555555" }],
]);
const values = toReaderValues("prod", { tenantId: "5f4e1d2c-0b6a-4c3d-9e8f-7a6b5c4d3e2f", displayName: "Dialtone" }, made);

function tell(type: string, message: string, given = values, hasState = true) {
  return toFailedResource({ type, what: `${type} "x" failed`, message, values: given, hasState, cause: undefined });
}

const lags: readonly (readonly [type: string, message: string])[] = [
  ["azuread:index/application:Application", "creating urn: /applications/a was not found right after it was written"],
  [
    "azuread:index/servicePrincipal:ServicePrincipal",
    "creating urn: Timed out whilst waiting for new service principal to be replicated in Azure AD",
  ],
  [
    "azuread:index/servicePrincipal:ServicePrincipal",
    "unexpected status 400 with error: Request_BadRequest: The appId 'a' of the service principal does not reference a valid application object.",
  ],
  [
    "azuread:index/appRoleAssignment:AppRoleAssignment",
    "creating urn: unexpected status 400 with error: Request_BadRequest: Not a valid reference update.",
  ],
  [
    "azuread:index/appRoleAssignment:AppRoleAssignment",
    "creating urn: unexpected status 404 with error: Request_ResourceNotFound: Resource 'a' does not exist or one of its queried reference-property objects are not present.",
  ],
  ["azuread:index/applicationPassword:ApplicationPassword", "waiting for password k: timeout while waiting for state to become 'Done'"],
  [
    "azure-native:authorization:RoleAssignment",
    'Status=400 Code="PrincipalNotFound" Message="Principal a does not exist in the directory b."',
  ],
];

describe("a failed resource", () => {
  for (const [type, message] of lags) {
    test(`${type.split(":").at(-1) ?? ""}, "${message.slice(-60)}", is a directory that lags: run it again`, (t: TestContext) => {
      const { code, fix } = tell(type, message);
      t.assert.deepStrictEqual(
        { code, fix },
        {
          code: "DT_UNCERTAIN_DIRECTORY",
          fix: "wait some minutes, then: pulumi up --stack prod (what was made is kept, and nothing is made twice)",
        },
      );
    });
  }

  test("a 404 of a type whose objects the directory does not replicate is a failure like any other", (t: TestContext) => {
    t.assert.strictEqual(tell("azure-native:botservice:Bot", 'Status=404 Code="PrincipalNotFound"').code, "DT_PROVISION_FAILED");
  });

  for (const message of [
    "cannot create already existing resource '/subscriptions/s/resourceGroups/g'",
    "unexpected status 400 with error: Request_BadRequest: Permission being assigned already exists on the object",
    'A resource with the ID "a" already exists - to be managed via Terraform this resource needs to be imported into the State.',
  ]) {
    test(`"${message.slice(0, 50)}" prints the way back with the stack's name`, (t: TestContext) => {
      t.assert.strictEqual(
        tell("any", message).fix,
        "a run before made it, and its answer was lost: npm run recover -- --stack prod, then: pulumi up --stack prod",
      );
    });
  }

  test("an application of the same name may be another stack's as well, and the way out of that is printed too", (t: TestContext) => {
    const twin = 'Tenant "t": existing application with name "Dialtone" (ID: "a") was found and `prevent_duplicate_names` was specified';
    t.assert.match(tell("any", twin).fix, /npm run recover -- --stack prod.*pulumi config set --stack prod displayName NAME/);
  });

  test("an answer that is known gets its cure with the reader's own values", (t: TestContext) => {
    const { code, fix } = tell("azure-native:app:ContainerApp", 'Status=409 Code="ScopeLocked" Message="The scope cannot perform write."');
    t.assert.strictEqual(code, "DT_PROVISION_FAILED");
    t.assert.match(fix, /az lock list --resource-group dialtone1234; .*pulumi up --stack prod$/);
    t.assert.doesNotMatch(fix, /STACK|GROUP-NAME|\{/);
  });

  test("a value that the run did not come to is a placeholder that no shell reads as anything", (t: TestContext) => {
    const none = toReaderValues("prod", {}, new Map());
    t.assert.match(tell("any", 'Code="ScopeLocked"', none).fix, /--resource-group RESOURCE-GROUP-NAME;/);
  });

  test("an answer that nobody knows keeps the provider's words, and prints the way back", (t: TestContext) => {
    const { saw, fix } = tell("any", "something new");
    t.assert.deepStrictEqual(
      { saw, fix },
      {
        saw: "something new",
        fix: "cure what it says, then: pulumi up --stack prod; if it may have been made all the same, before that: npm run recover -- --stack prod",
      },
    );
  });

  test("in process, where there is no state to mend, it is run again", (t: TestContext) => {
    t.assert.match(tell("any", "something new", values, false).fix, /^cure what it says and run again; /);
  });
});
