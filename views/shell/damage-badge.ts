import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { countOf, exactCount, formatBytes, formatShare, timeAt } from "../../src/base/format.ts";
import type { Damage } from "../../src/model/damage.ts";
import { baseStyles } from "../kit/shared-styles.ts";
import { shownText } from "../kit/shown-text.ts";

/** Messages listed; a file can hold thousands of the same. */
const LISTED = 50;
const RESOLUTION_NS = 1000;

/** Says that the trace is damaged, and on demand how. */
export class DamageBadgeElement extends LitElement {
  static override properties = { damage: { attribute: false }, fileLength: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      .badge {
        height: 22px;
        padding: 0 8px;
        border-color: transparent;
        background: var(--gs-warn-fill);
        color: var(--gs-warn-text);
        font-weight: 600;
      }
      [popover] {
        position: fixed;
        inset: 38px auto auto 12px;
        width: min(560px, 90vw);
        max-height: 60vh;
        margin: 0;
        padding: 12px 14px;
        overflow: auto;
        border: 1px solid var(--gs-line);
        border-radius: 6px;
        background: var(--gs-raised);
        color: var(--gs-text);
        box-shadow: 0 6px 24px rgb(0 0 0 / 0.25);
        white-space: normal;
      }
      ul {
        margin: 8px 0 0;
        padding-left: 18px;
      }
      li {
        margin-bottom: 6px;
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare damage: readonly Damage[];
  /** Bytes of the file, uncompressed. */
  declare fileLength: number;

  constructor() {
    super();
    this.damage = [];
    this.fileLength = 0;
  }

  override render(): TemplateResult {
    const { damage, fileLength } = this;
    // Two faults may give up the same bytes.
    const lost = Math.min(
      fileLength,
      damage.reduce((sum, { bytesLost = 0 }) => sum + bytesLost, 0),
    );
    return html`<button class="badge" popovertarget="list" title="This trace is damaged: what could be read is shown">
        Damaged${lost > 0 ? html`: ${formatBytes(lost)} missing, ${formatShare(lost, fileLength)}` : nothing}
      </button>
      <div id="list" popover>
        <strong>${countOf(damage.length, "thing is", "things are")} wrong with this file.</strong>
        What could be read is shown; what is missing is in no number.
        <ul>
          ${damage.slice(0, LISTED).map(
            (one) =>
              html`<li>
                ${shownText(one.message)}
                <div class="dim">${whereText(one)}</div>
              </li>`,
          )}
        </ul>
        ${damage.length > LISTED ? html`<p class="dim">and ${exactCount(damage.length - LISTED)} more</p>` : nothing}
      </div>`;
  }
}

function whereText({ kind, byteOffset, generation, bytesLost, gap }: Damage): string {
  const parts = [kind as string];
  if (byteOffset !== undefined) parts.push(`at byte ${exactCount(byteOffset)}`);
  if (generation !== undefined) parts.push(`in generation ${generation}`);
  if (bytesLost !== undefined) parts.push(`${formatBytes(bytesLost)} given up`);
  if (gap?.to === 0) parts.push("what came before the first event is missing");
  else if (gap?.to !== undefined)
    parts.push(`no events from ${timeAt(gap.from, RESOLUTION_NS)} to ${timeAt(gap.to, RESOLUTION_NS)}`);
  else if (gap !== undefined) parts.push(`no events from ${timeAt(gap.from, RESOLUTION_NS)} on`);
  return parts.join(", ");
}

customElements.define("gs-damage-badge", DamageBadgeElement);
