import { createInterface } from "node:readline/promises";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";

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
  /** Ctrl-C at a question: the terminal sends no signal while a line is edited. */
  readonly interrupt: () => void;
}

/** True where a person can be asked: input and stderr are a terminal, and no pipeline runs this. */
export function isPersonThere(
  environment: NodeJS.ProcessEnv,
  input: { readonly isTTY?: boolean },
  output: { readonly isTTY?: boolean },
): boolean {
  const isPipeline = ["CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI"].some(
    (name) => !["", "false", "0"].includes(environment[name] ?? ""),
  );
  return input.isTTY === true && output.isTTY === true && !isPipeline;
}

/** Questions go to stderr: stdout is the result's. */
export function createAskPerson({ input, output, signal, interrupt }: PersonStreams): AskPerson {
  async function ask(question: string): Promise<string> {
    const lines = createInterface({ input, output });
    lines.on("SIGINT", interrupt);
    const closed = new AbortController();
    // Input that ends (Ctrl-D) leaves the question open for ever otherwise.
    lines.once("close", () => closed.abort(toUnanswered(question)));
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

function toUnanswered(question: string): DialtoneError {
  return new DialtoneError({
    code: "DT_BOOTSTRAP_MISSING",
    what: "a question was not answered, and nothing was changed",
    saw: `the end of input at "${question.trim()}"`,
    expected: "an answer, or the flag that answers it",
    fix: "npm run bootstrap -- --help lists the flags",
  });
}
