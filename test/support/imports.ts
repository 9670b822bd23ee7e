import { type ESTree, parseSync, Visitor } from "vite";

export interface Import {
  readonly specifier: string;
  /** Nothing of it is left when the types are gone. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** Every way in which a module names another: import, export from, import(), types by import(), and a worker's URL. */
export function importsOf(file: string, code: string): readonly Import[] {
  const { program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0]?.message ?? "cannot be parsed"}`);
  const found: Import[] = [];
  const add = (source: unknown, start: number, typeOnly: boolean): void => {
    const specifier = literalText(source);
    if (specifier !== undefined) found.push({ specifier, typeOnly, line: lineAt(code, start) });
  };
  new Visitor({
    ImportDeclaration(node) {
      const types = node.specifiers.length > 0 && node.specifiers.every(isTypeSpecifier);
      add(node.source, node.start, node.importKind === "type" || types);
    },
    ExportNamedDeclaration(node) {
      if (node.source !== null) add(node.source, node.start, node.exportKind === "type");
    },
    ExportAllDeclaration(node) {
      add(node.source, node.start, node.exportKind === "type");
    },
    ImportExpression(node) {
      add(node.source, node.start, false);
    },
    TSImportType(node) {
      add(node.source, node.start, true);
    },
    NewExpression(node) {
      if (isModuleUrl(node)) add(node.arguments[0], node.start, false);
    },
  }).visit(program);
  return found;
}

function isTypeSpecifier(specifier: ESTree.ImportDeclarationSpecifier): boolean {
  return specifier.type === "ImportSpecifier" && specifier.importKind === "type";
}

/** `new URL("./worker.ts", import.meta.url)`: how a bundler is told of a worker. */
function isModuleUrl(node: ESTree.NewExpression): boolean {
  const base = node.arguments[1];
  return (
    node.callee.type === "Identifier" &&
    node.callee.name === "URL" &&
    base?.type === "MemberExpression" &&
    base.object.type === "MetaProperty"
  );
}

function literalText(node: unknown): string | undefined {
  const value = (node as { readonly value?: unknown } | null)?.value;
  return typeof value === "string" ? value : undefined;
}

function lineAt(code: string, offset: number): number {
  return code.slice(0, offset).split("\n").length;
}
