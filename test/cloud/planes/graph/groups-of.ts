import type { DirectoryStore } from "./directory-store.ts";

/** Object ids of every group that contains the object, by way of other groups too. */
export function findGroupsOf(store: DirectoryStore, objectId: string): readonly string[] {
  const found = new Set<string>();
  const visit = (memberId: string): void => {
    for (const group of store.list("group")) {
      if (!group.members.has(memberId) || found.has(group.objectId)) continue;
      found.add(group.objectId);
      visit(group.objectId);
    }
  };
  visit(objectId);
  return [...found];
}
