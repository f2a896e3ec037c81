// What of the sources a person reads: the texts that go through t() and plural(), and literals that look as if they should.
import ts from "typescript";

/**
 * @typedef {import("../../src/util/text.ts").Forms} Forms
 * @typedef {{ line: number, text: string }} Found
 */

/** Properties, and parameters of functions, whose values are shown. */
const shownNames = new Set(
  (
    "title placeHolder placeholder prompt label description detail details tooltip message reason problem mistake spoken openLabel note " +
    "warning warnings statusReason text aria-label aria-roledescription ariaLabel textContent validationMessage group heading caption hint"
  ).split(" "),
);

/** Functions all of whose texts are shown. */
const shownCalls = /^(show(Information|Warning|Error)Message|HumanError|setText|showNote|explain|announce|labeled)$/;

/** Calls whose texts are for developers: the log is in English, and a thrown Error is a bug. */
const developers =
  /(^|\.)(log|console)(\.\w+)?$|^(require|Error|TypeError|RangeError|RegExp|assert\w*)$|\.(split|match|test|command|warn)$/;

/** Properties, variables and functions whose values are for code: classes of style sheets, and kinds of things. */
const codeNames = /^(\w*C|c)lass(Name|es)?$|^kind$/;

/** Two words or more, one of them in small letters: what sentences and titles have and identifiers don't. */
const prose = /(^|[^\w/.$-])[A-Za-z][A-Za-z’']*[,:;]? +(“|")?[A-Za-z{}][A-Za-z’']*/;

/** Languages for machines that are written in words. */
const code = /^\s*(SELECT|PRAGMA|WITH|BEGIN|CREATE|<|--|\d+px |[.#&:][\w-]+)|^[\w-]+(:|\(|\{[\w-]+:)|=>|&&/;

/** @type {{ text: string, path: string, source: ts.SourceFile } | undefined} */
let last;

/** The last one is kept: two questions about one file parse it once. @param {string} text @param {string} path */
function parse(text, path) {
  if (last?.text !== text || last.path !== path) {
    last = { text, path, source: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS) };
  }
  return last.source;
}

/**
 * Literals that look like prose and do not go through t() or plural(). Template literals have {} for what is filled in.
 * @param {string} text a TypeScript source @param {string} path @returns {Found[]}
 */
export function looseTexts(text, path) {
  const source = parse(text, path);
  /** @type {Found[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const line = () => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (isTranslated(node) && !isWithinFunction(node)) {
      found.push({ line: line(), text: `${textOf(node.arguments[0]) ?? ""}: read before the language is known` });
    }
    if (isForOthers(node)) return;
    const literal = textOf(node);
    if (literal !== undefined && isLoose(node, literal)) found.push({ line: line(), text: literal });
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Subtrees whose texts nobody sees, or that are translated already. @param {ts.Node} node */
function isForOthers(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node) || formsOf(node)) return true;
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
  const name = node.expression.getText();
  return isTranslated(node) || (developers.test(name) && !shownCalls.test(name));
}

/** @param {ts.Node} node @returns {node is ts.CallExpression} */
function isTranslated(node) {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return false;
  return node.expression.text === "t" || node.expression.text === "plural";
}

/** Whether a node runs later than its module is loaded: in a function, or for each new object. @param {ts.Node} node */
function isWithinFunction(node) {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at)) return true;
    if (ts.isPropertyDeclaration(at)) return !(ts.getCombinedModifierFlags(at) & ts.ModifierFlags.Static);
  }
  return false;
}

/** @param {ts.Node} node @param {string} literal */
function isLoose(node, literal) {
  if (!/[A-Za-z]{2}/.test(literal.replace(/\{\}|\$\([\w~-]+\)/g, ""))) return false;
  const { parent } = node;
  if ((ts.isPropertyAssignment(parent) && parent.name === node) || codeNames.test(placeOf(node) ?? "")) return false;
  if (ts.isElementAccessExpression(parent) || ts.isCaseClause(parent)) return false;
  if (ts.isBinaryExpression(parent) && /^[=!]==?$|^in$/.test(parent.operatorToken.getText())) return false;
  if (prose.test(literal) && !code.test(literal)) return true;
  return /[A-Za-z]{3}/.test(literal.replace(/\$\([\w~-]+\)/g, "")) && isShown(node);
}

/** The property, variable or function that a literal is the value of, or one of several that are chosen from. @param {ts.Node} node @returns {string | undefined} */
function placeOf(node) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent)) return parent.name.getText();
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return ts.isPropertyAccessExpression(parent.left) ? parent.left.name.text : undefined;
  }
  if (ts.isFunctionDeclaration(parent)) return parent.name?.text;
  const passes =
    ts.isConditionalExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isBlock(parent);
  return passes ? placeOf(parent) : undefined;
}

/** Whether a literal ends up in a property or a call of which all texts are shown. @param {ts.Node} node @returns {boolean} */
function isShown(node) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent))
    return parent.initializer === node && shownNames.has(parent.name.getText().replace(/"/g, ""));
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const name = parent.expression.getText().split(".").at(-1) ?? "";
    return parent.expression !== node && shownCalls.test(name);
  }
  if (ts.isBinaryExpression(parent)) {
    const { left, operatorToken, right } = parent;
    if (operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      return right === node && ts.isPropertyAccessExpression(left) && shownNames.has(left.name.text);
    }
    return isShown(parent);
  }
  const passes =
    ts.isParenthesizedExpression(parent) ||
    ts.isTemplateSpan(parent) ||
    ts.isTemplateExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== node);
  return passes && isShown(parent);
}

/** @param {ts.Node | undefined} node @returns {string | undefined} */
function textOf(node) {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map((span) => `{}${span.literal.text}`).join("");
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left !== undefined && right !== undefined ? left + right : undefined;
  }
  return undefined;
}

/**
 * The texts that go through t() and plural(), in the form of a translation: a text that counts by its `other` form.
 * @param {string} text a TypeScript source @param {string} path @returns {Map<string, string | Forms>}
 * @throws {Error} if a text is not written where it is used, so that no translator would find it
 */
export function translatable(text, path) {
  const source = parse(text, path);
  /** @type {Map<string, string | Forms>} */
  const found = new Map();
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText() === "t") put(node.arguments[0]);
    const forms = formsOf(node);
    if (forms) found.set(forms.other, forms);
    ts.forEachChild(node, visit);
  };
  /** @param {ts.Expression | undefined} argument */
  const put = (argument) => {
    const key = textOf(argument);
    if (key !== undefined && !(argument && ts.isTemplateExpression(argument))) return void found.set(key, key);
    const { line } = source.getLineAndCharacterOfPosition(argument?.getStart() ?? 0);
    throw new Error(`${path}:${line + 1}: t() takes a literal: ${argument?.getText() ?? ""}`);
  };
  visit(source);
  return found;
}

/** The forms of a text that counts, wherever they are written: an object of plural categories. @param {ts.Node} node @returns {Forms | undefined} */
function formsOf(node) {
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  // One form alone may be anything with that key, unless it is counted on the spot.
  if (node.properties.length < 2 && !isCounted(node)) return undefined;
  const entries = node.properties.flatMap((property) => {
    const name = property.name?.getText() ?? "";
    const value = ts.isPropertyAssignment(property) ? textOf(property.initializer) : undefined;
    return value !== undefined && /^(zero|one|two|few|many|other)$/.test(name) ? [[name, value]] : [];
  });
  const forms = Object.fromEntries(entries);
  return entries.length === node.properties.length && "other" in forms ? forms : undefined;
}

/** Whether it is what plural() takes. @param {ts.Node} node */
function isCounted({ parent }) {
  return ts.isCallExpression(parent) && parent.expression.getText() === "plural";
}
