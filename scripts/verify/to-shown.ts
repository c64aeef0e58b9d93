/**
 * A document whose texts are safe to print: what others wrote (the name of a credential, a webhook, an answer's code)
 * stands in terminals and tickets, where a control character could write lines of its own. Such characters are shown as
 * their code, as the pages do; line breaks of ours stay. Pure.
 */
export function toShown<Document>(document: Document): Document {
  return JSON.parse(JSON.stringify(document), (_name, value: unknown) =>
    typeof value === "string" ? value.replaceAll(/[\p{Cc}\u2028-\u202E\u2066-\u2069]/gu, toCode) : value,
  ) as Document;
}

function toCode(character: string): string {
  return character === "\n" ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
