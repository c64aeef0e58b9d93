import { type PlaneRequest, Refusal } from "../../core/operation.ts";
import { checkBody } from "./check-body.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { findObject } from "./find-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { entityReply, listReply, toServiceRoot } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";

/** Source: https://learn.microsoft.com/graph/api/resources/extensionproperty, read 2026-11-25. */
const dataTypes = ["Binary", "Boolean", "DateTime", "Integer", "LargeInteger", "String"];
const targets = ["User", "Group", "AdministrativeUnit", "Application", "Device", "Organization"];

/** Directory extension definitions of an application. They can be made, read and deleted, never changed. */
export function createExtensionPropertyRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const path = "/applications/{key}/extensionProperties";
  const toContext = (application: DirectoryObject): string => `applications('${application.objectId}')/extensionProperties`;
  const findApplication = (request: PlaneRequest, mode: "read" | "write"): DirectoryObject => {
    if (mode === "read") rights.requireReading(request, "readApplications");
    const application = findObject(directory, "application", request.params["key"] ?? "");
    if (mode === "write") rights.requireWriting(request, application);
    return application;
  };
  const findProperty = (application: DirectoryObject, request: PlaneRequest): JsonObject => {
    const propertyId = (request.params["propertyId"] ?? "").toLowerCase();
    const found = application.extensionProperties.get(propertyId);
    if (found === undefined) throw graphRefusals.notFound(propertyId);
    return found;
  };
  return [
    {
      name: "applications.extension-properties.list",
      method: "GET",
      path,
      source: graphPage("application-list-extensionproperty"),
      handle: (request) => {
        const application = findApplication(request, "read");
        const bodies = [...application.extensionProperties.values()];
        return listReply(request, toContext(application), parseODataQuery(request, "extensionProperty"), bodies);
      },
    },
    {
      name: "applications.extension-properties.create",
      method: "POST",
      path,
      source: `${graphPage("application-post-extensionproperty")}; texts ASSUMED`,
      handle: (request) => {
        const application = findApplication(request, "write");
        const { properties } = checkBody(request.json(), "extensionProperty", "create");
        const body = toExtensionProperty(directory, application, properties);
        application.extensionProperties.set(String(body["id"]), body);
        return entityReply(request, toContext(application), body, {
          status: 201,
          location: `${toServiceRoot(request)}/applications/${application.objectId}/extensionProperties/${String(body["id"])}`,
        });
      },
    },
    {
      name: "applications.extension-properties.get",
      method: "GET",
      path: `${path}/{propertyId}`,
      source: graphPage("extensionproperty-get"),
      handle: (request) => {
        const application = findApplication(request, "read");
        const query = parseODataQuery(request, "extensionProperty");
        return entityReply(request, toContext(application), findProperty(application, request), { query });
      },
    },
    {
      name: "applications.extension-properties.delete",
      method: "DELETE",
      path: `${path}/{propertyId}`,
      source: graphPage("extensionproperty-delete"),
      handle: (request) => {
        const application = findApplication(request, "write");
        application.extensionProperties.delete(String(findProperty(application, request)["id"]));
        return { status: 204 };
      },
    },
  ];
}

function toExtensionProperty(directory: Directory, application: DirectoryObject, properties: JsonObject): JsonObject {
  const { name, dataType, targetObjects, isMultiValued = false } = properties;
  for (const [member, value] of Object.entries({ name, dataType, targetObjects }))
    if (value === undefined || value === "") throw graphRefusals.missingProperty(member, "extensionProperty");
  if (!dataTypes.includes(String(dataType))) throw graphRefusals.invalidValue("dataType", "extensionProperty");
  if (!(targetObjects as string[]).every((target) => targets.includes(target)))
    throw graphRefusals.invalidValue("targetObjects", "extensionProperty");
  // Source: https://learn.microsoft.com/graph/api/application-post-extensionproperty ("extension_{appId without hyphens}_{name}"), read 2026-11-25.
  const fullName = `extension_${String(application.body["appId"]).replaceAll("-", "")}_${String(name)}`;
  if ([...application.extensionProperties.values()].some((known) => known["name"] === fullName))
    throw new Refusal(400, "Request_BadRequest", `An extension property exists with the name ${fullName}.`);
  return {
    id: directory.nextGuid(`extension property/${application.objectId}/${String(name)}`),
    deletedDateTime: null,
    appDisplayName: application.body["displayName"],
    dataType,
    isMultiValued,
    isSyncedFromOnPremises: false,
    name: fullName,
    targetObjects,
  };
}
