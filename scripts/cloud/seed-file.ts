import { readFileSync } from "node:fs";
import { z } from "zod";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Seed } from "../../test/cloud/core/seed.ts";
import { toSeedProblems, toSeedProblemsWherePossible } from "./seed-problems.ts";

const guid = z.guid();
const principalType = z.enum(["User", "Group", "ServicePrincipal"]);

/** The documented JSON of `--seed FILE`; docs/cloud.md explains the members. */
const seedFile = z.strictObject({
  tenantId: guid.optional(),
  subscriptionId: guid.optional(),
  tenantDisplayName: z.string().optional(),
  users: z
    .array(
      z.strictObject({
        objectId: guid,
        displayName: z.string().optional(),
        userPrincipalName: z.string().optional(),
        userType: z.enum(["Member", "Guest"]).optional(),
        accountEnabled: z.boolean().optional(),
        calling: z
          .strictObject({
            kind: z.enum([
              "answers",
              "declines",
              "busy",
              "no-answer",
              "signed-out",
              "not-licensed",
              "policy",
              "voicemail",
              "unreachable",
              "network",
              "federated",
              "bot",
            ]),
            afterMs: z.int().min(0),
            hangsUpAfterMs: z.int().min(0).optional(),
          })
          .optional(),
        password: z.string().optional(),
        directoryRoles: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  groups: z.array(z.strictObject({ objectId: guid, displayName: z.string().optional(), memberObjectIds: z.array(guid) })).optional(),
  applications: z
    .array(
      z.strictObject({
        clientId: guid,
        applicationObjectId: guid.optional(),
        principalObjectId: guid.nullable().optional(),
        displayName: z.string(),
        secrets: z
          .array(
            z.strictObject({
              value: z.string(),
              displayName: z.string().optional(),
              endDateTime: z.iso.datetime({ offset: true }).optional(),
            }),
          )
          .optional(),
        owners: z.array(guid).optional(),
        graphRoles: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  servicePrincipals: z
    .array(z.strictObject({ objectId: guid, clientId: guid, displayName: z.string(), accountEnabled: z.boolean().optional() }))
    .optional(),
  grants: z.array(z.strictObject({ principalObjectId: guid, resourceClientId: guid.optional(), roleValue: z.string() })).optional(),
  armResources: z.array(z.looseObject({ id: z.string().startsWith("/subscriptions/"), type: z.string() })).optional(),
  roleAssignments: z
    .array(z.strictObject({ principalObjectId: guid, principalType, roleDefinitionId: guid, scope: z.string() }))
    .optional(),
  operators: z.array(z.strictObject({ objectId: guid, principalType })).optional(),
  federatedIssuers: z.array(z.strictObject({ issuer: z.url(), keys: z.array(z.looseObject({ kty: z.string() })).min(1) })).optional(),
  membersMayRegister: z.boolean().optional(),
  appManagement: z
    .strictObject({
      forbidsPasswords: z.boolean().optional(),
      passwordLifetime: z.iso.duration().optional(),
      keyLifetime: z.iso.duration().optional(),
    })
    .optional(),
  subscription: z
    .strictObject({
      displayName: z.string().optional(),
      state: z.enum(["Enabled", "Warned", "PastDue", "Disabled", "Deleted"]).optional(),
      requiresMfa: z.boolean().optional(),
      unregistered: z.array(z.string()).optional(),
      managedEnvironmentLimit: z.int().min(0).optional(),
    })
    .optional(),
  deployer: z
    .strictObject({
      clientId: guid.optional(),
      objectId: guid.optional(),
      clientSecret: z.string().optional(),
      displayName: z.string().optional(),
      graphRoles: z.array(z.string()).optional(),
      subscriptionOwner: z.boolean().optional(),
    })
    .optional(),
});

export interface SeedFile {
  readonly tenantId: string | undefined;
  readonly subscriptionId: string | undefined;
  readonly seed: Seed;
}

/**
 * What the cloud holds before anybody asks it anything, from a file.
 * @throws DialtoneError DT_USAGE_FLAG with every problem of the file; values are never shown
 */
export function loadSeedFile(file: string): SeedFile {
  const { tenantId, subscriptionId, ...members } = parseSeed(file);
  const seed = members as Seed;
  const problems = toSeedProblems(seed, subscriptionId);
  if (problems.length > 0) throw toRefusedSeed(file, problems.join("; "));
  return { tenantId, subscriptionId, seed };
}

function parseSeed(file: string): z.infer<typeof seedFile> {
  const content = readContent(file);
  const { data, error } = seedFile.safeParse(content);
  if (error === undefined) return data;
  const ofForm = error.issues.map(({ path, message }) => ({ place: path.join(".") || "(all)", message }));
  const ofMeaning = toSeedProblemsWherePossible(content).filter((problem) => !ofForm.some(({ place }) => problem.startsWith(`${place}:`)));
  throw toRefusedSeed(file, [...ofForm.map(({ place, message }) => `${place}: ${message}`), ...ofMeaning].join("; "), error);
}

function readContent(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    throw toRefusedSeed(file, error instanceof SyntaxError ? "not JSON" : ((error as NodeJS.ErrnoException).code ?? String(error)), error);
  }
}

/** A seed that cannot be, as it is told to who wrote it. */
export function toRefusedSeed(file: string, problems: string, cause?: unknown): DialtoneError {
  return new DialtoneError({
    code: "DT_USAGE_FLAG",
    what: `${file} is not a seed for the simulated cloud`,
    saw: problems,
    expected: "the JSON that docs/cloud.md documents",
    fix: `correct ${file}, or leave --seed out`,
    cause,
  });
}
