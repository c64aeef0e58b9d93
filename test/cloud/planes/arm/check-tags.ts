import { Refusal } from "../../core/operation.ts";

/**
 * Limits of tags on one resource, from memory of https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations:
 * ASSUMED. So are the codes and sentences; InvalidTagNameCharacters is seen in practice.
 */
const limits = { tags: 50, nameCharacters: 512, storageNameCharacters: 128, valueCharacters: 256 } as const;
const reserved = /[<>%&\\?/]|\p{Cc}/u;

/** Refuses tags that no resource can carry. */
export function checkTags(tags: unknown, type: string): void {
  const entries = Object.entries((tags ?? {}) as Record<string, string>);
  if (entries.length > limits.tags)
    throw new Refusal(400, "TagCountExceeded", `The number of tags is ${entries.length}. It cannot exceed the limit of ${limits.tags}.`);
  const names = entries.map(([name]) => name);
  const illegal = names.filter((name) => reserved.test(name));
  if (illegal.length > 0) {
    throw new Refusal(
      400,
      "InvalidTagNameCharacters",
      `The tag names '${illegal.join(",")}' have reserved characters '<,>,%,&,\\,?,/' or control characters.`,
    );
  }
  const most = type.toLowerCase() === "microsoft.storage/storageaccounts" ? limits.storageNameCharacters : limits.nameCharacters;
  const long = names.find((name) => name.length > most);
  if (long !== undefined)
    throw new Refusal(400, "TagNameTooLong", `The tag name '${long.slice(0, 20)}…' has ${long.length} characters. The limit is ${most}.`);
  const longValue = entries.find(([, value]) => value.length > limits.valueCharacters);
  if (longValue !== undefined) {
    throw new Refusal(
      400,
      "TagValueTooLong",
      `The value of tag '${longValue[0]}' has ${longValue[1].length} characters. The limit is ${limits.valueCharacters}.`,
    );
  }
  const seen = new Set(names.map((name) => name.toLowerCase()));
  // Names of tags compare without case.
  if (seen.size < names.length) throw new Refusal(400, "DuplicateTag", `The tag names '${names.join(",")}' contain duplicates.`);
}
