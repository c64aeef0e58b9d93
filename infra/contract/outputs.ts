import { z } from "zod";
import { callsInitiateAllAppRoleId } from "./microsoft-ids.ts";
import { quietHoursSchema } from "./quiet-hours.ts";
import { pastedName, shownName } from "./shown-names.ts";
import { waitNames } from "./waits.ts";

const guid = z.guid();
const httpsUrl = z.url({ protocol: /^https$/ });

/**
 * The outputs of a stack: one typed, versioned contract between `pulumi up` and everyone after it (verify, rotate,
 * teardown, the app team). Exported once, as the stack output `dialtone`; no secret value is among them.
 */
export const outputsSchema = z.strictObject({
  schema: z.literal("dialtone/outputs/1"),
  stack: pastedName,
  /** Which Microsoft cloud, or `rehearsal`. */
  cloud: z.enum(["public", "usgov", "usgov-dod", "rehearsal"]),
  tenantId: guid,
  subscriptionId: guid,
  resourceGroupName: pastedName,
  location: z.string().min(1),
  app: z.strictObject({
    displayName: shownName,
    /** The client id: Entra application, bot and callback audience are all this one. */
    clientId: guid,
    applicationObjectId: guid,
    /** Object id of our service principal, the principal of the grant. */
    principalObjectId: guid,
  }),
  permission: z.strictObject({
    value: z.literal("Calls.Initiate.All"),
    /** The pinned id and no other: a grant of anything else would be read back and granted in its name. */
    appRoleId: guid.refine((appRoleId) => appRoleId === callsInitiateAllAppRoleId, {
      error: `the app role id of Calls.Initiate.All, ${callsInitiateAllAppRoleId}`,
    }),
    /** Object id of Microsoft Graph's service principal in this tenant. */
    resourceObjectId: guid,
  }),
  consent: z.strictObject({
    /** `grant`: the stack made the app role assignment. `manual`: a person has to. */
    mode: z.enum(["grant", "manual"]),
    /** Where an administrator consents, for `manual` and for repair. */
    adminConsentUrl: httpsUrl,
  }),
  credential: z
    .strictObject({
      /** How the generation in use proves itself. */
      mode: z.enum(["secret", "certificate", "federated"]),
      /** Name of the generation in use. */
      generation: z.string().min(1),
      /** When it ends, RFC 3339; null where it has no end (federated). */
      endsAt: z.iso.datetime({ offset: true }).nullable(),
      /** Versionless Key Vault URL of the newest client secret; null where there is none. */
      secretUrl: httpsUrl.nullable(),
      /** The newest certificate: where its key signs, where its public part is, its SHA-256 in hexadecimal; absent where there is none. */
      certificate: z
        .strictObject({ keyUrl: httpsUrl, certificateUrl: httpsUrl, thumbprint: z.string().regex(/^[0-9A-F]{64}$/) })
        .optional(),
      /** Whose tokens the application takes in place of a secret; absent where it takes nobody's. */
      federated: z
        .array(z.strictObject({ issuer: httpsUrl, subject: z.string().min(1), audience: z.string().min(1) }))
        .min(1)
        .optional(),
    })
    .superRefine((credential, context) => {
      for (const [path, mode, has] of [
        ["secretUrl", "secret", credential.secretUrl !== null],
        ["certificate", "certificate", credential.certificate !== undefined],
        ["federated", "federated", credential.federated !== undefined],
      ] as const) {
        if (credential.mode === mode && !has) context.addIssue({ code: "custom", path: [path], message: `needed in mode ${mode}` });
      }
    }),
  vault: z.strictObject({ name: pastedName, url: httpsUrl }),
  bot: z.strictObject({
    /** ARM id of the Azure Bot. */
    resourceId: z.string().startsWith("/subscriptions/"),
    name: pastedName,
  }),
  host: z.strictObject({
    fqdn: pastedName,
    baseUrl: httpsUrl,
    /** The ONE callback URL: the bot's webhook and the call's `callbackUri`. */
    callbackUrl: httpsUrl,
    /** What runs: an image reference. */
    image: z.string().min(1),
  }),
  notifications: z.strictObject({ tableEndpoint: httpsUrl, tableName: z.string().min(1) }),
  /** Object ids that may be called; the first is called by default. */
  callees: z.array(guid).min(1),
  /** What else the stack made, for a comparison with what is there (verify --drift); absent in outputs of an older version. */
  made: z
    .strictObject({
      /** Object ids that own application and service principal. */
      owners: z.array(guid),
      /** Object ids that may read notifications, credential and bot. */
      operators: z.array(guid),
      /** Every credential generation that is still good, oldest first. */
      generations: z.array(
        z.strictObject({
          name: z.string().min(1),
          mode: z.enum(["secret", "certificate", "federated"]),
          /** Entra's id of the credential; absent in outputs of an older version. */
          keyId: z.string().min(1).optional(),
        }),
      ),
    })
    .optional(),
  /** When nobody is called, and how many calls of a day there may be; absent where the configuration limits neither. */
  calling: z.strictObject({ quietHours: quietHoursSchema.optional(), callsPerDay: z.int().min(1).optional() }).optional(),
  /** A mark for each part that says whose it is (part-marks.ts); absent in outputs of an older version. */
  parts: z.record(z.enum(["app", "bot", "callback", "vault"]), z.string().regex(/^[0-9a-f]{16}$/)).optional(),
  /** With `verifyAfterUp`: which stack a call has to prove, as a hash that changes with everything in it; absent without. */
  gate: z.strictObject({ proof: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  /** How long verify waits, in seconds, where the configuration says so; a flag wins over it. */
  waits: z.partialRecord(z.enum(waitNames), z.int().min(0)).optional(),
});

export type Outputs = z.infer<typeof outputsSchema>;

/** Name of the one stack output that carries {@link Outputs}. */
export const outputsKey = "dialtone";
