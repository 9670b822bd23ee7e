import { html, type TemplateResult } from "lit";
import type {
  RegionChoice,
  RegionPage,
  RegionReport,
  RegionRow,
  RowOrder,
  ScopeRequest,
} from "../../src/engine/analyses/types.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { TypesPageElement } from "../kit/types-page.ts";
import { regionColumns, TYPE_VALUES, typeColumns, type TypeRow } from "./columns.ts";

/** The program's regions: by name and by the place that started them, and each of those that the reader narrows them to. */
export class RegionsPageElement extends TypesPageElement<TypeRow, RegionRow, RegionChoice, RegionPage> {
  protected readonly words = {
    page: "regions",
    thing: "region",
    things: "Regions",
    type: ["name and place", "names and places"],
    allTypes: "All names",
    typesLabel: "Regions by name and place",
  } as const;
  protected readonly typeValues = TYPE_VALUES;

  protected askTypes(scope: ScopeRequest): Promise<RegionReport> {
    return this.app.engine.regions(scope);
  }

  protected askRows(
    scope: ScopeRequest,
    choice: RegionChoice,
    order: RowOrder,
    first: number,
    count: number,
  ): Promise<RegionPage> {
    return this.app.engine.regionRows(scope, choice, order, first, count);
  }

  protected choice(): RegionChoice {
    const { type } = this;
    return { ...(type ? { name: type.name, frameRow: type.frameRow } : {}), ...this.durations() };
  }

  protected isSame(a: TypeRow, b: TypeRow): boolean {
    return a.name === b.name && a.frameRow === b.frameRow;
  }

  protected typeColumns(types: readonly TypeRow[]): readonly TableColumn<TypeRow>[] {
    return typeColumns(types, this.choose);
  }

  protected rowColumns(page: RegionPage | undefined, mostNs: number): readonly TableColumn<RegionRow>[] {
    return page ? regionColumns(this.app, page, mostNs) : [];
  }

  protected isSelected({ region }: RegionRow): boolean {
    const { selection } = this.app.state;
    return selection.kind === "region" && selection.region === region;
  }

  protected none(narrowed: boolean): TemplateResult {
    return narrowed
      ? html`No region in this scope: none of its goroutines was in one at this time.`
      : html`No regions: the program makes none. <code>runtime/trace.WithRegion</code> does, and
          <code>trace.StartRegion</code> with its <code>End</code>.`;
  }
}

customElements.define("gs-regions-page", RegionsPageElement);
