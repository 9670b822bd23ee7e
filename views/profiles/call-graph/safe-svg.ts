const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";

/** What of a drawing is taken over: shapes, text and how they look. Nothing that links, loads, runs or styles. */
const ELEMENTS: ReadonlySet<string> = new Set(["svg", "g", "polygon", "polyline", "path", "ellipse", "text"]);
const ATTRIBUTES: readonly string[] = [
  "class",
  "cx",
  "cy",
  "d",
  "fill",
  "font-family",
  "font-size",
  "points",
  "rx",
  "ry",
  "stroke",
  "stroke-dasharray",
  "stroke-width",
  "text-anchor",
  "transform",
  "viewBox",
  "x",
  "y",
];

/** A drawing in the page, and the parts of it that can be pointed at. */
export interface Drawing {
  readonly svg: SVGSVGElement;
  /** By title, as "N12" for the node and "N12->N3" for the edge. */
  readonly nodes: ReadonlyMap<string, SVGGElement>;
  readonly edges: ReadonlyMap<string, SVGGElement>;
  /** Of the drawing, in its own units. */
  readonly width: number;
  readonly height: number;
}

/** Rebuilds an SVG that Graphviz drew, element by element, from what may be in it. Throws an Error if it is none. */
export function safeDrawing(text: string): Drawing {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (root.localName !== "svg") throw new Error("Graphviz gave no drawing");
  const nodes = new Map<string, SVGGElement>();
  const edges = new Map<string, SVGGElement>();
  const svg = rebuilt(root, { node: nodes, edge: edges }) as SVGSVGElement;
  const [, , width = 1, height = 1] = (root.getAttribute("viewBox") ?? "").split(" ").map(Number);
  return { svg, nodes, edges, width, height };
}

type Parts = Readonly<Record<string, Map<string, SVGGElement>>>;

function rebuilt(source: Element, parts: Parts): SVGElement | undefined {
  // What has a link around it for the sake of its tooltip is a group with a title here.
  const name = source.localName === "a" ? "g" : source.localName;
  if (!ELEMENTS.has(name)) return undefined;
  const element = document.createElementNS(SVG, name);
  for (const attribute of ATTRIBUTES) {
    const value = source.getAttribute(attribute);
    if (value !== null) element.setAttribute(attribute, value);
  }
  const tooltip = source.getAttributeNS(XLINK, "title");
  if (tooltip !== null) {
    const title = document.createElementNS(SVG, "title");
    title.textContent = tooltip;
    element.append(title);
  }
  if (name === "text") element.textContent = source.textContent;
  else for (const child of source.children) element.append(...[rebuilt(child, parts) ?? []].flat());
  const part = parts[source.getAttribute("class") ?? ""];
  const title = [...source.children].find(({ localName }) => localName === "title")?.textContent;
  if (part !== undefined && title !== undefined && title !== null && element instanceof SVGGElement)
    part.set(title, element);
  return element;
}
