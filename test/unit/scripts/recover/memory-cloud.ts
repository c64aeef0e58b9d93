import type { RecoveryCloud } from "../../../../scripts/recover/recovery-cloud.ts";

type Entity = Readonly<Record<string, unknown>>;

export interface MemoryCloud extends RecoveryCloud {
  /** What was posted, path and body. */
  readonly posted: readonly (readonly [path: string, body: object])[];
  /** What was asked for, in order. */
  readonly asked: readonly string[];
}

/** A cloud that answers from tables: lists and objects by path (queries decoded), and ids that exist. */
export function createMemoryCloud(answers: {
  readonly lists?: Readonly<Record<string, readonly Entity[]>>;
  readonly objects?: Readonly<Record<string, Entity>>;
  readonly exists?: readonly string[];
}): MemoryCloud {
  const posted: [string, object][] = [];
  const asked: string[] = [];
  const list = (path: string): Promise<readonly Entity[]> => {
    const readable = decodeURIComponent(path.replaceAll("+", " "));
    asked.push(readable);
    return Promise.resolve(answers.lists?.[readable] ?? []);
  };
  return {
    posted,
    asked,
    listGraph: list,
    listAzure: (path) => list(path),
    readGraph: (path) => Promise.resolve(answers.objects?.[path]),
    postGraph: (path, body) => {
      posted.push([path, body]);
      return Promise.resolve();
    },
    existsInAzure: (resourceId) => Promise.resolve(answers.exists?.includes(resourceId) === true),
  };
}
