import { z } from "zod";

/** Longest life of a secret or certificate that is given as a duration, in days. A longer one has to be written as a date. */
export const maxLifeDays = 90;
/** Longest issuer, subject and audience. Source: https://learn.microsoft.com/graph/api/resources/federatedidentitycredential, read 2026-11-25. */
const maxClaimLength = 600;
/** The audience that Entra recommends. Source: as above. */
const defaultAudience = "api://AzureADTokenExchange";

/** How an application may prove itself. */
const credentialModes = ["secret", "certificate", "federated"] as const;
export type CredentialMode = (typeof credentialModes)[number];
const modeText = { error: credentialModes.join(", ") };

const life = z
  .string({ error: `a life in days or hours, "${maxLifeDays}d" at most` })
  .regex(/^[1-9]\d{0,3}[dh]$/, { error: `a life in days or hours, such as "30d" or "12h"` })
  .refine((text) => toHours(text) <= maxLifeDays * 24, { error: `"${maxLifeDays}d" at most; write ends: <date> for a longer one` });
/** In quotes: without them YAML makes something else of it, and Pulumi hands that over as other text. */
const date = z.iso.datetime({ offset: true, error: 'a date such as "2027-02-23T00:00:00Z", in quotes' });
const claim = (what: string) => z.string({ error: what }).min(1, { error: what }).max(maxClaimLength);

/** What every generation may say beside how long it lives, or whom it trusts. */
const common = {
  name: z
    .string({ error: "a name such as g1" })
    .regex(/^[a-z][a-z0-9-]{0,23}$/, { error: "a lower-case letter, then up to 23 letters, digits or hyphens" }),
  /** How the application proves itself with it, where that is not the mode of all. */
  mode: z.enum(credentialModes, modeText).optional(),
  /** From when on `npm run rotate` takes it away. Written by rotate; the program does not look at it. */
  removeAfter: date.optional(),
};
const generation = z.union(
  [
    z.strictObject({ ...common, life }),
    z.strictObject({ ...common, ends: date }),
    z.strictObject({
      ...common,
      issuer: z.url({ protocol: /^https$/, error: "the issuer of the trusted tokens, an https URL" }),
      subject: claim("the subject of the trusted tokens, with case"),
      audience: claim("the audience of the trusted tokens").default(defaultAudience),
    }),
    z.strictObject({ ...common, managedIdentity: z.guid({ error: "the object id of a managed identity" }).toLowerCase() }),
  ],
  {
    error: `a name and exactly one of life ("${maxLifeDays}d" at most), ends (a date such as 2027-02-23T00:00:00Z), issuer with subject, and managedIdentity`,
  },
);

interface Named {
  readonly name: string;
}
/** A client secret, or a certificate of Key Vault: its life starts when it is created, or its end is a date. */
export type TimedGeneration = Named & ({ readonly life: string } | { readonly ends: string });
/** Whose tokens the application takes in place of a secret. It has no end. */
export type FederatedGeneration = Named &
  ({ readonly issuer: string; readonly subject: string; readonly audience: string } | { readonly managedIdentity: string });
/** One credential of the application. */
export type CredentialGeneration =
  | (TimedGeneration & { readonly mode: "secret" | "certificate" })
  | (FederatedGeneration & { readonly mode: "federated" });

/** The generations of one mode, in their order. */
export function generationsOf<Mode extends CredentialMode>(
  generations: readonly CredentialGeneration[],
  mode: Mode,
): (Mode extends "federated" ? FederatedGeneration : TimedGeneration)[] {
  return generations.filter(
    (one): one is Extract<typeof one, Mode extends "federated" ? FederatedGeneration : TimedGeneration> => one.mode === mode,
  );
}

/** Hours of a life such as `90d` or `12h`. */
export function toHours(text: string): number {
  return Number.parseInt(text, 10) * (text.endsWith("d") ? 24 : 1);
}

/** The credentials of a stack, oldest first: the last one is in use. Each says its own mode, or has the mode of all. */
export const credentialSchema = z
  .strictObject(
    {
      mode: z.enum(credentialModes, modeText).default("secret"),
      generations: z
        .array(generation, { error: "a list of generations, oldest first" })
        .min(1, { error: "at least one entry" })
        .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, { error: "each generation's name once" }),
      /** Those that a run of `npm run rotate` began to take away. Written by rotate; the program does not look at it. */
      removing: z.array(z.string(), { error: "a list of names that rotate writes" }).optional(),
      /** The generation in use that may go although others still hold it: nobody may use it a moment longer. */
      drop: z.string({ error: "the name of the generation in use that may go at once" }).optional(),
    },
    { error: "{ mode: secret, generations: [{ name, life }] }" },
  )
  .transform(({ mode: modeOfAll, generations, drop }, context) => ({
    mode: modeOfAll,
    ...(drop === undefined ? {} : { drop }),
    generations: generations.map(({ mode = modeOfAll, ...own }, index): CredentialGeneration => {
      const isTimed = "life" in own || "ends" in own;
      if (isTimed && mode !== "federated") return { ...own, mode };
      if (!isTimed && mode === "federated") return { ...own, mode };
      const message = isTimed
        ? "issuer and subject, or managedIdentity: its mode is federated"
        : `life or ends: its mode is ${mode}, and only mode federated trusts another issuer`;
      context.addIssue({ code: "custom", path: ["generations", index], message });
      return z.NEVER;
    }),
  }))
  .default({ mode: "secret", generations: [{ name: "g1", mode: "secret", life: `${maxLifeDays}d` }] });

export type CredentialSettings = z.infer<typeof credentialSchema>;
