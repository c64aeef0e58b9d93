import { parseJson, toObject } from "../../lib/wire-error.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toUnseenAnswer, toWord } from "./drift-finding.ts";

/** Source: https://learn.microsoft.com/azure/templates/microsoft.botservice/2023-09-15-preview/botservices, read 2026-11-25. */
const apiVersion = "2023-09-15-preview";

/** Where bot and channel send what Teams tells them. */
export const webhookDrift: DriftLook = { of: "webhook", find: findWebhookDrift };

async function findWebhookDrift({ outputs, clients }: DriftSubject): Promise<readonly DriftFinding[]> {
  const { bot, host, stack } = outputs;
  const fix = `pulumi up --stack ${stack} --refresh`;
  const findings: DriftFinding[] = [];
  for (const [what, resourceId, read] of [
    ["the bot's endpoint", bot.resourceId, (properties: Json) => properties["endpoint"]],
    [
      "the Teams channel's calling webhook",
      `${bot.resourceId}/channels/MsTeamsChannel`,
      (properties: Json) => toObject(properties["properties"])["callingWebhook"],
    ],
  ] as const) {
    const answer = await clients.readAzure(`${resourceId}?api-version=${apiVersion}`);
    if (answer.status === 404) findings.push({ of: "webhook", kind: "missing", what, fix });
    else if (answer.status !== 200) findings.push(toUnseenAnswer("webhook", answer, "an operator with Reader on the bot"));
    else {
      const url = read(toObject(toObject(parseJson(answer.text))["properties"]));
      if (url !== host.callbackUrl) findings.push({ of: "webhook", kind: "changed", what: `${what} is ${toWord(url)}`, fix });
    }
  }
  return findings;
}

type Json = Readonly<Record<string, unknown>>;
