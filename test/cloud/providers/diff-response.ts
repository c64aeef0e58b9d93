import { createRequire } from "node:module";
import type * as ProviderMessages from "@pulumi/pulumi/proto/provider_pb.js";
import { topLevelOf } from "./property-path.ts";
import type { DiffResult } from "./provider.ts";

const require = createRequire(import.meta.url);
const { DiffResponse, PropertyDiff } = require("@pulumi/pulumi/proto/provider_pb.js") as typeof ProviderMessages;

/** A difference for the engine: what changes, property by property, and what of it only a new resource can have. */
export function toDiffResponse({ changes, replaces, deleteBeforeReplace }: DiffResult): ProviderMessages.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  const { Kind } = PropertyDiff;
  const answer = new DiffResponse().setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME);
  answer.setReplacesList([...replaces]);
  answer.setDeletebeforereplace(deleteBeforeReplace);
  answer.setHasdetaileddiff(true);
  for (const { path, kind } of changes) {
    const isReplaced = replaces.includes(topLevelOf(path));
    const code = {
      add: isReplaced ? Kind.ADD_REPLACE : Kind.ADD,
      delete: isReplaced ? Kind.DELETE_REPLACE : Kind.DELETE,
      update: isReplaced ? Kind.UPDATE_REPLACE : Kind.UPDATE,
    }[kind];
    answer.getDetaileddiffMap().set(path, new PropertyDiff().setKind(code));
    answer.addDiffs(path);
  }
  return answer;
}
