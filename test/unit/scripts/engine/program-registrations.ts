import type { Registration } from "./fake-engine.ts";

type Row = readonly [type: string, name: string, parent: string, options?: Partial<Registration>];

/**
 * The golden list: everything that infra/index.ts registers for the shipped example with `protect: true`, and the
 * options that a wrong word in a component would lose. Sorted; a change here is a change of what people deploy.
 */
const rows: readonly Row[] = [
  ["azure-native:app:ContainerApp", "callback", "callback"],
  ["azure-native:app:ManagedEnvironment", "callback-environment", "callback"],
  ["azure-native:authorization:RoleAssignment", "callback-image-pull", "callback"],
  ["azure-native:authorization:RoleAssignment", "callback-image-repository-reader", "callback"],
  ["azure-native:authorization:RoleAssignment", "callback-notifications-reader-fc720212-cf68-4c53-9035-4f47a9358f5b", "callback"],
  ["azure-native:authorization:RoleAssignment", "callback-notifications-writer", "callback"],
  ["azure-native:authorization:RoleAssignment", "dialtone-bot-reader-fc720212-cf68-4c53-9035-4f47a9358f5b", "dialtone-bot"],
  ["azure-native:authorization:RoleAssignment", "dialtone-vault-credential-reader-fc720212-cf68-4c53-9035-4f47a9358f5b", "dialtone-vault"],
  [
    "azure-native:botservice:Bot",
    "dialtone-bot",
    "dialtone-bot",
    { replaceOnChanges: ["properties.msaAppId", "properties.msaAppTenantId"] },
  ],
  ["azure-native:botservice:Channel", "dialtone-bot-teams", "dialtone-bot"],
  ["azure-native:containerregistry:Registry", "callbackregistry", "callback"],
  ["azure-native:keyvault:Secret", "dialtone-vault-credential", "dialtone-vault", { retainOnDelete: true }],
  [
    "azure-native:keyvault:Vault",
    "dialtone-vault",
    "dialtone-vault",
    {
      protect: true,
    },
  ],
  ["azure-native:managedidentity:UserAssignedIdentity", "callback-identity", "callback"],
  ["azure-native:monitor:DiagnosticSetting", "callback-diagnostics", "callback"],
  ["azure-native:operationalinsights:Workspace", "callback-logs", "callback"],
  ["azure-native:resources:Deployment", "callback-image", "callback"],
  ["azure-native:resources:ResourceGroup", "dialtone", ""],
  ["azure-native:storage:StorageAccount", "callbackstore", "callback"],
  ["azure-native:storage:Table", "callback-notifications", "callback"],
  ["azuread:index/appRoleAssignment:AppRoleAssignment", "calling-app-consent", "calling-app"],
  [
    "azuread:index/application:Application",
    "calling-app",
    "calling-app",
    {
      protect: true,
      ignoreChanges: ["owners"],
    },
  ],
  [
    "azuread:index/applicationPassword:ApplicationPassword",
    "calling-app-g1",
    "calling-app",
    {
      secretOutputs: ["value"],
      ignoreChanges: ["endDate"],
    },
  ],
  [
    "azuread:index/servicePrincipal:ServicePrincipal",
    "calling-app-principal",
    "calling-app",
    {
      ignoreChanges: ["owners"],
    },
  ],
  ["dialtone:index:CallbackHost", "callback", ""],
  ["dialtone:index:CallingApp", "calling-app", ""],
  ["dialtone:index:CallingBot", "dialtone-bot", ""],
  ["dialtone:index:SecretVault", "dialtone-vault", ""],
  ["pulumi:providers:azure-native", "azure-native", ""],
  [
    "pulumi:providers:azuread",
    "azuread",
    "",
    {
      secretOutputs: ["clientCertificatePassword", "clientId", "clientSecret"],
    },
  ],
];

const operator = "fc720212-cf68-4c53-9035-4f47a9358f5b";
/** Object id of the deployer in made-up-cloud.ts. */
const deployer = "0f2b1c3d-0000-4000-8000-000000000007";

/** What a client secret brings, and no other credential. */
const ofSecret = new Set(["calling-app-g1", "dialtone-vault-credential", `dialtone-vault-credential-reader-${operator}`]);
const ofCertificate: readonly Row[] = [
  ["dialtone:index:CallingCertificate", "calling-certificate-g1", ""],
  [
    "azuread:index/applicationCertificate:ApplicationCertificate",
    "calling-certificate-g1",
    "calling-certificate-g1",
    { secretOutputs: ["value"], ignoreChanges: ["value", "endDate"] },
  ],
  ["azure-native:authorization:RoleAssignment", `calling-certificate-g1-signer-${operator}`, "calling-certificate-g1"],
  ["azure-native:authorization:RoleAssignment", `dialtone-vault-certificate-maker-${deployer}`, "dialtone-vault"],
];
const ofTrust: readonly Row[] = [
  ["azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential", "calling-app-ci", "calling-app"],
];

/** The golden list of the shipped example, by the mode of its one generation: `g1`, for federated `ci`. */
export const programRegistrations: Readonly<Record<"secret" | "certificate" | "federated", readonly Registration[]>> = {
  secret: rows.map(toRegistration),
  certificate: [...rows.filter(([, name]) => !ofSecret.has(name)), ...ofCertificate].map(toRegistration),
  federated: [...rows.filter(([, name]) => !ofSecret.has(name)), ...ofTrust].map(toRegistration),
};

function toRegistration([type, name, parent, options]: Row): Registration {
  return {
    type,
    name,
    parent,
    protect: false,
    retainOnDelete: false,
    secretOutputs: [],
    ignoreChanges: [],
    replaceOnChanges: [],
    ...options,
  };
}
