// Tables that sort by a click on a column's head and whose rows can be opened to show what they consist of.
import { element } from "./treegrid.js";

const MAX_ROWS = 300;
const MAX_PARTS = 12;

/**
 * A table of rows. A column is { title, kind, cell(row), value(row) }: `kind` is "number" or "text", `cell` gives the
 * content of a cell, a text or an element, and `value` what to sort by, if not the text.
 */
export class SortedTable {
  /** @param table the element; what it held before is replaced */
  constructor(table) {
    this.table = table;
    this.opened = new Set();
    this.rows = [];
    table.addEventListener("click", (event) => this.click(event));
  }

  /**
   * What the table is made of; it is sorted by its first column then.
   *
   * @param columns as above
   * @param caption of(all, shown), numbers of rows: what stands above
   * @param parts of(part): the contents of all cells for one of a row's `parts`; none if rows cannot be opened
   * @param weight by which parts are in order
   */
  define({ columns, caption, parts, weight }) {
    Object.assign(this, { columns, caption, parts, weight, sortedBy: 0, descending: true });
  }

  /** Shows rows, the heaviest first, of which each has an `id` that stays the same; or what there is to say. */
  show(rows, nothing) {
    this.rows = rows;
    this.nothing = nothing;
    this.render();
  }

  click(event) {
    const head = event.target.closest("th button");
    const twist = event.target.closest("button.twist");
    if (head !== null) {
      const column = Number(head.dataset.column);
      this.descending = column === this.sortedBy ? !this.descending : this.columns[column].kind === "number";
      this.sortedBy = column;
      this.render();
      this.table.querySelector(`th button[data-column="${column}"]`).focus();
    } else if (twist !== null) {
      const id = Number(twist.dataset.id);
      if (!this.opened.delete(id)) {
        this.opened.add(id);
      }
      this.render();
      this.table.querySelector(`button.twist[data-id="${id}"]`).focus();
    }
  }

  render() {
    const caption = element("caption", "", this.caption(this.rows.length, Math.min(MAX_ROWS, this.rows.length)));
    const body = document.createElement("tbody");
    const sorted = sortRows(this.rows.slice(0, MAX_ROWS), this.columns[this.sortedBy], this.descending);
    for (const row of sorted) {
      body.append(...this.rowElements(row));
    }
    if (sorted.length === 0) {
      const cell = element("td", "quiet", this.nothing);
      cell.colSpan = this.columns.length;
      body.append(rowOf([cell]));
    }
    this.table.replaceChildren(caption, this.head(), body);
  }

  head() {
    const head = document.createElement("thead");
    const cells = this.columns.map(({ title, kind }, column) => {
      const cell = element("th", kind === "number" ? "number" : "");
      cell.scope = "col";
      if (column === this.sortedBy) {
        cell.setAttribute("aria-sort", this.descending ? "descending" : "ascending");
      }
      const button = element("button", "", title);
      button.dataset.column = String(column);
      cell.append(button);
      return cell;
    });
    head.append(rowOf(cells));
    return head;
  }

  rowElements(row) {
    const parts = this.parts === undefined || row.parts.size === 0 ? null : this.parts;
    const cells = this.columns.map(({ kind, cell }) => {
      const made = element("td", kind === "number" ? "number" : "");
      made.append(...[cell(row)].flat());
      return made;
    });
    const open = this.opened.has(row.id);
    if (parts !== null) {
      const twist = element("button", "twist", open ? "▾" : "▸");
      twist.dataset.id = String(row.id);
      twist.setAttribute("aria-expanded", String(open));
      twist.setAttribute("aria-label", "What it consists of");
      const first = cells.find((_, column) => this.columns[column].kind === "text");
      first.classList.add("opens");
      first.prepend(twist);
    }
    const main = rowOf(cells);
    return parts === null || !open ? [main] : [main, ...this.partElements(row)];
  }

  partElements(row) {
    const sums = [...row.parts.values()].sort((a, b) => b[this.weight.sum] - a[this.weight.sum]);
    const elements = sums.slice(0, MAX_PARTS).map((part) => {
      const contents = this.parts(part);
      const cells = contents.map((content, i) =>
        withContent(element("td", this.columns[i].kind === "number" ? "number" : "opens"), content),
      );
      // The last one has the room of all columns that are left.
      cells[cells.length - 1].colSpan = this.columns.length - contents.length + 1;
      return Object.assign(rowOf(cells), { className: "part" });
    });
    if (sums.length > MAX_PARTS) {
      const cell = element("td", "quiet", `and ${sums.length - MAX_PARTS} more`);
      cell.colSpan = this.columns.length;
      elements.push(Object.assign(rowOf([cell]), { className: "part" }));
    }
    return elements;
  }
}

function withContent(cell, content) {
  cell.append(...[content].flat());
  return cell;
}

function rowOf(cells) {
  const row = document.createElement("tr");
  row.append(...cells);
  return row;
}

/** Rows by a column: numbers by value, texts by code unit; equal ones stay in order. */
export function sortRows(rows, { value }, descending) {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    return x < y ? -sign : x > y ? sign : 0;
  });
}
