import { markup, type Markup } from "./markup.ts";

/** What stands at the head of a page: a drawing that tells the tone without colour, a headline, and what is below it. */
export interface MastheadBlock {
  readonly tone: "good" | "warn" | "bad";
  /** Id of the headline. */
  readonly name: string;
  /** Shapes of the seal, drawn with lines in a 48 by 48 box. */
  readonly shape: Markup;
  readonly headline: string;
  readonly below: readonly Markup[];
}

/** The head of a page. */
export function formatMastheadBlock({ tone, name, shape, headline, below }: MastheadBlock): Markup {
  return markup`<section class="verdict ${tone}" aria-labelledby="${name}">
      <svg
        class="seal"
        viewBox="0 0 48 48"
        fill="none"
        stroke="currentColor"
        stroke-width="3.2"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        ${shape}
      </svg>
      <div>
        <h1 id="${name}">${headline}</h1>
        ${below}
      </div>
    </section>`;
}

/** A fact with its name, for a list of facts. */
export function formatFact(name: string, value: string | Markup, isMono = false): Markup {
  return markup`<div><dt>${name}</dt><dd${isMono ? markup` class="mono"` : undefined}>${value}</dd></div>
`;
}
