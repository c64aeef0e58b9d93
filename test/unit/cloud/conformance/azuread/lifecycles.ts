import type { Inputs, Made } from "./provider-driver.ts";

/** What the resources under test hang on. */
export interface Stage {
  readonly callerObjectId: string;
  readonly userObjectId: string;
  readonly graphObjectId: string;
  /** An application with a service principal, and a second one beside it. */
  readonly application: Made;
  readonly principal: Made;
  readonly other: Made;
  /** PEM. */
  readonly certificate: string;
}

/** One resource of azuread, and what it goes through. */
export interface Lifecycle {
  readonly resource: string;
  readonly inputs: (stage: Stage) => Inputs;
  /** One input that can be changed in place, and what to. */
  readonly change?: Inputs;
  /** The provider's documentation says that it cannot be imported. */
  readonly isNotImported?: true;
  /** The stand-in knows it, too. */
  readonly isOfStandIn?: true;
}

const graphClientId = "00000003-0000-0000-c000-000000000000";
const callsInitiateAll = "284383ee-7f6e-4e40-a2a8-e85dcb029101";
const id = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
const applicationId = ({ application }: Stage): string => `/applications/${String(application.outputs["object_id"])}`;
const principalId = ({ principal }: Stage): string => `/servicePrincipals/${String(principal.outputs["object_id"])}`;

/** Every application, service principal, password, certificate, federated credential, role assignment and owner resource. */
export const lifecycles: readonly Lifecycle[] = [
  {
    resource: "application",
    inputs: ({ callerObjectId }) => ({
      display_name: "driven",
      owners: [callerObjectId],
      prevent_duplicate_names: true,
      required_resource_access: [{ resource_app_id: graphClientId, resource_access: [{ id: callsInitiateAll, type: "Role" }] }],
    }),
    change: { notes: "changed" },
    isOfStandIn: true,
  },
  { resource: "application_registration", inputs: () => ({ display_name: "registered" }), change: { description: "changed" } },
  {
    resource: "application_from_template",
    inputs: () => ({ display_name: "templated", template_id: "8adf8e6e-67b2-4cf2-a259-e3dc5476c621" }),
    change: { display_name: "renamed" },
  },
  {
    resource: "service_principal",
    inputs: ({ other, callerObjectId }) => ({ client_id: other.outputs["client_id"], owners: [callerObjectId] }),
    change: { notes: "changed" },
    isOfStandIn: true,
  },
  {
    resource: "application_password",
    inputs: (stage) => ({ application_id: applicationId(stage), display_name: "driven" }),
    isNotImported: true,
    isOfStandIn: true,
  },
  {
    resource: "application_certificate",
    inputs: (stage) => ({ application_id: applicationId(stage), type: "AsymmetricX509Cert", value: stage.certificate }),
    isOfStandIn: true,
  },
  {
    resource: "application_federated_identity_credential",
    inputs: (stage) => ({
      application_id: applicationId(stage),
      audiences: ["api://AzureADTokenExchange"],
      display_name: "driven",
      issuer: "https://token.actions.githubusercontent.com",
      subject: "repo:driven/driven:environment:prod",
    }),
    change: { description: "changed" },
    isOfStandIn: true,
  },
  {
    resource: "application_flexible_federated_identity_credential",
    inputs: (stage) => ({
      application_id: applicationId(stage),
      audience: "api://AzureADTokenExchange",
      claims_matching_expression: "claims['sub'] matches 'repo:driven/*'",
      display_name: "flexible",
      issuer: "https://token.actions.githubusercontent.com",
    }),
    change: { description: "changed" },
  },
  {
    resource: "app_role_assignment",
    inputs: ({ principal, graphObjectId }) => ({
      app_role_id: callsInitiateAll,
      principal_object_id: principal.outputs["object_id"],
      resource_object_id: graphObjectId,
    }),
    isOfStandIn: true,
  },
  {
    resource: "application_owner",
    inputs: (stage) => ({ application_id: applicationId(stage), owner_object_id: stage.userObjectId }),
  },
  {
    resource: "application_app_role",
    inputs: (stage) => ({
      application_id: applicationId(stage),
      allowed_member_types: ["Application"],
      description: "driven",
      display_name: "driven",
      role_id: id("1"),
      value: "driven",
    }),
    change: { description: "changed" },
  },
  {
    resource: "application_permission_scope",
    inputs: (stage) => ({
      application_id: applicationId(stage),
      admin_consent_description: "driven",
      admin_consent_display_name: "driven",
      scope_id: id("2"),
      value: "driven.scope",
    }),
    change: { admin_consent_description: "changed" },
  },
  {
    resource: "application_api_access",
    inputs: (stage) => ({ application_id: applicationId(stage), api_client_id: graphClientId, role_ids: [callsInitiateAll] }),
  },
  {
    resource: "application_identifier_uri",
    inputs: (stage) => ({
      application_id: applicationId(stage),
      identifier_uri: `api://${String(stage.application.outputs["client_id"])}`,
    }),
  },
  {
    resource: "application_redirect_uris",
    inputs: (stage) => ({ application_id: applicationId(stage), type: "Web", redirect_uris: ["https://driven.example/a"] }),
    change: { redirect_uris: ["https://driven.example/b"] },
  },
  {
    resource: "application_known_clients",
    inputs: (stage) => ({ application_id: applicationId(stage), known_client_ids: [stage.other.outputs["client_id"]] }),
  },
  {
    resource: "application_pre_authorized",
    inputs: (stage) => ({
      application_id: applicationId(stage),
      authorized_client_id: stage.other.outputs["client_id"],
      permission_ids: [id("2")],
    }),
    change: { permission_ids: [id("2"), id("3")] },
  },
  {
    resource: "application_fallback_public_client",
    inputs: (stage) => ({ application_id: applicationId(stage), enabled: true }),
    change: { enabled: false },
  },
  {
    resource: "application_optional_claims",
    inputs: (stage) => ({ application_id: applicationId(stage), access_token: [{ name: "email" }] }),
  },
  {
    resource: "service_principal_password",
    inputs: (stage) => ({ service_principal_id: principalId(stage), display_name: "driven" }),
    isNotImported: true,
  },
  {
    resource: "service_principal_certificate",
    inputs: (stage) => ({ service_principal_id: principalId(stage), type: "AsymmetricX509Cert", value: stage.certificate }),
  },
  {
    resource: "service_principal_token_signing_certificate",
    inputs: (stage) => ({ service_principal_id: principalId(stage), display_name: "CN=driven" }),
  },
  {
    resource: "service_principal_delegated_permission_grant",
    inputs: ({ principal, graphObjectId }) => ({
      claim_values: ["User.Read"],
      resource_service_principal_object_id: graphObjectId,
      service_principal_object_id: principal.outputs["object_id"],
    }),
    change: { claim_values: ["openid", "User.Read"] },
  },
  {
    resource: "claims_mapping_policy",
    inputs: () => ({
      definition: [JSON.stringify({ ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: "true" } })],
      display_name: "driven",
    }),
    change: { display_name: "changed" },
  },
];
