import { toPropertyChanges } from "../property-changes.ts";
import { isWithin, topLevelOf } from "../property-path.ts";
import { isPropertyMap, isSameValue, toPlain, type PropertyMap } from "../property-values.ts";
import type { ChangeRequest, DiffResult } from "../provider.ts";
import { restrictTo } from "../shape.ts";
import type { AzureadResource, InputRule } from "./azuread-resource.ts";

/**
 * What an update would change. As a bridged Terraform provider does it: what the program says is compared with the
 * state that was last read, so that drift shows; sets have no order; empty and absent are the same.
 */
export function diffAzureadInputs(resource: AzureadResource, request: ChangeRequest): DiffResult {
  const news = toPlain(request.newInputs);
  const olds = toPlain(request.oldInputs);
  const state = toPlain(request.oldOutputs);
  const all = Object.entries(resource.inputs).flatMap(([name, rule]) => {
    const isSaid = news[name] !== undefined;
    if (!isSaid && (rule.isComputed === true || (rule.isWriteOnly === true && olds[name] === undefined))) return [];
    const present = rule.isWriteOnly === true ? olds[name] : state[name];
    return toPropertyChanges(comparable(present, rule, news[name]), comparable(news[name], rule, news[name]), name);
  });
  const changes = all.filter(({ path }) => !isWithin(path, request.ignoreChanges));
  const replaces = [...new Set(changes.map(({ path }) => topLevelOf(path)))].filter((name) => resource.inputs[name]?.isForceNew === true);
  return { changes, replaces, deleteBeforeReplace: false };
}

/** After a refresh: every input that the program had, with what the cloud says now where that means something else. */
export function refreshAzureadInputs(resource: AzureadResource, oldInputs: PropertyMap, outputs: PropertyMap): PropertyMap {
  if (Object.keys(oldInputs).length === 0) return importAzureadInputs(resource, outputs);
  const entries = Object.keys(oldInputs).map((name): [string, unknown] => {
    const rule = resource.inputs[name] ?? {};
    if (rule.isWriteOnly === true || outputs[name] === undefined) return [name, oldInputs[name]];
    const isUnchanged = isSameValue(comparable(outputs[name], rule, oldInputs[name]), comparable(oldInputs[name], rule, oldInputs[name]));
    return [name, isUnchanged ? oldInputs[name] : outputs[name]];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/**
 * What a program would have to say for a resource of which only the id is known: no defaults, nothing empty, and of what
 * the stand-in does not know nothing. As a bridged provider does it: pulumi-terraform-bridge pkg/tfbridge/schema.go
 * (ExtractInputsFromOutputs), read 2026-11-26.
 */
function importAzureadInputs(resource: AzureadResource, outputs: PropertyMap): PropertyMap {
  const entries = Object.entries(resource.inputs).flatMap(([name, rule]): [string, unknown][] => {
    if (rule.isWriteOnly === true || outputs[name] === undefined) return [];
    const value = pruneEmpty(restrictTo(rule.shape ?? true, outputs[name]));
    return value === undefined || isSameValue(value, rule.default) ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

/** A value in the form in which Terraform would compare it; `said` tells which members of a block the program speaks of. */
function comparable(value: unknown, rule: InputRule, said: unknown): unknown {
  const effective = value ?? rule.default;
  const trimmed = pruneEmpty(isPropertyMap(effective) && isPropertyMap(said) ? restrict(effective, said) : effective);
  if (rule.default !== undefined && said === undefined && isPropertyMap(rule.default)) return undefined;
  return sortSets(trimmed);
}

function restrict(value: PropertyMap, said: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.keys(said).map((name) => [name, value[name]]));
}

function pruneEmpty(value: unknown): unknown {
  if (value === "" || value === false || value === null) return undefined;
  if (Array.isArray(value)) {
    const kept = value.map(pruneEmpty).filter((member) => member !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (!isPropertyMap(value)) return value;
  const kept = Object.entries(value)
    .map(([name, member]) => [name, pruneEmpty(member)] as const)
    .filter(([, member]) => member !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** All lists of these resources are sets in the provider's schema. */
function sortSets(value: unknown): unknown {
  if (isPropertyMap(value)) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, sortSets(member)]));
  if (!Array.isArray(value)) return value;
  return value.map(sortSets).sort((left, right) => JSON.stringify(left).localeCompare(JSON.stringify(right)));
}
