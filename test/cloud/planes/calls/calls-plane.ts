import type { Operation, Plane } from "../../core/operation.ts";
import { callActions, performAction } from "./call-action.ts";
import { callRefusals } from "./call-refusal.ts";
import type { CallsService } from "./calls-service.ts";
import { createCall } from "./create-call.ts";
import { hangUpCall, listContentSharingSessions, listParticipants, readCall, readOperation, refuseListing } from "./read-call.ts";

type Handler = (service: CallsService, request: Parameters<Operation["handle"]>[0]) => ReturnType<Operation["handle"]>;
interface Row {
  readonly name: string;
  readonly method: Operation["method"];
  /** Below `/communications/calls`. */
  readonly path: string;
  readonly source: string;
  readonly handler: Handler;
}

const docs = (page: string): string => `microsoft-graph-docs-contrib api-reference/v1.0/api/${page}.md, read 2026-11-23`;

const rows: readonly Row[] = [
  { name: "create", method: "POST", path: "", source: docs("application-post-calls"), handler: createCall },
  {
    name: "list",
    method: "GET",
    path: "",
    source: "ASSUMED: no documented method; 7503 without a bot seen in a public report",
    handler: refuseListing,
  },
  { name: "get", method: "GET", path: "/{callId}", source: docs("call-get"), handler: readCall },
  { name: "hang-up", method: "DELETE", path: "/{callId}", source: docs("call-delete"), handler: hangUpCall },
  {
    name: "operations.get",
    method: "GET",
    path: "/{callId}/operations/{operationId}",
    source: docs("commsoperation-get"),
    handler: readOperation,
  },
  {
    name: "participants.list",
    method: "GET",
    path: "/{callId}/participants",
    source: docs("call-list-participants"),
    handler: listParticipants,
  },
  {
    name: "content-sharing-sessions.list",
    method: "GET",
    path: "/{callId}/contentSharingSessions",
    source: docs("call-list-contentsharingsessions"),
    handler: listContentSharingSessions,
  },
  ...callActions.map((action): Row => ({
    name: action.action.replace("/", "."),
    method: "POST",
    path: `/{callId}/${action.action}`,
    source: action.source,
    handler: (service, request) => performAction(action, service, request),
  })),
];

/** The calls API of Microsoft Graph, v1.0 and beta; mounted on the Graph origin. */
export function createCallsPlane(service: CallsService): Plane {
  const toOperations = (version: "v1.0" | "beta"): readonly Operation[] =>
    rows.map((row) => ({
      name: version === "beta" ? `calls.beta.${row.name}` : `calls.${row.name}`,
      plane: "calls",
      method: row.method,
      path: `/${version}/communications/calls${row.path}`,
      audience: "graph",
      source: row.source,
      handle: (request) => row.handler(service, request),
    }));
  return { name: "calls", operations: [...toOperations("v1.0"), ...toOperations("beta"), ...legacyAlias()] };
}

/** `/beta/app/calls`, the API's first address, answers as a segment that does not exist. Source: techcommunity 905483, read 2026-11-23. */
function legacyAlias(): readonly Operation[] {
  const refuse = (): never => {
    throw callRefusals.unknownSegment("calls");
  };
  const common = { plane: "calls", audience: "graph", source: "techcommunity 905483, read 2026-11-23", handle: refuse } as const;
  return [
    { ...common, name: "calls.beta.app.create", method: "POST", path: "/beta/app/calls" },
    { ...common, name: "calls.beta.app.get", method: "GET", path: "/beta/app/calls/{callId}" },
  ];
}
