import { Refusal } from "../../core/operation.ts";
import type { Operation, PlaneRequest } from "../../core/operation.ts";
import type { LongRunningOperation } from "./long-running.ts";
import { requireAction, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";

/**
 * Where long-running operations are followed. Real resource providers differ in the path (`containerappOperationStatuses`,
 * `asyncoperations` …); clients follow the header, so this cloud has one path for all. ASSUMED.
 */
const base = "/subscriptions/{subscriptionId}/providers/{namespace}/locations/{location}";
const source = "https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations, read 2026-11-25";

export function createOperationOperations(services: ResourceServices): readonly Operation[] {
  const common = { plane: "arm", method: "GET", audience: "arm", source } as const;
  const find = (request: PlaneRequest): LongRunningOperation => {
    requireSubscription(services, request.params["subscriptionId"] ?? "");
    const operation = services.operations.find(request.params["operationId"] ?? "");
    if (operation === undefined)
      throw new Refusal(404, "OperationNotFound", `The operation '${request.params["operationId"] ?? ""}' was not found.`);
    requireAction(services, request, `${request.params["namespace"] ?? ""}/locations/operationStatuses/read`, operation.resourceId);
    return operation;
  };
  return [
    {
      ...common,
      name: "arm.operationStatuses.get",
      path: `${base}/operationStatuses/{operationId}`,
      handle: (request) => services.operations.statusReply(find(request), request.path),
    },
    {
      ...common,
      name: "arm.operationResults.get",
      path: `${base}/operationResults/{operationId}`,
      handle: (request) => services.operations.resultReply(find(request), `${request.origin}${request.path}?${request.query.toString()}`),
    },
  ];
}
