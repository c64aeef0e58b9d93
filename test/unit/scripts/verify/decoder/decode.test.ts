// Proves that the decoder's tables hold what our collected facts hold. Does not prove that the facts are true today.
import { test, type TestContext } from "node:test";
import { errorCodes } from "../../../../../infra/contract/error-codes.ts";
import { loadCloud } from "../../../../../infra/contract/cloud.ts";
import { decodeText } from "../../../../../scripts/verify/decoder/decode-text.ts";
import { decode, decoderRows } from "../../../../../scripts/verify/decoder/decode.ts";
import { fillIn, toFillInValues } from "../../../../../scripts/verify/decoder/fill-in.ts";
import { outputs } from "../verification-fixture.ts";

test("every row has a name of its own, a known code, a cause, a fix and a source with a day", (t: TestContext) => {
  const names = decoderRows.map((row) => row.row);
  const poor = decoderRows.filter(
    (row) =>
      (row.errorCode !== null && !Object.hasOwn(errorCodes, row.errorCode)) ||
      row.cause === "" ||
      row.fix === "" ||
      !/read \d{4}-\d{2}-\d{2}/.test(row.source),
  );
  t.assert.deepStrictEqual([new Set(names).size, poor.map((row) => row.row)], [names.length, []]);
});

test("every AADSTS code of the collected facts is known", (t: TestContext) => {
  // graph-calling facts 5.4, rows 49 to 72.
  const codes = [
    700016, 7000229, 7000215, 7000222, 7000216, 7000218, 700027, 700024, 700213, 70021, 7002138, 700025, 7000112, 90002, 900382, 900432,
    90038, 500011, 70011, 1002012, 50194, 9001023, 90130, 65001, 65004, 650056, 650057, 90094, 90095, 50034, 53003, 50196, 1000104,
  ];
  t.assert.deepStrictEqual(
    codes.filter((code) => decode({ surface: "login", status: 400, codes: [String(code)] }) === undefined),
    [],
  );
});

test("the special code decides, whatever its place among several", (t: TestContext) => {
  t.assert.strictEqual(decode({ surface: "login", status: 401, codes: ["70021", "7000222"] })?.errorCode, "DT_CREDENTIAL_EXPIRED");
});

test("a family's new member is known by its beginning", (t: TestContext) => {
  t.assert.strictEqual(decode({ surface: "login", status: 400, codes: ["7002139"] })?.row, "login-federation-subject");
});

const ends: readonly (readonly [code: number, subcode: number, row: string])[] = [
  [200, 7000, "end-by-bot"],
  [0, 7015, "end-transferred"],
  [200, 4521, "end-by-callee"],
  [0, 5003, "end-all-declined"],
  [200, 5003, "end-conversation"],
  [603, 0, "end-declined"],
  [487, 10004, "end-no-answer"],
  [480, 10037, "end-signed-out"],
  [480, 10199, "end-calling-disabled"],
  [480, 0, "end-not-registered"],
  [486, 0, "end-busy"],
  [408, 8537, "end-keep-alive"],
  [500, 1005, "end-media"],
  [200, 0, "end-ok"],
];
for (const [code, subcode, row] of ends) {
  test(`a call that ends with ${code}/${subcode} is ${row}`, (t: TestContext) => {
    t.assert.strictEqual(decode({ surface: "call-end", codes: [String(code)], subcode })?.row, row);
  });
}

test("what is not known is not guessed", (t: TestContext) => {
  t.assert.deepStrictEqual(
    [
      decode({ surface: "call-end", codes: ["580"], subcode: 1 }),
      decode({ surface: "calls", status: 403, codes: ["9876"] }),
      decode({ surface: "login", status: 400, codes: ["4711"] }),
    ],
    [undefined, undefined, undefined],
  );
});

test("only 7504 says that consent is missing", (t: TestContext) => {
  t.assert.deepStrictEqual(
    decoderRows.filter((row) => row.consentVerdict === "missing").map((row) => row.row),
    ["calls-tenant-permission"],
  );
});

test("a placeholder without a value stays to be seen", (t: TestContext) => {
  t.assert.strictEqual(fillIn("az ad app show --id {clientId} {other}", { clientId: "c" }), "az ad app show --id c {other}");
});

const refusals: readonly (readonly [
  surface: "graph" | "arm" | "vault" | "table",
  status: number,
  code: string,
  message: string,
  row: string,
])[] = [
  ["graph", 403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.", "graph-privileges"],
  ["graph", 400, "Request_BadRequest", "Credential type not allowed as per assigned policy 'x'.", "graph-credential-policy"],
  ["graph", 400, "Request_BadRequest", "Permission being assigned already exists on the object", "graph-grant-exists"],
  ["graph", 400, "Request_BadRequest", "Not a valid reference update.", "graph-grant-reference"],
  ["graph", 404, "Request_ResourceNotFound", "Resource 'x' does not exist", "graph-not-found"],
  ["arm", 403, "RequestDisallowedByPolicy", "Resource was disallowed by policy. Reasons: MFA is required.", "arm-mfa"],
  ["arm", 403, "RequestDisallowedByPolicy", "Resource 'x' was disallowed by policy.", "arm-policy"],
  [
    "arm",
    403,
    "AuthorizationFailed",
    "does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/write'",
    "arm-role-assignment-rights",
  ],
  ["arm", 403, "AuthorizationFailed", "does not have authorization to perform action 'x/read'", "arm-authorization"],
  ["arm", 400, "PrincipalNotFound", "Principal x does not exist in the directory y.", "arm-principal-lag"],
  ["arm", 400, "TasksOperationsNotAllowed", "ACR Tasks requests for the registry x and y are not permitted.", "arm-registry-tasks"],
  ["arm", 409, "MissingSubscriptionRegistration", "", "arm-namespace"],
  ["arm", 409, "AnotherOperationInProgress", "", "arm-busy"],
  ["arm", 409, "ScopeLocked", "", "arm-locked"],
  ["arm", 412, "PreconditionFailed", "", "arm-changed-meanwhile"],
  ["arm", 409, "ConflictError", "A vault with the same name already exists in deleted state. You need", "arm-vault-deleted"],
  ["arm", 400, "InvalidBotData", "Bot is not valid. Errors: MsaAppId: MsaAppId is already in use.. ", "arm-bot-client-id-taken"],
  ["arm", 400, "InvalidBotData", "Bot is not valid. Errors: Id: Id is already in use.. ", "arm-bot-id-taken"],
  ["arm", 400, "MaxNumberOfGlobalEnvironmentsInSubExceeded", "", "arm-environments"],
  ["arm", 429, "TooManyRequests", "", "arm-throttled"],
  ["vault", 403, "ForbiddenByRbac", "", "vault-rights"],
  ["vault", 403, "ForbiddenByFirewall", "", "vault-network"],
  ["vault", 404, "SecretNotFound", "", "vault-secret-absent"],
  ["table", 403, "AuthorizationPermissionMismatch", "", "table-rights"],
  ["table", 403, "AuthorizationFailure", "", "table-network"],
  ["table", 404, "TableNotFound", "", "table-absent"],
];
for (const [surface, status, code, message, row] of refusals) {
  test(`${surface} ${status} ${code} "${message.slice(0, 40)}" is ${row}`, (t: TestContext) => {
    t.assert.strictEqual(decode({ surface, status, codes: [code], message })?.row, row);
  });
}

test("a number that hides in text is read: DiagCode", (t: TestContext) => {
  t.assert.deepStrictEqual(
    [
      decode({ surface: "calls", status: 400, codes: ["BadRequest"], message: "Bad Request. DiagCode: 400#2203." })?.row,
      decode({ surface: "call-end", codes: [], message: "Call ended. DiagCode: 500#7117." })?.row,
    ],
    ["calls-bad-request-2203", "end-callback-lost"],
  );
});

test("what an engine's text says is found by code, by AADSTS number and by words, and nothing is guessed", (t: TestContext) => {
  const texts = [
    'Status=403 Code="RequestDisallowedByPolicy" Message="Resource was disallowed by policy. Reasons: MFA is required."',
    "unexpected status 403 (403 Forbidden) with error: Authorization_RequestDenied: Insufficient privileges to complete the operation.",
    "AADSTS7000222: The provided client secret keys for app 'x' are expired.",
    "Credential type not allowed as per assigned policy 'x'.",
    "Status=409: something else altogether",
  ];
  t.assert.deepStrictEqual(
    texts.map((text) => decodeText(text)?.row),
    ["arm-mfa", "graph-privileges", "login-secret-expired", "graph-credential-policy", undefined],
  );
});

test("every fix names only values that a failure can fill in", (t: TestContext) => {
  const known = Object.keys(toFillInValues(outputs, loadCloud("public", {}), "c0de"));
  const strange = decoderRows.flatMap(({ row, fix }) =>
    [...fix.matchAll(/\{(\w+)\}/g)].filter(([, name = ""]) => !known.includes(name)).map(([name]) => `${row} ${name}`),
  );
  t.assert.deepStrictEqual(strange, []);
});
