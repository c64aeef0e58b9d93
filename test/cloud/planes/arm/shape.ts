/** What a value in a request body may be: a type's properties as data, one line a property. */
export type Shape = ShapeRules &
  (
    | { readonly kind: "text"; readonly choices?: readonly string[]; readonly isCaseless?: true; readonly pattern?: RegExp }
    | { readonly kind: "number"; readonly whole: boolean; readonly min?: number; readonly max?: number }
    | { readonly kind: "flag" }
    | { readonly kind: "list"; readonly of: Shape }
    | { readonly kind: "dictionary"; readonly of: Shape }
    | { readonly kind: "structure"; readonly members: Readonly<Record<string, Shape>> }
    | { readonly kind: "anything" }
  );

export interface ShapeRules {
  readonly required?: boolean;
  /** Set by the service: refused when sent with a value of its own, ignored when sent back as read. */
  readonly readOnly?: boolean;
  /** Cannot change after create. */
  readonly fixed?: boolean;
  /** Value that the service gives when none is sent. */
  readonly initial?: unknown;
  /** Accepted, never answered. */
  readonly hidden?: boolean;
  readonly nullable?: boolean;
  /** What older api-versions call it: taken all the same. */
  readonly formerly?: string;
}

export type StructureShape = Extract<Shape, { kind: "structure" }>;

export const text = (rules: ShapeRules = {}): Shape => ({ kind: "text", ...rules });
export const matching = (pattern: RegExp, rules: ShapeRules = {}): Shape => ({ kind: "text", pattern, ...rules });
export const oneOf = (choices: readonly string[], rules: ShapeRules = {}): Shape => ({ kind: "text", choices, ...rules });
/** Choices that the service compares without case; what was sent is kept as it was. */
export const oneOfCaseless = (choices: readonly string[], rules: ShapeRules = {}): Shape => ({
  kind: "text",
  choices,
  isCaseless: true,
  ...rules,
});
export const whole = (min: number, max: number, rules: ShapeRules = {}): Shape => ({ kind: "number", whole: true, min, max, ...rules });
export const decimal = (rules: ShapeRules = {}): Shape => ({ kind: "number", whole: false, ...rules });
export const flag = (rules: ShapeRules = {}): Shape => ({ kind: "flag", ...rules });
export const list = (of: Shape, rules: ShapeRules = {}): Shape => ({ kind: "list", of, ...rules });
export const dictionary = (of: Shape, rules: ShapeRules = {}): Shape => ({ kind: "dictionary", of, ...rules });
export const structure = (members: Readonly<Record<string, Shape>>, rules: ShapeRules = {}): StructureShape => ({
  kind: "structure",
  members,
  ...rules,
});
/** A part of the surface whose inside this cloud does not check; say why where it is used. */
export const anything = (rules: ShapeRules = {}): Shape => ({ kind: "anything", ...rules });

/** Members that every tracked resource has at its root. */
export const trackedRoot = { tags: dictionary(text()), location: text({ required: true }) } as const;
