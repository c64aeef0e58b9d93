import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { after } from "node:test";
import { Agent, request as send } from "undici";
import { createCertificates } from "../../../cloud/core/certificates.ts";
import { createClock } from "../../../cloud/core/clock.ts";
import type { ArmResource, CloudContext, DirectoryUser } from "../../../cloud/core/cloud-context.ts";
import type { CalleeBehaviour } from "../../../cloud/core/callee-behaviour.ts";
import { createFaultBook } from "../../../cloud/core/faults.ts";
import { openListener } from "../../../cloud/core/https-listener.ts";
import { createIdSource } from "../../../cloud/core/ids.ts";
import { type Claims, Refusal } from "../../../cloud/core/operation.ts";
import { createPipeline } from "../../../cloud/core/pipeline.ts";
import { createTranscript } from "../../../cloud/core/transcript.ts";
import { createCallingService, type CallingService } from "../../../cloud/planes/calls/calling-service.ts";
import { startIngress } from "../../../cloud/planes/ingress/ingress.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

export const tenantId = "11111111-1111-4111-8111-111111111111";
export const clientId = "22222222-2222-4222-8222-222222222222";
export const calleeObjectId = "33333333-3333-4333-8333-333333333333";
export const hostName = "callback.calm-sea-0123abcd.swedencentral.azurecontainerapps.test";
export const callbackUri = `https://${hostName}/api/calls/callback`;

/** One request as the callback host of the bench got it. */
export interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}
export interface CallingBench {
  readonly context: CloudContext;
  readonly service: CallingService;
  readonly graph: string;
  readonly keysOrigin: string;
  readonly agent: Agent;
  readonly heard: Heard[];
  /** What the callback host answers, one after another; the last one for ever. 202 at first. */
  answerWith(...statuses: number[]): void;
  callee(behaviour: CalleeBehaviour, changes?: Partial<DirectoryUser>): void;
  resources: ArmResource[];
  ask(method: string, path: string, body?: unknown, claims?: Partial<Claims>): Promise<Answer>;
  /** Places the usual call and returns its id. */
  place(changes?: Readonly<Record<string, unknown>>): Promise<string>;
}

/** The recommended body of a create. */
export function createBody(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    "@odata.type": "#microsoft.graph.call",
    direction: "outgoing",
    callbackUri,
    tenantId,
    source: {
      "@odata.type": "#microsoft.graph.participantInfo",
      identity: {
        "@odata.type": "#microsoft.graph.identitySet",
        application: { "@odata.type": "#microsoft.graph.identity", id: clientId },
      },
    },
    targets: [targetOf(calleeObjectId)],
    requestedModalities: ["audio"],
    mediaConfig: { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig" },
    ...changes,
  };
}

export function targetOf(objectId: string): Record<string, unknown> {
  return {
    "@odata.type": "#microsoft.graph.invitationParticipantInfo",
    identity: {
      "@odata.type": "#microsoft.graph.identitySet",
      user: { "@odata.type": "#microsoft.graph.identity", id: objectId },
    },
  };
}

/** An Azure Bot of the app and its Teams channel with calling on. */
export function createBot(
  channel: Readonly<Record<string, unknown>> = {},
  bot: Readonly<Record<string, unknown>> = {},
  name = "dialtone",
): ArmResource[] {
  const botId = `/subscriptions/s/resourceGroups/g/providers/Microsoft.BotService/botServices/${name}`;
  return [
    {
      id: botId,
      name,
      type: "Microsoft.BotService/botServices",
      properties: { displayName: "Dialtone bot", msaAppId: clientId, msaAppTenantId: tenantId, ...bot },
    },
    {
      id: `${botId}/channels/MsTeamsChannel`,
      name: "MsTeamsChannel",
      type: "Microsoft.BotService/botServices/channels",
      properties: {
        channelName: "MsTeamsChannel",
        properties: { isEnabled: true, enableCalling: true, callingWebhook: callbackUri, ...channel },
      },
    },
  ];
}

/**
 * A calling service on a manual clock behind the cloud's own pipeline and ingress, with a directory of one user and a
 * callback host that writes down what it hears. Tokens are not verified here: a bearer is its claims.
 */
export async function createCallingBench(): Promise<CallingBench> {
  const workDirectory = createTemporaryDirectory();
  const transcript = createTranscript();
  const ids = createIdSource(1, transcript);
  const faults = createFaultBook();
  const clock = createClock({ mode: "manual" });
  const certificates = await createCertificates(workDirectory);
  const ingress = await startIngress({ certificates, clock, faults, ids, transcript });
  const tls = await certificates.issue(["localhost", "127.0.0.1"]);
  const [graph, keys] = await Promise.all([openListener({ tls }), openListener({ tls })]);
  const users = new Map<string, DirectoryUser>();
  const resources = createBot();
  const context = {
    clock,
    ids,
    tenant: { tenantId, displayName: "Contoso", defaultDomain: "contoso.onmicrosoft.com" },
    subscriptionId: "44444444-4444-4444-8444-444444444444",
    origins: {
      graph: graph.origin,
      arm: "https://localhost:1",
      ingress: ingress.address,
      callingOpenIdConfiguration: `${keys.origin}/v1/.well-known/OpenIdConfiguration`,
    },
    certificates,
    directory: {
      user: (objectId: string) => users.get(objectId),
      principal: (objectId: string) =>
        users.has(objectId)
          ? { objectId, principalType: "User" }
          : objectId === clientId
            ? { objectId, principalType: "ServicePrincipal" }
            : undefined,
    },
    tokens: { verify: (authorization: string | undefined) => verifyFakeToken(authorization) },
    resources: { get: () => undefined, list: (type: string) => bench.resources.filter((resource) => resource.type === type) },
    ingressNames: ingress.names,
    faults,
    transcript,
    workDirectory,
    warn: () => undefined,
  } as unknown as CloudContext;
  const service = await createCallingService(context);
  const [callsPlane, keysPlane] = service.planes;
  graph.answer(createPipeline({ ...context, faults }, graph.origin, callsPlane?.operations ?? []));
  keys.answer(createPipeline({ ...context, faults }, keys.origin, keysPlane?.operations ?? []));

  const heard: Heard[] = [];
  let statuses = [202];
  const host = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      heard.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 202).end();
    });
  });
  await new Promise<void>((resolve) => {
    host.listen(0, "127.0.0.1", resolve);
  });
  ingress.names.register(hostName, { port: (host.address() as AddressInfo).port });
  const agent = new Agent({ connect: { ca: readFileSync(certificates.caFile, "utf8") } });
  after(async () => {
    clock.stop();
    for (const plane of service.planes) await plane.stop?.();
    await Promise.all([agent.destroy(), ingress.stop(), graph.close(), keys.close()]);
    host.close();
    host.closeAllConnections();
  });

  const bench: CallingBench = {
    context,
    service,
    graph: graph.origin,
    keysOrigin: keys.origin,
    agent,
    heard,
    answerWith: (...next) => {
      statuses = next;
    },
    callee: (calling, changes = {}) => {
      const user = { objectId: calleeObjectId, displayName: "Callee", userPrincipalName: "callee@contoso.onmicrosoft.com" };
      users.set(calleeObjectId, { ...user, userType: "Member", accountEnabled: true, calling, ...changes });
    },
    resources,
    ask: async (method, path, body, claims = {}) => {
      const response = await send(`${graph.origin}${path}`, {
        method: method as "GET",
        headers: { authorization: toFakeToken(claims), "content-type": "application/json" },
        body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
        dispatcher: agent,
      });
      const text = await response.body.text();
      return {
        status: response.statusCode,
        headers: response.headers,
        body: text === "" ? "" : (JSON.parse(text) as unknown),
      };
    },
    place: async (changes = {}) => {
      const answer = await bench.ask("POST", "/v1.0/communications/calls", createBody(changes));
      if (answer.status !== 201) throw new Error(`the call was not placed: ${answer.status} ${JSON.stringify(answer.body)}`);
      return (answer.body as { id: string }).id;
    },
  };
  bench.callee({ kind: "answers", afterMs: 3_000 });
  return bench;
}

function toFakeToken(claims: Partial<Claims>): string {
  const usual = {
    tid: tenantId,
    oid: "55555555-5555-4555-8555-555555555555",
    appid: clientId,
    idtyp: "app",
    roles: ["Calls.Initiate.All"],
  };
  return `Bearer ${Buffer.from(JSON.stringify({ ...usual, ...claims })).toString("base64url")}`;
}

function verifyFakeToken(authorization: string | undefined): Promise<Claims> {
  if (authorization === undefined) throw new Refusal(401, "InvalidAuthenticationToken", "Access token is empty.");
  return Promise.resolve(JSON.parse(Buffer.from(authorization.replace("Bearer ", ""), "base64url").toString()) as Claims);
}
