// The views that are tables: Sites, Methods, Classes, Threads.
import { locationOf, methodNames } from "./labels.js";
import { SortedTable } from "./tables.js";
import { element } from "./treegrid.js";
import { formatBytes, formatCount, formatError, formatPercent } from "./units.js";

/** What all tables need of the scene that is shown, and links into other views. */
class Cells {
  constructor(page) {
    this.page = page;
    this.scene = null;
  }

  bytes(bytes, variance = 0) {
    const error = formatError(bytes, Math.sqrt(variance)).trim();
    const text = element("span", "", formatBytes(bytes));
    text.title = `${Math.round(bytes)} bytes`;
    return error === "" ? [text] : [text, " ", element("small", "", error)];
  }

  share(bytes) {
    return formatPercent(this.scene.whole > 0 ? bytes / this.scene.whole : 0);
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

  numbers() {
    return [
      { title: "Bytes", kind: "number", cell: (row) => this.bytes(row.bytes, row.variance), value: (row) => row.bytes },
      { title: "%", kind: "number", cell: (row) => this.share(row.bytes), value: (row) => row.bytes },
      {
        title: "Objects",
        kind: "number",
        cell: (row) => (row.objects > 0 ? formatCount(row.objects) : ""),
        value: (row) => row.objects,
      },
    ];
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
    this.table = new SortedTable(panel.querySelector("table"), this.definition());
  }

  show(scene) {
    this.cells.scene = scene;
    const { search } = scene;
    const rows = scene.sums(this.name);
    const nothing = scene.whole > 0 && (search !== null || scene.isFiltered) ? "Search or filters leave nothing." : "Nothing was tracked.";
    this.table.show(search === null ? rows : rows.filter((row) => search.test(this.text(row))), nothing);
  }

  focus() {
    this.table.table.querySelector("button").focus({ preventScroll: true });
  }

  reset() {}

  caption(what) {
    return (all, shown) => what + (shown < all ? `, the largest ${formatCount(shown)} of ${formatCount(all)}` : "");
  }
}

export class SitesView extends TableView {
  constructor(panel, page) {
    super(panel, page, "sites", "Sites");
  }

  definition() {
    const { cells } = this;
    const mainClass = (row) => {
      const [part] = [...row.parts.values()].sort((a, b) => b.bytes - a.bytes);
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
        cells.bytes(part.bytes, part.variance),
        cells.share(part.bytes),
        formatCount(part.objects),
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
      caption: this.caption("Classes of the objects alive at the peak; open one to see which lines made them"),
      parts: (part) => [
        cells.bytes(part.bytes, part.variance),
        cells.share(part.bytes),
        formatCount(part.objects),
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
    const [, , objects] = cells.numbers();
    const own = (content) => (row) => (row.own > 0 ? content(row) : "");
    const calls = (row) => {
      const link = element("button", "show", "calls");
      link.title = "Show all calls of this method: who calls it, and what it calls";
      link.addEventListener("click", () => cells.page.showInGraph({ method: method(row).key, path: 0 }));
      return [cells.methodName(method(row)), " ", link];
    };
    return {
      columns: [
        { title: "Itself", kind: "number", cell: own((row) => cells.bytes(row.own)), value: (row) => row.own },
        { title: "%", kind: "number", cell: own((row) => cells.share(row.own)), value: (row) => row.own },
        {
          title: "With callees",
          kind: "number",
          cell: (row) => cells.bytes(row.bytes, row.variance),
          value: (row) => row.bytes,
        },
        { title: "%", kind: "number", cell: (row) => cells.share(row.bytes), value: (row) => row.bytes },
        objects,
        { title: "Method", kind: "text", cell: calls, value: (row) => this.text(row) },
        { title: "From", kind: "text", cell: (row) => method(row).place, value: (row) => method(row).place },
      ],
      caption: this.caption("Methods: what each allocated itself, and with all that it called; recursion counts once"),
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
      caption: this.caption("Threads that allocated what was alive at the peak; open one to see its lines"),
      parts: (part) => [
        cells.bytes(part.bytes, part.variance),
        cells.share(part.bytes),
        formatCount(part.objects),
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
