/**
 * Whether an environment is called as production is: `prod`, `prd`, `production` or `live`, alone or with an end of its own
 * (`prod-eu`). Its application and vault are protected from the first update on. Pure.
 */
export function isProduction(stackName: string): boolean {
  return /^(?:prod|prd|production|live)(?:[-_.].*)?$/i.test(stackName);
}
