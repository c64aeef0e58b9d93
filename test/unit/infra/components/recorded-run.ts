// A program run on the SDK's mock monitor, with everything that reached the monitor written down: the inputs as they
// go over the wire (secrets wrapped), parents, and the options that mocks normally hide.
import * as pulumi from "@pulumi/pulumi";

/** What marks a secret on Pulumi's wire. */
const secretSignature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" } as const;

/** A secret as it goes over Pulumi's wire. */
export function wireSecret(value: unknown): object {
  return { ...secretSignature, value };
}

interface RecordedResource {
  readonly type: string;
  readonly name: string;
  /** Type and name of the parent, `dialtone:index:CallingApp calling-app`; empty for the stack. */
  readonly parent: string;
  /** Name of the explicit provider, `azuread` or `azure-native`. */
  readonly provider: string;
  readonly inputs: Record<string, unknown>;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly retainOnDelete: boolean;
  readonly createTimeout: string;
  readonly errorHooks: readonly string[];
  readonly dependencies: readonly string[];
}

interface RecordedInvoke {
  readonly token: string;
  readonly inputs: Record<string, unknown>;
}

export interface Recording {
  readonly resources: readonly RecordedResource[];
  readonly invokes: readonly RecordedInvoke[];
  readonly hooks: readonly string[];
  readonly outputs: Record<string, unknown>;
  /** The one resource of that name. */
  named(name: string): RecordedResource;
  ofType(type: string): readonly RecordedResource[];
}

export interface RunOptions {
  readonly config?: Readonly<Record<string, string>>;
  readonly preview?: boolean;
  /** Answers to invokes, by the last part of their token; an Error is thrown. */
  readonly answers?: Readonly<Record<string, Record<string, unknown> | Error>>;
  /** State that resources have beyond {@link ids}, by type. */
  readonly state?: Readonly<Record<string, Record<string, unknown>>>;
  /** Without it, the monitor has no `registerErrorHook`, as the SDK's own has none. */
  readonly errorHooks?: boolean;
}

export const ids = {
  tenant: "c1029d34-1045-479a-a161-47a4b8548948",
  subscription: "a56c34e9-d1fa-4581-87a3-91111dd36a3b",
  callee: "2786f876-e9dc-4d77-b496-5ddb04c23ab9",
  operator: "fc720212-cf68-4c53-9035-4f47a9358f5b",
  group: "a27ff8b1-7da2-4d06-800a-82a9ae8aeb92",
  deployer: "abdbe001-c40e-4988-889c-e69cc50f7c27",
  client: "e30a905c-9e0a-497c-8117-45f2c27428eb",
  applicationObject: "8ee8422f-e600-41ca-9ad8-4f7431f93f03",
  principal: "11111111-2222-4333-8444-555555555555",
  graphPrincipal: "22222222-2222-4333-8444-555555555555",
  hostIdentity: "33333333-2222-4333-8444-555555555555",
  secret: "55555555-2222-4333-8444-555555555555",
  hostIdentityClient: "44444444-2222-4333-8444-555555555555",
  role: "284383ee-7f6e-4e40-a2a8-e85dcb029101",
} as const;
export const domain = "quiet-lake-0badc0de.swedencentral.azurecontainerapps.test";

const answers: Record<string, Record<string, unknown> | Error> = {
  getClientConfig: { objectId: ids.deployer, tenantId: ids.tenant, clientId: ids.client },
  getServicePrincipal: { objectId: ids.graphPrincipal, appRoleIds: { "Calls.Initiate.All": ids.role, "User.Read.All": ids.callee } },
  getTaskRun: new Error("404 ResourceNotFound"),
};

const state: Record<string, Record<string, unknown>> = {
  "azuread:index/application:Application": { clientId: ids.client, objectId: ids.applicationObject },
  "azuread:index/servicePrincipal:ServicePrincipal": { objectId: ids.principal },
  "azuread:index/applicationPassword:ApplicationPassword": { value: "the~value", keyId: ids.secret },
  "azure-native:keyvault:Vault": { properties: { vaultUri: "https://vault.test/" } },
  "azure-native:keyvault:Secret": { name: "dialtone-vault-credential0badc0de" },
  "azure-native:managedidentity:UserAssignedIdentity": { principalId: ids.hostIdentity, clientId: ids.hostIdentityClient },
  "azure-native:storage:StorageAccount": { primaryEndpoints: { table: "https://store.table.test/" } },
  "azure-native:storage:Table": { name: "notifications" },
  "azure-native:containerregistry:Registry": { loginServer: "registry.test" },
  "azure-native:app:ManagedEnvironment": { defaultDomain: domain },
  "azure-native:app:ContainerApp": { configuration: { ingress: { fqdn: `callback.${domain}` } } },
};

type Monitor = NonNullable<ReturnType<typeof pulumi.runtime.getMonitor>>;

/** Runs a program, waits for all of its registrations, and says what they were. */
export async function recordRun(program: () => unknown, options: RunOptions = {}): Promise<Recording> {
  const resources: RecordedResource[] = [];
  const invokes: RecordedInvoke[] = [];
  const hooks: string[] = [];
  const inputsByName = new Map<string, Record<string, unknown>>();
  pulumi.runtime.setAllConfig({ ...options.config });
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs }) => {
      inputsByName.set(`${type} ${name}`, inputs as Record<string, unknown>);
      const known = { ...state[type], ...options.state?.[type] };
      return options.preview === true && type.startsWith("azu")
        ? { id: undefined, state: inputs }
        : { id: toId(type, name), state: { name, ...inputs, ...known } };
    },
    call: ({ token, inputs }) => {
      // The engine's own: what the stack's last update said. There was none.
      if (token === "pulumi:pulumi:readStackOutputs") return { outputs: {} };
      invokes.push({ token, inputs });
      const answer = { ...answers, ...options.answers }[token.split(":").at(-1) ?? ""];
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error(`no answer for ${token}`);
      return answer;
    },
  };
  await pulumi.runtime.setMocks(mocks, "dialtone", "dev", options.preview ?? false, "organization");
  const monitor = pulumi.runtime.getMonitor() as Monitor;
  const register = monitor.registerResource.bind(monitor) as unknown as (
    request: never,
    callback: (error: unknown, answer: never) => void,
  ) => void;
  const recording = {
    registerResource: (request: Request, callback: (error: unknown, answer: never) => void) => {
      register(request as never, (error, answer) => {
        resources.push(toRecorded(request, inputsByName.get(`${request.getType()} ${request.getName()}`) ?? {}));
        callback(error, answer);
      });
    },
    ...(options.errorHooks === true
      ? {
          registerErrorHook: (request: { getName(): string }, callback: (error: null, answer: object) => void) => {
            hooks.push(request.getName());
            callback(null, {});
          },
        }
      : {}),
  };
  Object.assign(monitor, recording);
  const outputs = (await pulumi.runtime.runInPulumiStack(async () => (await program()) ?? {})) as Record<string, unknown>;
  await pulumi.runtime.disconnect();
  return {
    resources,
    invokes,
    hooks,
    outputs,
    named: (name) =>
      only(
        resources.filter((resource) => resource.name === name && !resource.type.startsWith("dialtone:")),
        name,
      ),
    ofType: (type) => resources.filter((resource) => resource.type === type),
  };
}

interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getProtect(): boolean | undefined;
  getIgnorechangesList(): string[];
  getDeletebeforereplace(): boolean;
  getRetainondelete(): boolean | undefined;
  getDependenciesList(): string[];
  getCustomtimeouts(): { getCreate(): string } | undefined;
  getHooks(): { getOnErrorList(): string[] } | undefined;
}

function toRecorded(request: Request, inputs: Record<string, unknown>): RecordedResource {
  return {
    type: request.getType(),
    name: request.getName(),
    parent: toLabel(request.getParent()),
    provider: request.getProvider().split("::").at(-2) ?? "",
    inputs,
    protect: request.getProtect() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    retainOnDelete: request.getRetainondelete() ?? false,
    createTimeout: request.getCustomtimeouts()?.getCreate() ?? "",
    errorHooks: request.getHooks()?.getOnErrorList() ?? [],
    dependencies: request.getDependenciesList().map((urn) => urn.split("::").at(-1) ?? ""),
  };
}

function toLabel(urn: string): string {
  const [, , type = "", name = ""] = urn.split("::");
  return type === "pulumi:pulumi:Stack" || urn === "" ? "" : `${type.split("$").at(-1)} ${name}`;
}

function toId(type: string, name: string): string {
  if (type.endsWith(":Application")) return `/applications/${ids.applicationObject}`;
  return type.startsWith("azure-native:") ? `/subscriptions/${ids.subscription}/${name}` : `${name}-id`;
}

function only<T>(found: readonly T[], name: string): T {
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} resources are named ${name}; expected one`);
  return first;
}
