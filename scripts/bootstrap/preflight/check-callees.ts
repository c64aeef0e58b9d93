import { toLastFour } from "../../lib/redact.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { failed, ok, unreadable, type Finding } from "./finding.ts";
import { describeAnswer, unanswered, type PreflightContext } from "./preflight-context.ts";

const check = "callee";

/** Every callee is there, a member, and enabled. Whether Teams lets them be called is in no API that can be read here. */
export function checkCallees({ blueprint }: PreflightContext): readonly Finding[] {
  const found = blueprint.callees.map(({ given, objectId, answer }): Finding => {
    const shown = toShown(given);
    const another = "az ad user show --id NAME@DOMAIN --query id, then --callee with another user";
    if (answer.status === 404) return failed(check, `callee ${shown} is not a user of tenant ${blueprint.tenantId}`, "HTTP 404", another);
    if (answer.status === 403)
      return failed(
        check,
        `this sign-in may not look callee ${shown} up`,
        describeAnswer(answer),
        objectId === undefined ? "sign in as a member of the tenant, or a service principal with User.Read.All" : another,
      );
    if (answer.status !== 200 || objectId === undefined) return unanswered(check, `who callee ${shown} is`, answer);
    const user = toObject(parseJson(answer.text));
    if (user["userType"] === "Guest")
      return failed(check, `callee ${shown} is a guest: the calling service refuses the call (7505)`, "userType Guest", another);
    if (user["accountEnabled"] === false)
      return failed(check, `callee ${shown} is a disabled account: it cannot answer`, "accountEnabled false", another);
    return ok(check, `callee ${shown} is an enabled member of the tenant`, "an enabled member");
  });
  return [
    ...found,
    unreadable(
      "callee-policy",
      "whether Teams lets the callee be called (calling policy, licence) cannot be read through Graph",
      "no such API",
      "npm run verify tells; Get-CsOnlineUser -Identity NAME@DOMAIN in Teams PowerShell shows licence and TeamsCallingPolicy",
    ),
  ];
}

/** A name is the reader's own word; an id is shown by its end. */
function toShown(given: string): string {
  return given.includes("@") ? given : toLastFour(given);
}
