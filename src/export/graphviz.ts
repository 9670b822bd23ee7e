/** The type that boxes are sized for; metrics of it are built in, so that a drawing is the same on every machine. */
const TYPE = { fontname: "Helvetica" };

/**
 * Lays a drawing in DOT out, as SVG. Graphviz is loaded at the first call, 0.6 MB. Costs some tenths of a second for the
 * 80 nodes that are usual, and grows faster than their number. Throws an Error for what is no DOT.
 */
export async function renderSvg(dot: string): Promise<string> {
  const { instance } = await import("@viz-js/viz");
  const viz = await instance();
  return viz.renderString(dot, { format: "svg", graphAttributes: TYPE, nodeAttributes: TYPE, edgeAttributes: TYPE });
}
