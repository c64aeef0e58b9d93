/** Markup that is safe to put into a page as it is. Made by {@link markup} alone. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: text and numbers are escaped, markup is not, nothing stands for nothing. */
type MarkupValue = string | number | Markup | undefined | readonly (string | Markup)[];

/** A template whose values are escaped, so that no value can become markup, an attribute or a script. */
export function markup(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(strings.reduce((text, part, index) => `${text}${toMarkup(values[index - 1])}${part}`));
}

function toMarkup(value: MarkupValue): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  return value.map((one) => toMarkup(one)).join("");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * Text for content and for quoted attributes. Characters that a reader cannot see, and those that turn the direction of
 * what follows, are shown as their code: a name must not be able to look like another one.
 */
export function escapeHtml(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? "")
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) =>
      character === "\n" ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
}
