import { randomUUID } from "node:crypto";
import type { CloudAnswer } from "../../lib/cloud-http.ts";
import { pollWithin } from "../../lib/poll-within.ts";
import { parseJson, parseWireError, toObject } from "../../lib/wire-error.ts";
import { failed, passed, skipped, type Judgement } from "../judgement.ts";
import { formatQuote } from "../quote.ts";
import { judgeUncertainAnswer } from "../uncertain.ts";
import type { Check, Verification } from "../verification.ts";

/**
 * API version of bot and channel, the one that the program deploys with.
 * Source: https://learn.microsoft.com/azure/templates/microsoft.botservice/2023-09-15-preview/botservices, read 2026-11-23.
 */
const botApiVersion = "2023-09-15-preview";

/** Link 4: the Azure Bot has our client id, and a Teams channel that calls and calls back to us; the calling service knows it. */
export const botChecks: readonly Check[] = [
  { checkId: "bot.resource", link: "bot", needs: [], run: checkResource },
  { checkId: "bot.channel", link: "bot", needs: ["bot.resource"], run: checkChannel },
  { checkId: "bot.registered", link: "bot", needs: ["bot.resource", "bot.channel"], run: checkRegistered },
];

async function checkResource(verification: Verification): Promise<Judgement> {
  const { outputs, clients, progress } = verification;
  progress.step("bot", `reading Azure Bot ${outputs.bot.name}`);
  const answer = await clients.readAzure(`${outputs.bot.resourceId}?api-version=${botApiVersion}`);
  const repair = `pulumi up --stack ${outputs.stack} --refresh`;
  if (answer.status === 404) {
    return failed("DT_BOT_MISSING", `there is no Azure Bot "${outputs.bot.name}"`, {
      saw: "HTTP 404",
      expected: outputs.bot.resourceId,
      fix: repair,
    });
  }
  if (answer.status !== 200) return judgeUncertainAnswer(answer, "the Azure Bot", "Reader on the bot", verification);
  const properties = toObject(toObject(parseJson(answer.text))["properties"]);
  const expected = `msaAppId ${outputs.app.clientId}, single tenant ${outputs.tenantId}`;
  const saw = `msaAppId ${toShown(properties["msaAppId"])}, ${toShown(properties["msaAppType"])} ${toShown(properties["msaAppTenantId"])}`;
  const isOurs = toLower(properties["msaAppId"]) === outputs.app.clientId.toLowerCase();
  const isTenant = properties["msaAppTenantId"] === undefined || toLower(properties["msaAppTenantId"]) === outputs.tenantId.toLowerCase();
  if (isOurs && isTenant) return passed(`Azure Bot "${outputs.bot.name}" has the app's client id`, { saw, expected });
  return failed("DT_BOT_CLIENT_ID", `Azure Bot "${outputs.bot.name}" belongs to another application or tenant`, {
    saw,
    expected,
    fix: repair,
  });
}

async function checkChannel(verification: Verification): Promise<Judgement> {
  const { outputs, clients } = verification;
  const answer = await clients.readAzure(`${outputs.bot.resourceId}/channels/MsTeamsChannel?api-version=${botApiVersion}`);
  const fix = `pulumi up --stack ${outputs.stack} --refresh`;
  const expected = `Teams channel, calling on, webhook ${outputs.host.callbackUrl}`;
  if (answer.status === 404) {
    return failed("DT_BOT_CHANNEL_MISSING", `Azure Bot "${outputs.bot.name}" has no Teams channel`, { saw: "HTTP 404", expected, fix });
  }
  if (answer.status !== 200) return judgeUncertainAnswer(answer, "the bot's Teams channel", "Reader on the bot", verification);
  const channel = toObject(toObject(toObject(parseJson(answer.text))["properties"])["properties"]);
  const saw = `enabled ${toShown(channel["isEnabled"])}, calling ${toShown(channel["enableCalling"])}, webhook ${toShown(channel["callingWebhook"])}`;
  if (channel["isEnabled"] !== true || channel["enableCalling"] !== true) {
    return failed("DT_BOT_CALLING_OFF", "calling is off in the bot's Teams channel", { saw, expected, fix });
  }
  // Exactly: the calling service compares nothing, it just posts there, and a slash more is another path.
  if (channel["callingWebhook"] !== outputs.host.callbackUrl) {
    return failed("DT_BOT_WEBHOOK", "the bot's calling webhook is not the stack's callback URL", { saw, expected, fix });
  }
  return passed("the Teams channel has calling on and our callback URL", { saw, expected });
}

/**
 * A question that rings nobody: a call that cannot exist. 8522 means that the calling service knows the application, 7503
 * that it does not (yet). Best effort (graph-calling facts 5.1, INFERRED): any other answer says nothing, and the call itself decides.
 */
async function checkRegistered(verification: Verification): Promise<Judgement> {
  const { outputs, clients, findings, clock, budgets, signal, progress } = verification;
  const accessToken = findings.accessToken;
  if (accessToken === undefined) return skipped("needs credential.token");
  progress.step("bot", "asking the calling service whether it knows the application (this rings nobody)");
  const answer = await pollWithin<CloudAnswer>({
    clock,
    signal,
    everySeconds: budgets.registrationPollSeconds,
    budgetSeconds: budgets.registrationSeconds,
    attempt: () =>
      clients.sendAsApp(accessToken, {
        method: "GET",
        path: `/communications/calls/${randomUUID()}`,
        headers: { "client-request-id": randomUUID() },
        signal,
      }),
    isEnough: (given) => codeOf(given) !== "7503",
    onWait: (elapsed, budget) =>
      progress.step("bot", `7503, the calling service does not know the application yet: ${Math.round(elapsed)} s of ${budget} s`),
  });
  const code = codeOf(answer);
  const saw = `HTTP ${answer.status} ${code}`.trim();
  const expected = "404 8522: no such call, asked by an application that is known";
  if (code === "7503") {
    return failed("DT_BOT_NOT_REGISTERED", "the calling service does not know the application, though bot and channel are there", {
      saw: `${saw} (${formatQuote(parseWireError(answer.text, answer.headers))})`,
      expected,
      fix: `save the channel again (pulumi up --stack ${outputs.stack} --refresh), wait some minutes, run verify again`,
    });
  }
  if (code === "8522") return passed("the calling service knows the application", { saw, expected });
  return skipped(`the calling service's answer (${saw}) says nothing about registration; the call itself will tell`);
}

function codeOf(answer: CloudAnswer): string {
  return parseWireError(answer.text, answer.headers).code;
}

function toShown(value: unknown): string {
  return typeof value === "string" || typeof value === "boolean" ? String(value) : "absent";
}

function toLower(value: unknown): string {
  return typeof value === "string" ? value.toLowerCase() : "";
}
