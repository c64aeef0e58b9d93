import { z } from "zod";
import type { Cloud } from "../contract/cloud.ts";
import { quietHoursSchema } from "../contract/quiet-hours.ts";
import { toMaxWaitSeconds, toWaitSeconds, type WaitName, waitNames } from "../contract/waits.ts";
import { credentialSchema } from "../contract/credential-settings.ts";
import { shownName } from "../contract/shown-names.ts";

/** Longest `displayName` of an application. Source: https://learn.microsoft.com/graph/api/resources/application, read 2026-11-25. */
const maxDisplayNameLength = 256;
/** Retention of a pay-as-you-go workspace, in days. Source: https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure, read 2026-11-25. */
const logRetention = { min: 30, max: 730 } as const;
/** Tags of one resource; names of a storage account's tags stop at 128 characters. Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources, read 2026-11-25. */
const tagLimits = { count: 50, nameLength: 128, valueLength: 256 } as const;

/** In lower case, as Entra answers them: the names of resources and the host's environment are made of ids. */
const guid = (what: string) => z.guid({ error: `${what}, a GUID in the form 0f4c2a7e-5b1d-4c3e-9a86-d7e0b1c2f3a4` }).toLowerCase();
const unique = <T>(values: readonly T[], key: (value: T) => string) =>
  new Set(values.map((value) => key(value).toLowerCase())).size === values.length;

const operator = z.strictObject({
  objectId: guid("the operator's object id in Entra"),
  principalType: z.enum(["User", "Group", "ServicePrincipal"], { error: "User, Group or ServicePrincipal" }),
});
/** Who may read the notifications, the credential and the bot: a person, a group, or a pipeline's service principal. */
export type Operator = z.infer<typeof operator>;

/** A time that verify may wait, as text or in seconds; seconds come out. */
const wait = (name: WaitName) => {
  const error = `a time such as 90s, 5m or 1h, ${toMaxWaitSeconds(name)}s at most`;
  return z
    .union([z.string(), z.int().min(0)], { error })
    .transform((time) => (typeof time === "number" ? time : (toWaitSeconds(time) ?? Number.POSITIVE_INFINITY)))
    .refine((seconds) => seconds <= toMaxWaitSeconds(name), { error })
    .optional();
};
const waits = Object.fromEntries(waitNames.map((name) => [name, wait(name)])) as Record<WaitName, ReturnType<typeof wait>>;

const nonEmpty = { error: "at least one entry" };

/** The keys of a stack's configuration, each with its rule and its default. The one place that knows them. */
export const settingsSchema = z.strictObject({
  cloud: z.string({ error: "public, usgov or usgov-dod" }).default("public"),
  tenantId: guid("the tenant id"),
  subscriptionId: guid("the subscription id"),
  location: z
    .string({ error: "an Azure region by its short name, such as swedencentral" })
    .regex(/^[a-z][a-z0-9]{2,40}$/, { error: "an Azure region by its short name, such as swedencentral" }),
  displayName: z
    .string({ error: "the name that people will see" })
    .trim()
    .min(1, { error: "the name that people will see" })
    .max(maxDisplayNameLength, { error: `${maxDisplayNameLength} characters at most` })
    .pipe(shownName),
  callees: z
    .array(guid("a user's object id in Entra"), { error: "a list of object ids, the users that may be called" })
    .min(1, nonEmpty)
    .refine((list) => unique(list, String), { error: "each object id once" }),
  operators: z
    .array(operator, { error: "a list of { objectId, principalType }" })
    .min(1, nonEmpty)
    .refine((list) => unique(list, ({ objectId }) => objectId), { error: "each operator once" }),
  consent: z.enum(["grant", "manual"], { error: "grant or manual" }).default("grant"),
  credential: credentialSchema,
  calling: z
    .strictObject(
      {
        quietHours: quietHoursSchema.optional(),
        callsPerDay: z.int({ error: "whole calls, 1 or more" }).min(1, { error: "1 or more" }).optional(),
      },
      { error: "{ quietHours, callsPerDay }" },
    )
    .default({}),
  waits: z.strictObject(waits, { error: `a map of ${waitNames.join(", ")} to times such as 90s` }).default({}),
  owners: z
    .array(guid("an owner's object id in Entra"), { error: "a list of object ids" })
    .refine((list) => unique(list, String), { error: "each object id once" })
    .default([]),
  imageSource: z
    .string()
    .regex(/^https:\/\/[^\s#@]+\.git#[^\s:]+(:[^\s:]+)?$/, {
      error: "https://HOST/ORG/REPO.git#REF:FOLDER, REF a commit or a tag, FOLDER the one that holds callback-host/",
    })
    .optional(),
  image: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?\/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$/, { error: "REGISTRY/NAME@sha256:DIGEST: an image by its digest" })
    .optional(),
  protect: z.boolean({ error: "true or false" }).default(false),
  verifyAfterUp: z.union([z.boolean(), z.literal("always")], { error: "true, false or always" }).default(false),
  purgeProtection: z.boolean({ error: "true or false" }).default(true),
  logRetentionDays: z
    .int({ error: `whole days, ${logRetention.min} to ${logRetention.max}` })
    .min(logRetention.min, { error: `${logRetention.min} days or more` })
    .max(logRetention.max, { error: `${logRetention.max} days or less` })
    .default(30),
  replicas: z
    .strictObject(
      {
        min: z.int({ error: "0 to 10" }).min(0, { error: "0 or more" }),
        max: z.int({ error: "1 to 10" }).min(1, { error: "1 or more" }).max(10, { error: "10 at most" }),
      },
      { error: "{ min, max }" },
    )
    .refine(({ min, max }) => min <= max, { error: "min no larger than max" })
    .default({ min: 1, max: 2 }),
  tags: z
    .record(
      z
        .string()
        .max(tagLimits.nameLength)
        .regex(/^[^<>%&\\?/]+$/),
      z.string({ error: "text" }).max(tagLimits.valueLength),
      { error: "a map of text to text" },
    )
    .refine((tags) => Object.keys(tags).length <= tagLimits.count, { error: `${tagLimits.count} tags at most` })
    .default({}),
});

type SettingsInput = z.infer<typeof settingsSchema>;
/** How the host's image comes to be. */
export type ImageChoice =
  | { readonly kind: "archive" }
  | { readonly kind: "git"; readonly sourceLocation: string }
  | { readonly kind: "prebuilt"; readonly image: string };

/** A stack's configuration, checked: what the program builds from. */
export interface Settings extends Omit<SettingsInput, "cloud" | "image" | "imageSource"> {
  readonly cloud: Cloud;
  readonly stack: string;
  readonly image: ImageChoice;
}

export type SettingsKey = keyof SettingsInput;
