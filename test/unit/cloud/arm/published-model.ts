import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** What a model that Microsoft publishes says of a value. */
export type Published =
  | { readonly kind: "text"; readonly choices?: readonly string[] }
  | { readonly kind: "number" | "flag" | "anything" }
  | { readonly kind: "list" | "dictionary"; readonly of: Published }
  | { readonly kind: "structure"; readonly name: string; readonly members: () => ReadonlyMap<string, PublishedMember> };
export interface PublishedMember {
  readonly shape: Published;
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
}

const modules = join(import.meta.dirname, "../../../../node_modules/@azure");

/** The declarations of one of Microsoft's clients, read as a compiler reads them. */
export class PublishedModels {
  readonly #interfaces = new Map<string, ts.InterfaceDeclaration>();
  readonly #aliases = new Map<string, ts.TypeAliasDeclaration>();
  readonly #enums = new Map<string, ts.EnumDeclaration>();
  /** Per model: the client's own name of a member, and the wire's. */
  readonly #wireNames = new Map<string, ReadonlyMap<string, string>>();

  /** `file`: a declaration file below `node_modules/@azure`. */
  constructor(file: string) {
    const source = ts.createSourceFile(file, readFileSync(join(modules, file), "utf8"), ts.ScriptTarget.Latest, true);
    for (const statement of source.statements) {
      if (ts.isInterfaceDeclaration(statement)) this.#interfaces.set(statement.name.text, statement);
      if (ts.isTypeAliasDeclaration(statement)) this.#aliases.set(statement.name.text, statement);
      if (ts.isEnumDeclaration(statement)) this.#enums.set(statement.name.text, statement);
    }
    const code = join(modules, file.replace(/\.d\.ts$/, ".js"));
    for (const statement of ts.createSourceFile(code, readFileSync(code, "utf8"), ts.ScriptTarget.Latest, true).statements) {
      // `vaultSerializer`, and `_vaultPropertiesSerializer` for what is flattened into it; the same of what is read.
      const functionName = ts.isFunctionDeclaration(statement) ? (statement.name?.text ?? "") : "";
      const [, named, verb] = /^_?(\w+?)(Serializer|Deserializer)$/.exec(functionName) ?? [];
      if (named === undefined) continue;
      const pairs = itemNamesIn(statement).map(([key, item]): [string, string] => (verb === "Serializer" ? [item, key] : [key, item]));
      for (const of of new Set([named.toLowerCase(), named.toLowerCase().replace(/properties$/, "")]))
        this.#wireNames.set(of, new Map([...pairs, ...(this.#wireNames.get(of) ?? [])]));
    }
  }

  /** A model by its name; throws where there is none, so that a renamed one is no green test. */
  model(name: string): Extract<Published, { kind: "structure" }> {
    if (!this.#interfaces.has(name)) throw new Error(`no model ${name} is declared`);
    return { kind: "structure", name, members: () => this.#membersOf(name) };
  }

  /** Members of an interface and of what it extends. */
  #membersOf(name: string): Map<string, PublishedMember> {
    const members = new Map<string, PublishedMember>();
    const declaration = this.#interfaces.get(name);
    for (const clause of declaration?.heritageClauses ?? []) {
      for (const { expression } of clause.types) {
        if (ts.isIdentifier(expression)) for (const entry of this.#membersOf(expression.text)) members.set(...entry);
      }
    }
    for (const member of declaration?.members ?? []) {
      if (!ts.isPropertySignature(member) || member.type === undefined) continue;
      const key = ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) ? member.name.text : "";
      members.set(this.#wireNames.get(name.toLowerCase())?.get(key) ?? key, {
        shape: this.#shapeOf(member.type),
        isRequired: member.questionToken === undefined,
        isReadOnly: member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword) === true,
      });
    }
    return members;
  }

  #shapeOf(node: ts.TypeNode): Published {
    if (node.kind === ts.SyntaxKind.StringKeyword) return { kind: "text" };
    if (node.kind === ts.SyntaxKind.NumberKeyword) return { kind: "number" };
    if (node.kind === ts.SyntaxKind.BooleanKeyword) return { kind: "flag" };
    if (ts.isArrayTypeNode(node)) return { kind: "list", of: this.#shapeOf(node.elementType) };
    if (ts.isParenthesizedTypeNode(node)) return this.#shapeOf(node.type);
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) return { kind: "text", choices: [node.literal.text] };
    if (ts.isUnionTypeNode(node)) return this.#shapeOfUnion(node);
    if (ts.isTypeLiteralNode(node)) {
      const index = node.members.find(ts.isIndexSignatureDeclaration);
      return index === undefined ? { kind: "anything" } : { kind: "dictionary", of: this.#shapeOf(index.type) };
    }
    return ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)
      ? this.#shapeOfReference(node.typeName.text, node)
      : { kind: "anything" };
  }

  #shapeOfUnion(node: ts.UnionTypeNode): Published {
    const shapes = node.types
      .filter(
        (type) =>
          type.kind !== ts.SyntaxKind.UndefinedKeyword && !(ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword),
      )
      .map((type) => this.#shapeOf(type));
    const [first] = shapes;
    if (first === undefined) return { kind: "anything" };
    if (shapes.length === 1) return first;
    if (shapes.every((shape) => shape.kind === "text")) return { kind: "text", choices: shapes.flatMap(({ choices = [] }) => choices) };
    // A base and what it may be: every member that one of them has, none of them required.
    const structures = shapes.filter((shape) => shape.kind === "structure");
    if (structures.length !== shapes.length) return { kind: "anything" };
    return {
      kind: "structure",
      name: structures.map(({ name }) => name).join(" | "),
      members: () =>
        new Map(
          structures.flatMap(({ members }) => [...members()].map(([name, member]) => [name, { ...member, isRequired: false }] as const)),
        ),
    };
  }

  #shapeOfReference(name: string, node: ts.TypeReferenceNode): Published {
    const [, second] = node.typeArguments ?? [];
    if (name === "Record" && second !== undefined) return { kind: "dictionary", of: this.#shapeOf(second) };
    if (name === "Date" || name === "Uint8Array") return { kind: "text" };
    const known = this.#enums.get(`Known${name}`) ?? this.#enums.get(name);
    if (known !== undefined) {
      const choices = known.members.flatMap(({ initializer }) =>
        initializer !== undefined && ts.isStringLiteral(initializer) ? [initializer.text] : [],
      );
      return { kind: "text", choices };
    }
    if (this.#interfaces.has(name)) return this.model(name);
    const alias = this.#aliases.get(name);
    return alias === undefined ? { kind: "anything" } : this.#shapeOf(alias.type);
  }
}

/** `key: item["name"]` in what a serializer or a deserializer returns. */
function itemNamesIn(node: ts.Node): [key: string, item: string][] {
  const found: [string, string][] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isPropertyAssignment(inner)) {
      const key = ts.isIdentifier(inner.name) || ts.isStringLiteral(inner.name) ? inner.name.text : "";
      const [, item] = /\bitem\["([^"]+)"\]/.exec(inner.initializer.getFullText(node.getSourceFile())) ?? [];
      if (item !== undefined) found.push([key, item]);
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}
