import { styleText } from "node:util";

/** How text is coloured: not at all in pipes, files and where `NO_COLOR` is set. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

/**
 * Colours for a stream: only on a terminal, and never where `NO_COLOR` is set to anything.
 * Source: https://no-color.org, read 2026-11-25.
 */
export function createPaint(isTerminal: boolean, environment: NodeJS.ProcessEnv): Paint {
  const isColourful = isTerminal && (environment["NO_COLOR"] ?? "") === "" && environment["TERM"] !== "dumb";
  const styled = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    isColourful ? styleText(format, text, { validateStream: false }) : text;
  return { good: styled("green"), bad: styled("red"), warn: styled("yellow"), dim: styled("dim"), bold: styled("bold") };
}
