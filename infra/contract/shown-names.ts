import { z } from "zod";

/**
 * A name that people read in terminals, tickets and mails: no line break, no control character, nothing that turns the
 * direction of what follows. With one of them a name could write lines of its own, or look like another name.
 */
export const shownName = z.string().regex(/^[^\p{Cc}\u2028-\u202E\u2066-\u2069]+$/u, {
  error: "a name on one line, without control characters",
});

/** A name that stands in commands for people to paste: nothing in it means anything to a shell. */
export const pastedName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_./-]*$/, {
  error: "letters, digits, and . _ - / alone: it stands in commands to paste",
});
