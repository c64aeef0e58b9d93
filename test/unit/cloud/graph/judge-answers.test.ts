// Cannot prove: that the types say all that Microsoft's metadata says; they know no lengths, no formats and no permissions.
import { test } from "node:test";
import type { Exchange } from "../../../cloud/core/exchange.ts";
import { judgeAnswers } from "./judge-answers.ts";

const root = "https://localhost:1/v1.0";
function answered(context: string | undefined, body: object): readonly string[] {
  const exchange: Exchange = {
    at: "",
    plane: "graph",
    operation: "x",
    caller: undefined,
    method: "GET",
    url: `${root}/x`,
    requestHeaders: {},
    requestBody: new Uint8Array(),
    status: 200,
    responseHeaders: { "content-type": "application/json" },
    responseBody: Buffer.from(
      JSON.stringify({ ...(context === undefined ? {} : { "@odata.context": `${root}/$metadata#${context}` }), ...body }),
    ),
    durationMs: 0,
    fault: undefined,
  };
  return judgeAnswers([exchange]).map((problem) => problem.replace("GET /v1.0/x: ", ""));
}

test("what the published types do not allow is told by its place", (t) => {
  t.assert.deepEqual(
    {
      good: answered("applications/$entity", { id: "a", displayName: null, tags: ["t"], api: { requestedAccessTokenVersion: 2 } }),
      unknown: answered("applications/$entity", { colour: "red" }),
      null: answered("applications/$entity", { tags: null }),
      kind: answered("applications/$entity", { displayName: 5 }),
      collection: answered("applications/$entity", { identifierUris: "api://x" }),
      nested: answered("applications", { value: [{ api: { oauth2PermissionScopes: [{ id: null }] } }] }),
      literal: answered("policies/defaultAppManagementPolicy/$entity", {
        applicationRestrictions: { passwordCredentials: [{ restrictionType: "anything" }] },
      }),
      owned: answered("directoryObjects", { value: [{ "@odata.type": "#microsoft.graph.user", userPrincipalName: 1 }] }),
      context: answered(undefined, {}),
      kindOfContext: answered("applications", { id: "a" }),
      type: answered("colours/$entity", {}),
    },
    {
      good: [],
      unknown: ["Application has no colour"],
      null: ["tags is null"],
      kind: ["displayName is no string"],
      collection: ["identifierUris is no collection"],
      nested: ["api.oauth2PermissionScopes.id is null"],
      literal: ["applicationRestrictions.passwordCredentials.restrictionType is none of AppCredentialRestrictionType"],
      owned: ["userPrincipalName is no string"],
      context: ["no @odata.context"],
      kindOfContext: ["context applications of the other kind"],
      type: ["type Colour is not published"],
    },
  );
});
