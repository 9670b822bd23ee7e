import { noChange } from "lit";
import { Directive, directive, type ElementPart } from "lit/directive.js";

/**
 * Sets CSS properties of an element through its style object: `<i ${cssProperties({ "--share": "0.5" })}>`. The page's
 * content policy refuses style attributes, which lit's own styleMap writes on first render.
 */
class CssProperties extends Directive {
  #names: readonly string[] = [];

  override render(_properties: Readonly<Record<string, string>>): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [properties]: [Readonly<Record<string, string>>]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const name of this.#names) if (!(name in properties)) style.removeProperty(name);
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, value);
    this.#names = Object.keys(properties);
    return noChange;
  }
}

export const cssProperties = directive(CssProperties);
