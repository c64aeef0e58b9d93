/** A seed that this cloud cannot hold, with every problem and where it stands. */
export class SeedRefusal extends Error {
  override readonly name = "SeedRefusal";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the seed cannot be: ${problems.join("; ")}`);
    this.problems = problems;
  }
}
