import { HumanError } from "../../util/errors";
import { t } from "../../util/text";

/** What a caller may say to a tool: JSON Schema, as far as it is needed here. */
export interface InputSchema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
  readonly additionalProperties: false;
}

export interface Property {
  readonly type: "string" | "number" | "integer" | "array";
  readonly items?: { readonly type: "string" };
  readonly description: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** One question that agents ask. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: InputSchema;
  /** False where it writes, which is to the ledger only. */
  readonly isReadOnly: boolean;
  /** @returns a plain object, whose texts may come from anyone @throws {HumanError} what the caller can act on */
  run(given: Readonly<Record<string, unknown>>): Promise<object>;
}

/** The most characters and items that an argument may have. */
const longestArgument = 4000;
const mostItems = 100;

/** The arguments of one call, read by their schema. @throws {HumanError} for what the schema doesn't allow */
export class Arguments {
  constructor(
    private readonly given: Readonly<Record<string, unknown>>,
    schema: InputSchema,
  ) {
    const strange = Object.keys(given).find((name) => !Object.hasOwn(schema.properties, name));
    if (strange !== undefined) throw new HumanError(t("There is no argument {name}.", { name: strange.slice(0, 100) }));
    const missing = schema.required?.find((name) => given[name] === undefined);
    if (missing !== undefined) throw new HumanError(t("The argument {name} is missing.", { name: missing }));
  }

  text(name: string): string | undefined {
    const value = this.given[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string" && value.length <= longestArgument) return value;
    throw new HumanError(t("{name} takes a text of at most {most} characters.", { name, most: longestArgument }));
  }

  /** As `text`, of one that is required. */
  needed(name: string): string {
    return this.text(name) ?? "";
  }

  number(name: string, least: number, most: number, otherwise: number): number {
    const value = this.given[name] ?? otherwise;
    if (typeof value === "number" && value >= least && value <= most) return value;
    throw new HumanError(t("{name} takes a number from {least} to {most}.", { name, least, most }));
  }

  optional(name: string): number | undefined {
    const value = this.given[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw new HumanError(t("{name} takes a number.", { name }));
  }

  /** One text counts as a list of it. */
  texts(name: string): readonly string[] | undefined {
    const value = this.given[name];
    if (value === undefined || value === null) return undefined;
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const isFine = (item: unknown): item is string => typeof item === "string" && item.length <= longestArgument;
    if (list.length > 0 && list.length <= mostItems && list.every(isFine)) return list;
    throw new HumanError(t("{name} takes a list of 1 to {most} texts.", { name, most: mostItems }));
  }

  choice<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
    const value = this.given[name] ?? otherwise;
    const found = allowed.find((one) => one === value);
    if (found !== undefined) return found;
    throw new HumanError(t("{name} takes {values}.", { name, values: allowed.join(", ") }));
  }
}
