import type { Seed } from "../../test/cloud/core/seed.ts";

/**
 * The seed of a file with what a stack needs. Whoever is in both is one person: the file says more about a callee or an
 * operator than the stack's configuration does, the scenario says how a callee answers.
 */
export function mergeSeeds(fromFile: Seed, ofStack: Seed): Seed {
  const ofStackUsers = ofStack.users ?? [];
  const users = (fromFile.users ?? []).map((user) => ({ ...user, ...ofStackUsers.find(isSameAs(user)) }));
  return {
    ...fromFile,
    ...ofStack,
    users: [...users, ...ofStackUsers.filter((user) => !users.some(isSameAs(user)))],
    operators: [
      ...(ofStack.operators ?? []),
      ...(fromFile.operators ?? []).filter((operator) => !ofStack.operators?.some(isSameAs(operator))),
    ],
  };
}

function isSameAs({ objectId }: { readonly objectId: string }): (other: { readonly objectId: string }) => boolean {
  return (other) => other.objectId.toLowerCase() === objectId.toLowerCase();
}
