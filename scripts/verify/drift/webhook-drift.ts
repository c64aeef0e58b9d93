import { parseJson, toObject } from "../../lib/wire-error.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toUnseenAnswer } from "./drift-finding.ts";

/** Source: https://learn.microsoft.com/azure/templates/microsoft.botservice/2023-09-15-preview/botservices, read 2026-11-25. */
const apiVersion = "2023-09-15-preview";

/** Where bot and channel send what Teams tells them, and whether they do. */
export const webhookDrift: DriftLook = { of: "webhook", find: findWebhookDrift };

async function findWebhookDrift({ outputs, clients }: DriftSubject): Promise<readonly DriftFinding[]> {
  const { bot, host, stack } = outputs;
  const fix = `pulumi up --stack ${stack} --refresh`;
  const findings: DriftFinding[] = [];
  for (const [place, resourceId, rowsOf] of [
    ["the bot", bot.resourceId, (properties: Json) => toBotRows(properties, outputs)],
    ["the Teams channel", `${bot.resourceId}/channels/MsTeamsChannel`, (properties: Json) => toChannelRows(properties, host.callbackUrl)],
  ] as const) {
    const answer = await clients.readAzure(`${resourceId}?api-version=${apiVersion}`);
    if (answer.status === 404) findings.push({ of: "webhook", kind: "missing", what: place, fix });
    else if (answer.status !== 200) findings.push(toUnseenAnswer("webhook", answer, "an operator with Reader on the bot"));
    else {
      const rows = rowsOf(toObject(toObject(parseJson(answer.text))["properties"]));
      for (const [what, saw, expected] of rows)
        if (saw !== expected) findings.push({ of: "webhook", kind: "changed", what: `${place}'s ${what} is ${show(saw)}`, fix });
    }
  }
  return findings;
}

type Json = Readonly<Record<string, unknown>>;
type Row = readonly [what: string, saw: unknown, expected: unknown];

/** As infra/components/calling-bot.ts makes it: whose bot it is, where it is told, and no door that opens with a key. */
function toBotRows(properties: Json, { app, tenantId, host }: DriftSubject["outputs"]): readonly Row[] {
  return [
    ["endpoint", properties["endpoint"], host.callbackUrl],
    ["application (msaAppId)", properties["msaAppId"], app.clientId],
    ["tenant (msaAppTenantId)", properties["msaAppTenantId"], tenantId],
    ["type (msaAppType)", properties["msaAppType"], "SingleTenant"],
    ["refusal of keys (disableLocalAuth)", properties["disableLocalAuth"], true],
  ];
}

function toChannelRows(properties: Json, callbackUrl: string): readonly Row[] {
  const channel = toObject(properties["properties"]);
  return [
    ["calling webhook", channel["callingWebhook"], callbackUrl],
    ["calling (enableCalling)", channel["enableCalling"], true],
    ["channel (isEnabled)", channel["isEnabled"], true],
  ];
}

function show(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : (JSON.stringify(value) ?? "nothing");
}
