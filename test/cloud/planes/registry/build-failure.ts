/** A build that failed, in the builder's words; the log's last lines are what a reader gets. */
export class BuildFailure extends Error {
  override readonly name = "BuildFailure";
}
