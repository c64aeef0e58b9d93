import type { Outputs } from "../../infra/contract/outputs.ts";
import type { ByHandAct } from "../../test/cloud/scenarios/scenario.ts";
import type { PersonClient } from "./person-client.ts";

const botApiVersion = "api-version=2023-09-15-preview";
/** A broader calling role, the one that people grant first. Source: https://learn.microsoft.com/graph/permissions-reference, read 2026-11-25. */
const extraRole = "Calls.InitiateGroupCall.All";
/** Reserved name (RFC 2606). */
const foreignWebhook = "https://somebody-else.example/api/calls/callback";

/** Does by hand what the act says, and says it in one line. */
export async function editByHand(act: ByHandAct["does"], outputs: Outputs, person: PersonClient): Promise<string> {
  const { app, bot, permission } = outputs;
  const channel = `${bot.resourceId}/channels/MsTeamsChannel?${botApiVersion}`;
  const grantsOfApp = async (): Promise<Record<string, unknown>[]> => {
    const answer = await person.graph("GET", `/v1.0/servicePrincipals/${app.principalObjectId}/appRoleAssignments`);
    return answer["value"] as Record<string, unknown>[];
  };
  const removeGrants = async (isMeant: (appRoleId: unknown) => boolean): Promise<void> => {
    for (const { id, appRoleId } of await grantsOfApp()) {
      if (isMeant(appRoleId))
        await person.graph("DELETE", `/v1.0/servicePrincipals/${app.principalObjectId}/appRoleAssignments/${String(id)}`);
    }
  };
  switch (act) {
    case "edit-webhook": {
      const present = await person.arm("GET", `${bot.resourceId}?${botApiVersion}`);
      const properties = { ...(present["properties"] as object), endpoint: foreignWebhook };
      await person.arm("PUT", `${bot.resourceId}?${botApiVersion}`, { ...present, properties });
      return `the bot's webhook is now ${foreignWebhook}`;
    }
    case "delete-channel":
      await person.arm("DELETE", channel);
      return "the bot's Teams channel is deleted";
    case "remove-grant":
      await removeGrants((appRoleId) => appRoleId === permission.appRoleId);
      return `the grant of ${permission.value} is removed`;
    case "grant-extra-role": {
      const graph = await person.graph("GET", `/v1.0/servicePrincipals/${permission.resourceObjectId}`);
      const roles = graph["appRoles"] as { id: string; value: string }[];
      const role = roles.find(({ value }) => value === extraRole);
      if (role === undefined) throw new Error(`Microsoft Graph has no application permission ${extraRole}`);
      const body = { principalId: app.principalObjectId, resourceId: permission.resourceObjectId, appRoleId: role.id };
      await person.graph("POST", `/v1.0/servicePrincipals/${app.principalObjectId}/appRoleAssignments`, body);
      return `${extraRole} is granted too`;
    }
    case "remove-extra-role":
      await removeGrants((appRoleId) => appRoleId !== permission.appRoleId);
      return `every grant but ${permission.value} is removed`;
    case "delete-app-secret": {
      const path = `/v1.0/applications/${app.applicationObjectId}`;
      const present = await person.graph("GET", path);
      for (const { keyId } of present["passwordCredentials"] as { keyId: string }[])
        await person.graph("POST", `${path}/removePassword`, { keyId });
      return "the application's secrets are deleted";
    }
  }
}
