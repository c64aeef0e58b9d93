import { toLastFour } from "../lib/redact.ts";
import { azurePaths } from "../recover/azure-paths.ts";
import { entraTypes, nameOf, type StackState, type StateResource } from "../recover/stack-state.ts";

/** One thing that the stack made and that has to be gone in the end. */
export interface InventoryItem {
  /** What it is, in the reader's words: `application`, `bot`, `role assignment`. */
  readonly kind: string;
  /** Its name in the cloud. */
  readonly name: string;
  /** Object id in Entra, or ARM id. */
  readonly cloudId: string;
  readonly in: "entra" | "azure";
  /** What reads it in Azure; undefined where none is known: it is proved by its resource group then. */
  readonly apiVersion?: string | undefined;
  readonly location?: string | undefined;
}

/** Everything of a stack that its teardown has to prove gone. */
export interface StackInventory {
  readonly items: readonly InventoryItem[];
  /** Object id of our service principal; undefined where there is none. */
  readonly principalObjectId: string | undefined;
  /** Names in the state of what refuses to be deleted. */
  readonly protected: readonly string[];
  /** Everything that the engine will delete, parts and providers included. */
  readonly resourceCount: number;
}

/** What the types of the stack are called. Credentials of the application are not among them: they are part of it. */
const kinds: Readonly<Record<string, string>> = {
  [entraTypes.application]: "application",
  [entraTypes.servicePrincipal]: "service principal",
  [entraTypes.grant]: "grant",
  "azure-native:resources:ResourceGroup": "resource group",
  "azure-native:keyvault:Vault": "vault",
  "azure-native:keyvault:Secret": "vault secret",
  "azure-native:authorization:RoleAssignment": "role assignment",
  "azure-native:managedidentity:UserAssignedIdentity": "identity",
  "azure-native:operationalinsights:Workspace": "log workspace",
  "azure-native:app:ManagedEnvironment": "host environment",
  "azure-native:app:ContainerApp": "host",
  "azure-native:containerregistry:Registry": "image registry",
  "azure-native:storage:StorageAccount": "storage account",
  "azure-native:storage:Table": "table",
  "azure-native:monitor:DiagnosticSetting": "diagnostic setting",
  "azure-native:resources:Deployment": "deployment record",
  "azure-native:botservice:Bot": "bot",
  "azure-native:botservice:Channel": "channel",
};

/** Reads a stack's state. Pure. */
export function toInventory(state: StackState): StackInventory {
  // What the program only reads is in the state too; it is somebody else's, and the engine does not delete it.
  const resources = (state.resources ?? []).filter(({ external }) => external !== true);
  const principal = resources.find(({ type }) => type === entraTypes.servicePrincipal);
  const principalObjectId = principal?.outputs?.["objectId"];
  return {
    items: resources.flatMap(toItem),
    principalObjectId: typeof principalObjectId === "string" ? principalObjectId : undefined,
    protected: resources.filter((resource) => resource.protect === true).map(({ urn }) => nameOf(urn)),
    resourceCount: resources.length,
  };
}

function toItem(resource: StateResource): InventoryItem[] {
  const { type, id = "", outputs = {} } = resource;
  if (id === "") return [];
  if (type.startsWith("azure-native:")) {
    const kind = kinds[type] ?? (type.split(":").at(-1) ?? type).toLowerCase();
    const location = outputs["location"];
    return [
      {
        kind,
        // A role assignment's own name is a GUID that says nothing.
        name: kind === "role assignment" ? withoutWholeIds(nameOf(resource.urn)) : (id.split("/").at(-1) ?? id),
        cloudId: id,
        in: "azure",
        apiVersion: azurePaths[type]?.apiVersion,
        ...(typeof location === "string" ? { location } : {}),
      },
    ];
  }
  const kind = kinds[type];
  if (kind === undefined) return [];
  const lastPart = id.split("/").at(-1) ?? id;
  if (kind === "grant") return [{ kind, name: "Calls.Initiate.All on Microsoft Graph", cloudId: lastPart, in: "entra" }];
  const { objectId, displayName } = outputs;
  const name = typeof displayName === "string" ? displayName : nameOf(resource.urn);
  return [{ kind, name, cloudId: typeof objectId === "string" ? objectId : lastPart, in: "entra" }];
}

/** The operators' object ids are in the names of their role assignments: the last four characters are enough. */
export function withoutWholeIds(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, (id) => toLastFour(id));
}
