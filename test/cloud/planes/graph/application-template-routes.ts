import { checkParameters } from "./check-parameters.ts";
import type { JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { entityReply, listReply, toServiceRoot } from "./graph-reply.ts";
import { graphPage, type GraphRoute } from "./graph-route.ts";
import { addApplication, addServicePrincipal } from "./new-application.ts";
import { parseODataQuery } from "./odata-query.ts";
import type { Rights } from "./rights.ts";

/**
 * The template of an application that is in no gallery, and no other: the gallery has thousands.
 * Source: https://learn.microsoft.com/graph/api/applicationtemplate-instantiate (its id), read 2026-11-25; the rest ASSUMED.
 */
const custom: JsonObject = {
  id: "8adf8e6e-67b2-4cf2-a259-e3dc5476c621",
  displayName: "Custom",
  homePageUrl: null,
  supportedSingleSignOnModes: ["saml", "password", "external", "oidc"],
  supportedProvisioningTypes: ["sync"],
  logoUrl: null,
  categories: [],
  publisher: null,
  description: null,
};

/** Application templates, and an application with its service principal made from one. */
export function createApplicationTemplateRoutes(directory: Directory, rights: Rights): readonly GraphRoute[] {
  const path = "/applicationTemplates";
  const find = (templateId = ""): JsonObject => {
    if (templateId.toLowerCase() !== custom["id"]) throw graphRefusals.notFound(templateId);
    return custom;
  };
  return [
    {
      name: "application-templates.list",
      method: "GET",
      path,
      source: graphPage("applicationtemplate-list"),
      handle: (request) => listReply(request, "applicationTemplates", parseODataQuery(request, "applicationTemplate"), [custom]),
    },
    {
      name: "application-templates.get",
      method: "GET",
      path: `${path}/{templateId}`,
      source: graphPage("applicationtemplate-get"),
      handle: (request) =>
        entityReply(request, "applicationTemplates", find(request.params["templateId"]), {
          query: parseODataQuery(request, "applicationTemplate"),
        }),
    },
    {
      name: "application-templates.instantiate",
      method: "POST",
      path: `${path}/{templateId}/instantiate`,
      source: graphPage("applicationtemplate-instantiate"),
      handle: (request) => {
        const { becomesOwner } = rights.requireCreatingApplications(request);
        const applicationTemplateId = find(request.params["templateId"])["id"];
        const { displayName } = checkParameters(request.json(), "instantiate", {
          displayName: "string?",
          serviceManagementReference: "string?",
        });
        if (typeof displayName !== "string" || displayName === "") throw graphRefusals.missingProperty("displayName", "application");
        const application = addApplication(directory, { displayName, applicationTemplateId });
        const principal = addServicePrincipal(directory, application, {
          applicationTemplateId,
          tags: ["WindowsAzureActiveDirectoryCustomSingleSignOnApplication", "WindowsAzureActiveDirectoryIntegratedApp"],
        });
        if (becomesOwner && request.caller !== undefined) {
          application.owners.add(request.caller.oid);
          principal.owners.add(request.caller.oid);
        }
        return {
          status: 201,
          json: {
            "@odata.context": `${toServiceRoot(request)}/$metadata#microsoft.graph.applicationServicePrincipal`,
            application: application.body,
            servicePrincipal: principal.body,
          },
        };
      },
    },
  ];
}
