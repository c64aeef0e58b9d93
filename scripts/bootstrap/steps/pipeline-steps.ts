import { azureRoleDefinitionIds, type BootstrapRoleName } from "../../../infra/contract/microsoft-ids.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { azureApiVersions, toContainerId, toIdentityId, toKeyId, toSubscriptionId } from "../azure-ids.ts";
import type { Blueprint, Pipeline } from "../blueprint.ts";
import { toGraphGrantStep } from "./graph-grant-step.ts";
import { toResourceStep } from "./resource-step.ts";
import { toRoleStep, type RoleWanted } from "./role-step.ts";
import type { Step, StepContext } from "./step.ts";

/** What Entra wants as audience of a foreign token. Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation, read 2026-11-25. */
export const exchangeAudience = "api://AzureADTokenExchange";

/**
 * Two identities, neither of which can ever have a secret: one deploys and is trusted in the environment alone; one
 * previews pull requests, whose code nobody has looked at yet, and may only read.
 * Their rights reach over the subscription because the program makes its own resource group: one subscription an
 * environment is the fence. Roles that the deploying one may give are only those of the stack.
 */
export function createPipelineSteps(blueprint: Blueprint, pipeline: Pipeline): readonly Step[] {
  const subscription = toSubscriptionId(blueprint);
  // Roles on a state and a key that bootstrap did not make are not its own to give; preflight says who has to.
  const isOurState = blueprint.backend.kind === "azure";
  const deploy = toIdentity(blueprint, "deploy", blueprint.names.deployIdentity, pipeline.issuer, pipeline.deploySubject);
  const steps: Step[] = [
    ...deploy.steps,
    deploy.role({ name: "deploy-role-contributor", role: "contributor", scope: subscription, on: "the subscription" }),
    deploy.role({
      name: "deploy-role-assign",
      role: "roleBasedAccessControlAdministrator",
      scope: subscription,
      on: "the subscription",
      condition: createAssignmentCondition(),
    }),
    ...(isOurState ? deploy.stateRoles("storageBlobDataContributor") : []),
    toGraphGrantStep({
      name: "deploy-graph",
      who: blueprint.names.deployIdentity,
      // Only applications that it made itself; users are read by verify, which looks the callee up.
      permissions: [
        "Application.ReadWrite.OwnedBy",
        "User.Read.All",
        ...(blueprint.consent === "grant" ? ["AppRoleAssignment.ReadWrite.All"] : []),
      ],
      principalObjectId: deploy.principalObjectId,
    }),
  ];
  if (pipeline.previewSubject === undefined) return steps;
  const preview = toIdentity(blueprint, "preview", blueprint.names.previewIdentity, pipeline.issuer, pipeline.previewSubject);
  return [
    ...steps,
    ...preview.steps,
    preview.role({ name: "preview-role-reader", role: "reader", scope: subscription, on: "the subscription" }),
    ...(isOurState ? preview.stateRoles("storageBlobDataReader") : []),
    toGraphGrantStep({
      name: "preview-graph",
      who: blueprint.names.previewIdentity,
      permissions: ["Application.Read.All"],
      principalObjectId: preview.principalObjectId,
    }),
  ];
}

/** Reads an identity of ours; undefined where it is not there yet. */
export async function readIdentity(
  { cloud, blueprint }: Pick<StepContext, "cloud" | "blueprint">,
  identityName: string,
): Promise<{ readonly clientId: string; readonly principalObjectId: string } | undefined> {
  const answer = await cloud.readAzure(`${toIdentityId(blueprint, identityName)}?api-version=${azureApiVersions.identity}`);
  if (answer.status !== 200) return undefined;
  const { clientId, principalId } = toObject(toObject(parseJson(answer.text))["properties"]);
  return typeof clientId === "string" && typeof principalId === "string" ? { clientId, principalObjectId: principalId } : undefined;
}

function toIdentity(blueprint: Blueprint, purpose: "deploy" | "preview", identityName: string, issuer: string, subject: string) {
  const resourceId = toIdentityId(blueprint, identityName);
  const principalObjectId = async (context: StepContext): Promise<string | undefined> =>
    (await readIdentity(context, identityName))?.principalObjectId;
  const role = (wanted: Omit<RoleWanted, "principalObjectId" | "principalType" | "who">): Step =>
    toRoleStep({ ...wanted, who: identityName, principalType: "ServicePrincipal", principalObjectId });
  return {
    principalObjectId,
    role,
    stateRoles: (blobs: BootstrapRoleName): readonly Step[] => [
      role({ name: `${purpose}-role-blobs`, role: blobs, scope: toContainerId(blueprint), on: "the state" }),
      role({ name: `${purpose}-role-key`, role: "keyVaultCryptoUser", scope: toKeyId(blueprint), on: "its key" }),
    ],
    steps: [
      toResourceStep({
        name: `${purpose}-identity`,
        title: `managed identity ${identityName}`,
        resourceId,
        apiVersion: azureApiVersions.identity,
        body: { location: blueprint.location, tags: { "dialtone-stack": blueprint.stackName, "dialtone-made-by": "bootstrap" } },
        unread: ["location"],
      }),
      toResourceStep({
        name: `${purpose}-trust`,
        title: `${identityName} trusts ${subject}`,
        resourceId: `${resourceId}/federatedIdentityCredentials/pipeline`,
        apiVersion: azureApiVersions.identity,
        body: { properties: { issuer, subject, audiences: [exchangeAudience] } },
      }),
    ],
  };
}

/**
 * Roles may be given and taken that the stack itself gives, and no others: without it Role Based Access Control
 * Administrator could make itself Owner.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples, read 2026-11-25.
 */
export function createAssignmentCondition(): string {
  const ids = [...new Set(Object.values(azureRoleDefinitionIds))].sort().join(", ");
  const clause = (action: string, source: string): string =>
    `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'})) OR (@${source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${ids}}))`;
  return `${clause("write", "Request")} AND ${clause("delete", "Resource")}`;
}
