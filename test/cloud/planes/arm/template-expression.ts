import { randomUUID } from "node:crypto";
import { Refusal } from "../../core/operation.ts";

/** What template expressions can refer to. */
export interface TemplateScope {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly resourceGroup: { readonly id: string; readonly name: string; readonly location: string };
  readonly subscriptionId: string;
}

/**
 * Evaluates the expressions of an ARM template: `[…]` strings with the functions below, anywhere in a value. Others are
 * refused by name. Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions, read 2026-11-25.
 */
export function evaluateTemplate(value: unknown, scope: TemplateScope): unknown {
  if (typeof value === "string") {
    if (!value.startsWith("[") || !value.endsWith("]")) return value;
    return value.startsWith("[[") ? value.slice(1) : evaluate(value.slice(1, -1), scope);
  }
  if (Array.isArray(value)) return value.map((entry) => evaluateTemplate(entry, scope));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, evaluateTemplate(member, scope)]));
  }
  return value;
}

const functions: Readonly<Record<string, (values: readonly unknown[], scope: TemplateScope) => unknown>> = {
  parameters: ([name], { parameters }) => {
    if (typeof name !== "string" || !Object.hasOwn(parameters, name))
      throw invalid(`The template parameter '${String(name)}' is not found.`);
    return parameters[name];
  },
  format: ([pattern, ...values]) => String(pattern).replaceAll(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)])),
  concat: (values) => values.map(String).join(""),
  resourceGroup: (_, { resourceGroup }) => resourceGroup,
  subscription: (_, { subscriptionId }) => ({ id: `/subscriptions/${subscriptionId}`, subscriptionId }),
  resourceId: ([type, ...names], { resourceGroup }) => {
    const [namespace = "", ...types] = String(type).split("/");
    return `${resourceGroup.id}/providers/${namespace}/${types.map((part, at) => `${part}/${String(names[at])}`).join("/")}`;
  },
  // Only in the default value of a parameter, so Microsoft's documentation; random there, and here.
  newGuid: () => randomUUID(),
};

function evaluate(expression: string, scope: TemplateScope): unknown {
  const tokens = expression.match(/'(?:[^']|'')*'|[A-Za-z_]\w*|\d+|[().,]/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at] ?? "";
  const take = (expected?: string): string => {
    const token = next();
    if (token === "" || (expected !== undefined && token !== expected))
      throw invalid(`Unable to parse language expression '${expression}'.`);
    at += 1;
    return token;
  };
  const term = (): unknown => {
    const token = take();
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (/^\d+$/.test(token)) return Number(token);
    const call = functions[token];
    if (call === undefined) throw invalid(`The template function '${token}' is not valid, or is not simulated.`);
    take("(");
    const values: unknown[] = [];
    while (next() !== ")") {
      if (values.length > 0) take(",");
      values.push(term());
    }
    take(")");
    let value = call(values, scope);
    while (next() === ".") {
      take(".");
      value = (value as Record<string, unknown> | null | undefined)?.[take()];
    }
    return value;
  };
  const value = term();
  if (at !== tokens.length) throw invalid(`Unable to parse language expression '${expression}'.`);
  return value;
}

function invalid(message: string): Refusal {
  return new Refusal(400, "InvalidTemplate", `Deployment template validation failed: '${message}'.`);
}
