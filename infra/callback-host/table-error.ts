import { RestError } from "@azure/data-tables";

/** An error of the table service by its own name, never by its text. */
export interface TableError {
  readonly status: number | undefined;
  /** `odata.error.code`, for example `EntityAlreadyExists`. */
  readonly code: string | undefined;
}

/** Table service error codes that mean something to the host. Source: https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes, read 2026-11-25. */
export const tableErrorCodes = {
  entityAlreadyExists: "EntityAlreadyExists",
  tableNotFound: "TableNotFound",
  tableAlreadyExists: "TableAlreadyExists",
  /** Of an entity that is not there, in a table that is. */
  resourceNotFound: "ResourceNotFound",
  entityNotFound: "EntityNotFound",
} as const;

/** Status and code of an error that the table client threw; both undefined when the service did not answer. */
export function toTableError(error: unknown): TableError {
  if (!(error instanceof RestError)) return { status: undefined, code: undefined };
  const details = error.details as { odataError?: { code?: unknown } } | undefined;
  const code = details?.odataError?.code ?? error.code;
  return { status: error.statusCode, code: typeof code === "string" ? code : undefined };
}

/** One line for people, without data: `403 AuthorizationPermissionMismatch`, or the kind of failure when there was no answer. */
export function toReason(error: unknown): string {
  const { status, code } = toTableError(error);
  if (status !== undefined) return code === undefined ? `${status}` : `${status} ${code}`;
  if (code !== undefined) return code;
  return error instanceof Error ? error.name : "unknown error";
}
