import { html, type TemplateResult } from "lit";
import type {
  RowOrder,
  ScopeRequest,
  TaskChoice,
  TaskPage,
  TaskReport,
  TaskRow,
} from "../../src/engine/analyses/types.ts";
import type { TableColumn } from "../kit/data-table.ts";
import { TypesPageElement } from "../kit/types-page.ts";
import { taskColumns, TYPE_VALUES, typeColumns, type TypeRow } from "./columns.ts";

/** The program's tasks: by type, with how long they took, and each of those that the reader narrows them to. */
export class TasksPageElement extends TypesPageElement<TypeRow, TaskRow, TaskChoice, TaskPage> {
  static override properties = { ...TypesPageElement.properties, text: { state: true } };
  /** What the tasks in the list mention. */
  declare text: string;
  protected readonly words = {
    page: "tasks",
    thing: "task",
    things: "Tasks",
    type: ["type", "types"],
    allTypes: "All types",
    typesLabel: "Tasks by type",
  } as const;
  protected readonly typeValues = TYPE_VALUES;

  constructor() {
    super();
    this.text = "";
  }

  protected askTypes(scope: ScopeRequest): Promise<TaskReport> {
    return this.app.engine.tasks(scope);
  }

  protected askRows(
    scope: ScopeRequest,
    choice: TaskChoice,
    order: RowOrder,
    first: number,
    count: number,
  ): Promise<TaskPage> {
    return this.app.engine.taskRows(scope, choice, order, first, count);
  }

  protected choice(): TaskChoice {
    const { type, text } = this;
    return { ...(type ? { name: type.name } : {}), ...(text === "" ? {} : { text }), ...this.durations() };
  }

  protected isSame(a: TypeRow, b: TypeRow): boolean {
    return a.name === b.name;
  }

  protected typeColumns(types: readonly TypeRow[]): readonly TableColumn<TypeRow>[] {
    return typeColumns(types, this.choose);
  }

  protected rowColumns(_page: TaskPage | undefined, mostNs: number): readonly TableColumn<TaskRow>[] {
    return taskColumns(this.app, mostNs);
  }

  protected isSelected({ task }: TaskRow): boolean {
    const { selection } = this.app.state;
    return selection.kind === "task" && selection.task === task;
  }

  protected override controls(): TemplateResult {
    return html`<span class="end">
      <input
        type="search"
        aria-label="Tasks that mention"
        placeholder="name, region or log contains…"
        title="In the task’s name, a region’s name, or a log’s category or message"
        .value=${this.text}
        @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
      />
    </span>`;
  }

  protected none(narrowed: boolean): TemplateResult {
    return narrowed
      ? html`No task in this scope.`
      : html`No tasks: the program makes none. <code>runtime/trace.NewTask</code> does, and
          <code>trace.WithRegion</code> and <code>trace.Log</code> with its context belong to it.`;
  }
}

customElements.define("gs-tasks-page", TasksPageElement);
