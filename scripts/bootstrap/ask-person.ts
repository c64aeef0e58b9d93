import { createInterface } from "node:readline/promises";

/** Asks whoever sits at the terminal; undefined in a pipeline, with `--yes`, or where nobody sits there. */
export interface AskPerson {
  /** One line; empty takes the fallback, and is asked again where there is none. */
  readonly line: (question: string, fallback?: string) => Promise<string>;
  /** One of several, by number. */
  readonly choice: (question: string, choices: readonly string[]) => Promise<number>;
  /** Yes or no; empty is no. */
  readonly agree: (question: string) => Promise<boolean>;
}

export interface PersonStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/** True where a person can be asked: input and stderr are a terminal, and no pipeline runs this. */
export function isPersonThere(
  environment: NodeJS.ProcessEnv,
  input: { readonly isTTY?: boolean },
  output: { readonly isTTY?: boolean },
): boolean {
  const isPipeline = ["CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI"].some((name) => (environment[name] ?? "") !== "");
  return input.isTTY === true && output.isTTY === true && !isPipeline;
}

/** Questions go to stderr: stdout is the result's. */
export function createAskPerson({ input, output, signal }: PersonStreams): AskPerson {
  async function ask(question: string): Promise<string> {
    const lines = createInterface({ input, output });
    const closed = new AbortController();
    // Input that ends (Ctrl-D) leaves the question open for ever otherwise.
    lines.once("close", () => closed.abort(new Error("the terminal was closed before the question was answered")));
    try {
      return (await lines.question(question, { signal: AbortSignal.any([signal, closed.signal]) })).trim();
    } catch (error) {
      signal.throwIfAborted();
      throw closed.signal.aborted ? closed.signal.reason : error;
    } finally {
      lines.close();
    }
  }
  async function line(question: string, fallback?: string): Promise<string> {
    for (;;) {
      const answer = await ask(`${question}${fallback === undefined ? "" : ` [${fallback}]`}: `);
      if (answer !== "") return answer;
      if (fallback !== undefined) return fallback;
    }
  }
  return {
    line,
    choice: async (question, choices) => {
      output.write(`${question}:\n${choices.map((choice, index) => `  ${index + 1}  ${choice}\n`).join("")}`);
      for (;;) {
        const number = Number(await line("number"));
        if (Number.isInteger(number) && number >= 1 && number <= choices.length) return number - 1;
      }
    },
    agree: async (question) => /^y(?:es)?$/i.test(await ask(`${question} [y/N]: `)),
  };
}
