/** What Microsoft has beside the simulated operations, and the simulation has not: asked for, it refuses, and says so loudly. */
export interface AbsentOperation {
  readonly surface: string;
  readonly what: string;
  readonly source: string;
}

const calls = "graph-calling.md 1.4 and 2.2 (CSDL v1.0, permissions.json), read 2026-11-25";

/** The neighbours of what is simulated; what is farther away (mail, sites, virtual machines) needs no line. */
export const absentOperations: readonly AbsentOperation[] = [
  { surface: "Graph calls", what: "incoming calls: `answer`, `reject`, `redirect` refuse, nothing ever rings an app", source: calls },
  { surface: "Graph calls", what: "group calls and meetings, `participants/invite`, lobby, roster notifications", source: calls },
  {
    surface: "Graph calls",
    what: "app-hosted media: `recordResponse`, `subscribeToTone`, `sendDtmfTones`, `updateRecordingStatus`",
    source: calls,
  },
  { surface: "Graph calls", what: "`logTeleconferenceDeviceQuality`, call records, presence, online meetings", source: calls },
  {
    surface: "Graph directory",
    what: "writing users and groups; they come from the seed",
    source: "https://learn.microsoft.com/graph/api/resources/user, read 2026-11-25",
  },
  {
    surface: "Graph directory",
    what: "delta queries, change subscriptions, `$metadata`, `owners/$count` in a filter, `any` over relations, casts of lists, single properties as addresses, the list of `owners/$ref`, reading a logo",
    source: "https://learn.microsoft.com/graph/query-parameters and delta-query-overview, read 2026-11-26",
  },
  {
    surface: "Graph directory",
    what: "synchronisation, publisher verification, policies of token life, token issuance and home realm, `ownedObjects`, `createdObjects`, federated credentials of service principals",
    source: "https://learn.microsoft.com/graph/api/resources/serviceprincipal, read 2026-11-26",
  },
  {
    surface: "Login",
    what: "interactive flows (authorize, device code, on behalf of), conditional access, a user's own consent",
    source: "https://learn.microsoft.com/entra/identity-platform/v2-protocols, read 2026-11-26",
  },
  {
    surface: "Resource Manager",
    what: "types that are not in the table below; tags of the subscription itself, locks, policies, moves, private endpoints, templates by link or in mode Complete, template functions beyond a few",
    source: "https://learn.microsoft.com/rest/api/resources, read 2026-11-25",
  },
  {
    surface: "Key Vault",
    what: "keys of a managed HSM, release of keys and their rotation policies, issuers beside Self and Unknown, contacts, backups of certificates, PKCS #12 stores with RC2 or of indefinite length",
    source: "https://learn.microsoft.com/rest/api/keyvault, read 2026-11-26",
  },
  {
    surface: "Storage",
    what: "blobs, queues and files; shared keys and shared access signatures",
    source: "https://learn.microsoft.com/rest/api/storageservices, read 2026-11-25",
  },
];
