/** A compiled path template: matches a path's raw segments and gives the decoded parameters. */
export interface PathTemplate {
  /** Sorts more literal templates first. */
  readonly weight: string;
  readonly match: (segments: readonly string[]) => Record<string, string> | undefined;
}

type SegmentMatcher = (segment: string) => Record<string, string> | undefined;

/**
 * Compiles `/servicePrincipals(appId='{clientId}')/owners/{ownerId}/$ref` and the like: `{name}` is a segment or a part
 * of one, a last `{name*}` is the rest (at least one segment). Literals are compared without case when told so.
 */
export function compilePathTemplate(template: string, options: { readonly ignoreCase: boolean }): PathTemplate {
  const segments = template.split("/").slice(1);
  const rest = /^\{(\w+)\*\}$/.exec(segments.at(-1) ?? "")?.[1];
  if (rest !== undefined) segments.pop();
  const matchers = segments.map((segment) => compileSegment(segment, options.ignoreCase));
  const weight = segments.map((segment) => (segment.includes("{") ? (/^\{\w+\}$/.test(segment) ? "2" : "1") : "0")).join("");
  return {
    weight: rest === undefined ? weight : `${weight}3`,
    match: (actual) => {
      if (rest === undefined ? actual.length !== matchers.length : actual.length <= matchers.length) return undefined;
      const params: Record<string, string> = {};
      for (const [index, matcher] of matchers.entries()) {
        const found = matcher(actual[index] ?? "");
        if (found === undefined) return undefined;
        Object.assign(params, found);
      }
      if (rest !== undefined) params[rest] = actual.slice(matchers.length).join("/");
      return params;
    },
  };
}

function compileSegment(segment: string, ignoreCase: boolean): SegmentMatcher {
  const names: string[] = [];
  const pattern = segment
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      names.push(name);
      return "(.+)";
    })
    .join("");
  const expression = new RegExp(`^${pattern}$`, ignoreCase ? "iu" : "u");
  return (actual) => {
    const found = expression.exec(actual);
    return found === null ? undefined : Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""]));
  };
}
