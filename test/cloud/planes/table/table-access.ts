/** What a request to the table service needs: an action or data action, on a table or on the whole service. */
export interface TableDemand {
  readonly action: string;
  /** Undefined: the service of the account. */
  readonly tableName: string | undefined;
}

const tables = "Microsoft.Storage/storageAccounts/tableServices/tables";

/**
 * What a request needs, by its method and its path below the account; several demands where any of them is enough.
 * Source: https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory, "Permissions for
 * calling data operations" (tables), read 2026-11-25.
 */
export function toTableDemands(method: string, rest: string): readonly TableDemand[] {
  const table = /^Tables(?:\('([^']*)'\))?(?:\(\))?$/.exec(rest);
  if (table !== null) {
    if (method === "GET") return [{ action: `${tables}/read`, tableName: table[1] }];
    if (method === "POST") return [{ action: `${tables}/write`, tableName: undefined }];
    return [{ action: `${tables}/delete`, tableName: table[1] }];
  }
  const entity = /^([A-Za-z][A-Za-z0-9]*)(\(.*\))?$/s.exec(rest);
  const tableName = entity?.[1];
  switch (method) {
    case "GET":
    case "HEAD":
      return [{ action: `${tables}/entities/read`, tableName }];
    case "POST":
      return [
        { action: `${tables}/entities/write`, tableName },
        { action: `${tables}/entities/add/action`, tableName },
      ];
    case "DELETE":
      return [{ action: `${tables}/entities/delete`, tableName }];
    default:
      return [
        { action: `${tables}/entities/write`, tableName },
        { action: `${tables}/entities/update/action`, tableName },
      ];
  }
}

/** The operations inside a batch: method and path below the account. */
export function toBatchedRequests(body: string): readonly { readonly method: string; readonly rest: string }[] {
  return [...body.matchAll(/^(GET|POST|PUT|PATCH|MERGE|DELETE) https?:\/\/[^/\s]+\/[^/\s]+\/(\S+) HTTP\/1\.1\r?$/gm)].map(
    ([, method = "", path = ""]) => ({
      method,
      rest: decodeURIComponent(path.split("?")[0] ?? ""),
    }),
  );
}
