import { parseArgs } from "node:util";

/** One flag of a command, as data: parsed strictly and listed by `--help`. */
export interface FlagDefinition {
  readonly type: "string" | "boolean";
  /** What the value is, in capitals, for example `NAME`; only for strings. */
  readonly placeholder?: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** May be given more than once; its values are then a list. */
  readonly multiple?: boolean;
}

/** The flags that a person typed: strings, or true; absent ones are undefined. */
export class FlagValues {
  readonly #strings: ReadonlyMap<string, readonly string[]>;
  readonly #booleans: ReadonlySet<string>;

  constructor(strings: ReadonlyMap<string, readonly string[]>, booleans: ReadonlySet<string>) {
    this.#strings = strings;
    this.#booleans = booleans;
  }

  /** Value of a string flag, the last one where it was given twice. */
  string(name: string): string | undefined {
    return this.#strings.get(name)?.at(-1);
  }

  /** All values of a string flag that may be repeated. */
  strings(name: string): readonly string[] {
    return this.#strings.get(name) ?? [];
  }

  /** True where a boolean flag was given. */
  isSet(name: string): boolean {
    return this.#booleans.has(name);
  }
}

/**
 * Reads an argument vector against the flags of a command. Says every problem at once: unknown flags, missing values,
 * values where none belongs, flags given twice, and words that belong to no flag.
 */
export function parseFlagValues(
  argv: readonly string[],
  flags: Readonly<Record<string, FlagDefinition>>,
): { values: FlagValues; problems: string[] } {
  const problems: string[] = [];
  const strings = new Map<string, string[]>();
  const booleans = new Set<string>();
  // Not `strict`: node:util would stop at the first problem, and a reader wants them all.
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, { type: flag.type }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") {
      problems.push(`"${token.value}" belongs to no flag`);
      continue;
    }
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    if (flag === undefined) {
      problems.push(`${token.rawName} is not a flag of this command`);
    } else if (flag.type === "boolean") {
      if (token.value !== undefined) problems.push(`${token.rawName} takes no value`);
      booleans.add(token.name);
    } else if (token.value === undefined || token.value === "" || (!token.inlineValue && token.value.startsWith("-"))) {
      problems.push(`${token.rawName} needs a value: ${token.rawName} ${flag.placeholder ?? "VALUE"}`);
    } else {
      const already = strings.get(token.name) ?? [];
      if (already.length > 0 && flag.multiple !== true) problems.push(`${token.rawName} was given twice`);
      strings.set(token.name, [...already, token.value]);
    }
  }
  return { values: new FlagValues(strings, booleans), problems };
}
