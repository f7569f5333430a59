// The views that are tables: Sites, Methods, Classes, Threads.
import { locationOf, methodNames } from "./labels.js";
import { heaviestFirst } from "./sums.js";
import { SortedTable } from "./tables.js";
import { element } from "./treegrid.js";
import { formatBytes, formatCount, formatError, formatPercent } from "./units.js";
import { BYTES } from "./weight.js";

/** What all tables need of the scene that is shown, and links into other views. */
class Cells {
  constructor(page) {
    this.page = page;
    this.scene = null;
  }

  get weight() {
    return this.scene.weight;
  }

  /** The weight that stands beside. */
  get other() {
    return this.scene.downwards.other;
  }

  amount(weight, value, variance = 0) {
    const error = formatError(value, Math.sqrt(variance)).trim();
    const text = element("span", "", weight !== BYTES && value === 0 ? "" : weight.number(value));
    text.title = weight.exact(value);
    return error === "" ? [text] : [text, " ", element("small", "", error)];
  }

  share(value) {
    return formatPercent(this.scene.whole > 0 ? value / this.scene.whole : 0);
  }

  code(text, origin = "") {
    const code = element("code", origin);
    // Long names may break after dots.
    text.split(".").forEach((part, i) => code.append(...(i === 0 ? [part] : [".", document.createElement("wbr"), part])));
    return code;
  }

  /** Where a site is: line and source text; a button leads to its frame. */
  place(frame) {
    if (frame < 0) {
      return [element("span", "quiet", "(no Java stack)")];
    }
    const { method, line, source } = this.scene.base.frames[frame];
    const link = element("button", "show", "show");
    link.title = "Show this line in the graph, at its widest call path";
    link.addEventListener("click", () => this.page.showFrame(frame));
    const content = [element("span", "file", locationOf(method, line))];
    if (source !== "") {
      content.push(" ", element("code", "source", source));
    }
    return [...content, " ", link];
  }

  method(frame) {
    return frame < 0 ? "" : this.methodName(this.scene.base.frames[frame].method);
  }

  methodName(method) {
    return this.code(methodNames(method).full, method.origin === 0 ? "" : "foreign");
  }

  siteText(frame) {
    const { base } = this.scene;
    if (frame < 0) {
      return "(no Java stack)";
    }
    const { method, line, source } = base.frames[frame];
    return `${methodNames(method).full} ${locationOf(method, line)} ${source}`;
  }

  className(index) {
    return index < 0 ? "" : this.scene.base.classes[index].name;
  }

  /** The columns of what a row weighs: by the weight chosen, its share, and by the other one. */
  numbers() {
    const { weight, other } = this;
    const value = (row) => row[weight.sum];
    return [
      { title: weight.title, kind: "number", cell: (row) => this.amount(weight, value(row), row.variance), value },
      { title: "%", kind: "number", cell: (row) => this.share(value(row)), value },
      { title: other.title, kind: "number", cell: (row) => this.amount(other, row[other.sum]), value: (row) => row[other.sum] },
    ];
  }

  /** The same of one of a row's parts. */
  numbersOf(part) {
    return this.numbers().map(({ cell }) => cell(part));
  }
}

/** A view that is one table of sums. */
export class TableView {
  /** @param kind what scene.sums() is asked for; also the panel's name */
  constructor(panel, page, kind, title) {
    this.name = kind;
    this.title = title;
    this.uses = {};
    this.cells = new Cells(page);
    this.table = new SortedTable(panel.querySelector("table"));
    this.weight = null;
  }

  show(scene) {
    this.cells.scene = scene;
    const { search } = scene;
    if (this.weight !== scene.weight) {
      this.weight = scene.weight;
      this.table.define({ ...this.definition(), weight: scene.weight });
    }
    const rows = scene.sums(this.name);
    const nothing = scene.whole > 0 && (search !== null || scene.isFiltered) ? "Search or filters leave nothing." : "Nothing was tracked.";
    this.table.show(search === null ? rows : rows.filter((row) => search.test(this.text(row))), nothing);
  }

  focus() {
    this.table.table.querySelector("button").focus({ preventScroll: true });
  }

  reset() {}

  /** @param what a text, or a function that makes it of the moment of what is shown */
  caption(what) {
    const text = typeof what === "string" ? () => what : what;
    return (all, shown) => text(this.cells.scene.base.moment) + (shown < all ? `, the largest ${formatCount(shown)} of ${formatCount(all)}` : "");
  }
}

export class SitesView extends TableView {
  constructor(panel, page) {
    super(panel, page, "sites", "Sites");
  }

  definition() {
    const { cells } = this;
    const mainClass = (row) => {
      const [part] = [...row.parts.values()].sort(heaviestFirst(cells.weight));
      return cells.className(part.id);
    };
    const location = (row) => cells.siteText(row.id);
    return {
      columns: [
        ...cells.numbers(),
        { title: "Mostly", kind: "text", cell: (row) => cells.code(simpleName(mainClass(row))), value: mainClass },
        { title: "Line", kind: "text", cell: (row) => cells.place(row.id), value: location },
        { title: "Method", kind: "text", cell: (row) => cells.method(row.id), value: location },
      ],
      caption: this.caption("Allocation sites: the deepest line of your own code on each call path"),
      parts: (part) => [
        ...cells.numbersOf(part),
        cells.code(cells.className(part.id)),
      ],
    };
  }

  text(row) {
    const classes = [...row.parts.keys()].map((index) => this.cells.className(index));
    return `${this.cells.siteText(row.id)} ${classes.join(" ")}`;
  }
}

export class ClassesView extends TableView {
  constructor(panel, page) {
    super(panel, page, "classes", "Classes");
  }

  definition() {
    const { cells } = this;
    const each = (row) => (row.objects > 0 ? row.bytes / row.objects : 0);
    return {
      columns: [
        ...cells.numbers(),
        { title: "Each", kind: "number", cell: (row) => formatBytes(each(row)), value: each },
        { title: "Class", kind: "text", cell: (row) => cells.code(cells.className(row.id)), value: (row) => this.text(row) },
      ],
      caption: this.caption((moment) => `Classes of the objects alive at ${moment}; open one to see which lines made them`),
      parts: (part) => [
        ...cells.numbersOf(part),
        formatBytes(each(part)),
        [...cells.place(part.id), " ", cells.method(part.id)],
      ],
    };
  }

  text(row) {
    return this.cells.className(row.id);
  }
}

export class MethodsView extends TableView {
  constructor(panel, page) {
    super(panel, page, "methods", "Methods");
  }

  definition() {
    const { cells } = this;
    const method = (row) => cells.scene.base.methods[row.id];
    const { weight } = cells;
    const [, share, other] = cells.numbers();
    const own = (content) => (row) => (row.own > 0 ? content(row) : "");
    const calls = (row) => {
      const link = element("button", "show", "calls");
      link.title = "Show all calls of this method: who calls it, and what it calls";
      link.addEventListener("click", () => cells.page.showInGraph({ method: method(row).key, path: 0 }));
      return [cells.methodName(method(row)), " ", link];
    };
    return {
      columns: [
        { title: "Itself", kind: "number", cell: own((row) => cells.amount(weight, row.own)), value: (row) => row.own },
        { title: "%", kind: "number", cell: own((row) => cells.share(row.own)), value: (row) => row.own },
        {
          title: "With callees",
          kind: "number",
          cell: (row) => cells.amount(weight, row[weight.sum], row.variance),
          value: (row) => row[weight.sum],
        },
        share,
        other,
        { title: "Method", kind: "text", cell: calls, value: (row) => this.text(row) },
        { title: "From", kind: "text", cell: (row) => method(row).place, value: (row) => method(row).place },
      ],
      caption: this.caption(
        `Methods: the ${weight.title.toLowerCase()} that each allocated itself, and with all that it called; recursion counts once`,
      ),
    };
  }

  text(row) {
    return methodNames(this.cells.scene.base.methods[row.id]).full;
  }
}

export class ThreadsView extends TableView {
  constructor(panel, page) {
    super(panel, page, "threads", "Threads");
  }

  definition() {
    const { cells } = this;
    const name = (row) => {
      const text = element("span", row.id < 0 ? "quiet" : "", this.text(row));
      if (row.id < 0) {
        return text;
      }
      const chosen = cells.scene.state.thread === this.text(row);
      const link = element("button", "show", chosen ? "all threads" : "only this");
      link.title = chosen ? "Show the memory of all threads" : "Show the memory of this thread alone, in all views";
      link.addEventListener("click", () => cells.page.change({ thread: chosen ? "" : this.text(row) }, true));
      return [text, " ", link];
    };
    return {
      columns: [...cells.numbers(), { title: "Thread", kind: "text", cell: name, value: (row) => this.text(row) }],
      caption: this.caption((moment) => `Threads that allocated what was alive at ${moment}; open one to see its lines`),
      parts: (part) => [
        ...cells.numbersOf(part),
        [...cells.place(part.id), " ", cells.method(part.id)],
      ],
    };
  }

  text(row) {
    return row.id < 0 ? "made by the JVM or before start" : this.cells.scene.base.threads[row.id].name;
  }
}

/** "java.util.HashMap.Node[]" as "HashMap.Node[]": packages begin with a small letter. */
export function simpleName(name) {
  return name.replace(/^(?:\p{Ll}[^.]*\.)+(?=.)/u, "");
}
