import type { Claims } from "../../core/operation.ts";
import { Refusal } from "../../core/operation.ts";

/**
 * ARM's refusals in its own sentences. Source: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 * and the threads named, read 2026-11-25; where none is named the sentence is the one commonly quoted for the code.
 */
export const armRefusals = {
  subscriptionNotFound: (subscriptionId: string) =>
    new Refusal(404, "SubscriptionNotFound", `The subscription '${subscriptionId}' could not be found.`),
  groupNotFound: (name: string) => new Refusal(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`),
  groupBeingDeleted: (name: string) =>
    new Refusal(
      409,
      "ResourceGroupBeingDeleted",
      `The resource group '${name}' is in deprovisioning state and cannot perform this operation.`,
    ),
  resourceNotFound: (type: string, name: string, groupName: string | undefined) =>
    new Refusal(
      404,
      "ResourceNotFound",
      groupName === undefined
        ? `The Resource '${type}/${name}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`
        : `The Resource '${type}/${name}' under resource group '${groupName}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    ),
  parentNotFound: (type: string, parentId: string) =>
    new Refusal(
      404,
      "ParentResourceNotFound",
      `Failed to perform 'write' on resource(s) of type '${type.split("/").slice(1).join("/")}', because the parent resource '${parentId}' could not be found.`,
    ),
  unauthorized: (caller: Claims, action: string, scope: string) =>
    new Refusal(
      403,
      "AuthorizationFailed",
      `The client '${caller.appid}' with object id '${caller.oid}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    ),
  notRegistered: (namespace: string) =>
    new Refusal(
      409,
      "MissingSubscriptionRegistration",
      `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
    ),
  locationRequired: () => new Refusal(400, "LocationRequired", "The location property is required for this definition."),
  locationUnavailable: (location: string, type: string, available: string) =>
    new Refusal(
      400,
      "LocationNotAvailableForResourceType",
      `The provided location '${location}' is not available for resource type '${type}'. List of available regions for the resource type is '${available}'.`,
    ),
  locationChanged: (name: string, groupName: string, before: string, after: string) =>
    new Refusal(
      409,
      "InvalidResourceLocation",
      `The resource '${name}' already exists in location '${before}' in resource group '${groupName}'. A resource with the same name cannot be created in location '${after}'. Please select a new resource name.`,
    ),
  busy: (name: string) =>
    new Refusal(
      409,
      "AnotherOperationInProgress",
      `Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri of the operation that is running on '${name}'.`,
      { "retry-after": "1" },
    ),
} as const;
