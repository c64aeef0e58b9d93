/** A long-running operation that failed: what its status says, with what failed below it. */
export class OperationFailure extends Error {
  override readonly name = "OperationFailure";
  readonly code: string;
  readonly details: readonly OperationError[];

  constructor(code: string, message: string, details: readonly OperationError[] = []) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export interface OperationError {
  readonly code: string;
  readonly message: string;
  readonly details?: readonly OperationError[];
}
