// The view "Source": a file's lines with what each held, as far as their text is in the report.
import { sourcePath } from "./decode.js";
import { expandTabs } from "./detail.js";
import { element } from "./treegrid.js";
import { formatPercent } from "./units.js";

export class SourceView {
  constructor(panel, page) {
    this.name = "source";
    this.title = "Source";
    this.uses = {};
    this.page = page;
    this.picker = panel.querySelector("#file");
    this.listing = panel.querySelector("#listing");
    this.picker.addEventListener("change", () => page.change({ file: this.picker.value }, true));
    this.listing.addEventListener("click", (event) => {
      const show = event.target.closest("[data-frame]");
      if (show !== null) {
        page.showFrame(Number(show.dataset.frame));
      }
    });
  }

  show(scene) {
    const { base, lines, state, weight } = scene;
    const files = filesBySize(base, lines, scene.sums("sites"), weight);
    const path = files.some((file) => file.path === state.file) ? state.file : (files[0]?.path ?? "");
    if (state.file !== "" && path !== state.file) {
      this.page.complain(`No line of ${state.file} holds memory here, or its text is not in this report.`);
    }
    this.picker.replaceChildren(
      ...files.map((file) => {
        const amount = file.total > 0 ? ` · ${weight.format(file.total)}` : "";
        const option = element("option", "", file.path + amount);
        option.value = file.path;
        option.selected = file.path === path;
        return option;
      }),
    );
    this.picker.closest("label").hidden = files.length === 0;
    this.listing.replaceChildren(
      path === "" ? element("p", "quiet", "There is no source text in this report.") : this.table(scene, path),
    );
  }

  table(scene, path) {
    const texts = scene.base.files.get(path) ?? new Map();
    const sums = scene.lines.get(path) ?? new Map();
    const numbers = [...new Set([...texts.keys(), ...sums.keys()])].sort((a, b) => a - b);
    const table = element("table", "listing");
    const { title, sum } = scene.weight;
    const caption = `${title} alive at ${scene.base.moment} below all calls of a line; as site: those of which it is the deepest line of your own code`;
    table.append(element("caption", "", caption), headOf([title, "%", "As site", "Line", "Source"]));
    const sites = new Map(scene.sums("sites").map(({ id, [sum]: total }) => [id, total]));
    const body = document.createElement("tbody");
    let before = 0;
    for (const line of numbers) {
      if (line > before + 1) {
        body.append(gapRow());
      }
      before = line;
      body.append(this.row(scene, line, texts.get(line), sums.get(line), sites));
    }
    table.append(body);
    return table;
  }

  row(scene, line, text, sum, sites) {
    const row = element("tr", sum === undefined ? "" : "held");
    const { number } = scene.weight;
    const total = sum?.total ?? 0;
    const asSite = (sum?.frames ?? []).reduce((all, frame) => all + (sites.get(frame) ?? 0), 0);
    const cells = [
      ["number", total > 0 ? number(total) : ""],
      ["number", total > 0 ? formatPercent(scene.whole > 0 ? total / scene.whole : 0) : ""],
      ["number", asSite > 0 ? number(asSite) : ""],
      ["number quiet", String(line)],
    ].map(([kind, content]) => element("td", kind, content));
    const code = element("td");
    code.append(element("code", "", text === undefined ? "" : expandTabs(text)));
    if (sum !== undefined) {
      const show = element("button", "show", "show");
      show.dataset.frame = String(sum.frames[0]);
      show.title = "Show this line in the graph, at its widest call path";
      code.append(" ", show);
    }
    row.append(...cells, code);
    return row;
  }

  focus() {
    this.picker.focus({ preventScroll: true });
  }

  reset() {}
}

/** The files with text that hold anything, those with the heaviest sites first. */
export function filesBySize(base, lines, sites, weight) {
  const totals = new Map();
  for (const site of sites.filter(({ id }) => id >= 0)) {
    const path = sourcePath(base.frames[site.id].method);
    totals.set(path, (totals.get(path) ?? 0) + site[weight.sum]);
  }
  return [...base.files.keys()]
    .filter((path) => lines.has(path))
    .map((path) => ({ path, total: totals.get(path) ?? 0 }))
    .sort((a, b) => b.total - a.total || (a.path < b.path ? -1 : 1));
}

/** Whether a frame's file has text. */
export function hasText(tree, frame) {
  return frame >= 0 && tree.files.has(sourcePath(tree.frames[frame].method));
}

function headOf(titles) {
  const head = document.createElement("thead");
  const row = document.createElement("tr");
  for (const title of titles) {
    const cell = element("th", title === "Source" ? "" : "number", title);
    cell.scope = "col";
    row.append(cell);
  }
  head.append(row);
  return head;
}

function gapRow() {
  const row = element("tr", "gap");
  const cell = element("td", "quiet", "⋯");
  cell.colSpan = 5;
  row.append(cell);
  return row;
}
