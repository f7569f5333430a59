// The tree and the tables of a comparison: before, after, and the difference.
import { formatSide, formatSigned } from "./diffwords.js";
import { MethodsView, TableView } from "./tableviews.js";
import { element, TreeGrid } from "./treegrid.js";
import { TreeView } from "./treeview.js";

class DiffGrid extends TreeGrid {
  showTitles() {}

  numbers(node) {
    const { tree } = this;
    const [before, after] = [tree.before(node), tree.after(node)];
    return [formatSide(before), formatSide(after), formatSigned(after - before)];
  }
}

export class DiffTreeView extends TreeView {
  constructor(panel, page) {
    super(panel, page, DiffGrid);
  }
}

function exact(text, bytes) {
  const shown = element("span", "", text);
  shown.title = `${Math.round(bytes)} bytes`;
  return shown;
}

const DIFFERENCES = [
  {
    title: "Change",
    kind: "number",
    cell: ({ before, after }) => exact(formatSigned(after - before), after - before),
    value: ({ before, after }) => Math.abs(after - before),
  },
  { title: "Before", kind: "number", cell: ({ before }) => exact(formatSide(before), before), value: ({ before }) => before },
  { title: "After", kind: "number", cell: ({ after }) => exact(formatSide(after), after), value: ({ after }) => after },
];

export class DiffMethodsView extends MethodsView {
  definition() {
    const [method, place] = super.definition().columns.slice(-2);
    const own = ({ ownBefore, ownAfter }) => ownAfter - ownBefore;
    const itself = {
      title: "Itself",
      kind: "number",
      cell: (row) => exact(formatSigned(own(row)), own(row)),
      value: (row) => Math.abs(own(row)),
    };
    return {
      columns: [...DIFFERENCES, itself, method, place],
      caption: this.caption("Methods with all that they called, recursion counts once; and what each allocated itself"),
    };
  }
}

export class DiffClassesView extends TableView {
  constructor(panel, page) {
    super(panel, page, "classes", "Classes");
  }

  definition() {
    const { cells } = this;
    const name = (row) => cells.code(cells.className(row.id));
    return {
      columns: [...DIFFERENCES, { title: "Class", kind: "text", cell: name, value: (row) => this.text(row) }],
      caption: this.caption("Classes of the objects alive at the peaks"),
    };
  }

  text(row) {
    return this.cells.className(row.id);
  }
}

/** The lines that differ: a table that the document brings along. A search leaves the rows that match. */
export class DiffSitesView {
  constructor(panel, page) {
    this.name = "sites";
    this.title = "Sites";
    this.uses = {};
    this.scene = null;
    this.table = panel.querySelector("table");
    for (const row of this.table.querySelectorAll("[data-method]")) {
      const link = element("button", "show", "calls");
      link.title = "Show all calls of this method: who calls it, and what it calls";
      link.addEventListener("click", () => page.showInGraph({ method: Number(row.dataset.method), path: 0 }));
      row.lastElementChild.append(" ", link);
    }
  }

  show(scene) {
    this.scene = scene;
    const { search } = scene;
    for (const row of this.table.tBodies[0].rows) {
      row.hidden = search !== null && !search.test(row.textContent);
    }
  }

  focus() {
    this.table.scrollIntoView({ block: "nearest" });
  }

  reset() {}
}
