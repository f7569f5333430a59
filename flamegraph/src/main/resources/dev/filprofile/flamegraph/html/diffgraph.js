// The graph of a comparison: coloured by difference, with what is gone told beside it.
import { DetailPane } from "./detail.js";
import { formatChange, formatSide, formatSigned } from "./diffwords.js";
import { FlameGraph } from "./flame.js";
import { GraphView } from "./graphview.js";
import { fullLabel, locationOf, shortLabel, specialName } from "./labels.js";
import { cssColour, lessSaturated, Palette, parseColour } from "./palette.js";
import { element } from "./treegrid.js";
import { formatBytes, formatCount } from "./units.js";

const STRENGTHS = [-3, -2, -1, 0, 1, 2, 3];
const INKS = ["#111111", "#ffffff"];
const MAX_CHANGED_CLASSES = 5;
const MAX_VANISHED = 30;

/** The colours of differences, as the style sheet has them. */
class DiffPalette extends Palette {
  read() {
    super.read();
    const style = getComputedStyle(document.documentElement);
    this.differences = new Map(
      STRENGTHS.map((strength) => {
        const name = strength === 0 ? "same" : `${strength < 0 ? "less" : "more"}-${Math.abs(strength)}`;
        const colour = parseColour(style.getPropertyValue(`--${name}`).trim());
        const [ink] = [...INKS].sort((a, b) => contrast(colour, parseColour(b)) - contrast(colour, parseColour(a)));
        return [strength, { full: cssColour(colour), muted: cssColour(lessSaturated(colour, 0.35)), ink }];
      }),
    );
  }
}

/** How well two colours can be told apart, 1 to 21, as WCAG has it. */
export function contrast(a, b) {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(channels) {
  const [red, green, blue] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

class DiffGraph extends FlameGraph {
  constructor(elements, events) {
    super(elements, events);
    this.palette = new DiffPalette();
  }

  fillOf(box) {
    const { tree, palette } = this;
    if (box.more > 0 || tree.origin(box.node) === "root") {
      return super.fillOf(box);
    }
    const muted = this.matched !== null && !this.isMatch(box);
    return palette.differences.get(tree.strength(box.node))[muted ? "muted" : "full"];
  }

  textColour(node, kind) {
    const { tree, palette } = this;
    return tree.origin(node) === "root" ? super.textColour(node, kind) : palette.differences.get(tree.strength(node)).ink;
  }

  // What cancels out is hatched: of what was added and taken away, all but the difference of the two.
  plainWidth(box, width) {
    const { tree } = this;
    const plain = super.plainWidth(box, width);
    if (tree.picture !== "change" || plain === 0 || tree.total[box.node] === 0) {
      return plain;
    }
    return plain * Math.min(1, Math.abs(tree.after(box.node) - tree.before(box.node)) / tree.total[box.node]);
  }
}

class DiffPane extends DetailPane {
  amount(node) {
    const { tree } = this;
    const [before, after] = [tree.before(node), tree.after(node)];
    const amount = element("p", "amount");
    const change = element("b", "together", tree.mark(node) + formatChange(before, after));
    change.title = `${after - before} bytes`;
    const sides = [`${formatSide(before)} before`, `${formatSide(after)} after`].map((text) => element("span", "together", text));
    amount.append(change, document.createElement("br"), sides[0], " · ", sides[1]);
    return amount;
  }

  // The line of both sides, once where it is the same.
  source(node) {
    const { before, after } = this.tree.frames[this.tree.frame[node]];
    const texts = [
      ["−", before],
      ["+", after],
    ].filter(([, side]) => (side?.source ?? "") !== "");
    if (texts.length === 0) {
      return [];
    }
    const same = texts.length === 2 && before.source === after.source && before.line === after.line;
    const list = element("ol", "excerpt two");
    for (const [sign, { line, source }] of same ? texts.slice(1) : texts) {
      const item = element("li", same ? "current" : "");
      item.append(
        element("span", "number quiet", String(line)),
        element("span", "number", same ? "" : sign),
        element("code", "source", source),
      );
      list.append(item);
    }
    return [list];
  }

  whereFrom(node) {
    const { tree } = this;
    const { method, before, after } = tree.frames[tree.frame[node]];
    const moved = (before?.line ?? 0) > 0 && (after?.line ?? 0) > 0 && before.line !== after.line;
    return moved ? `${locationOf(method, before.line)} → :${after.line} · ${method.place}` : super.whereFrom(node);
  }

  classes(node) {
    const changed = this.tree.classChanges(node).filter(({ before, after }) => before !== after);
    if (changed.length === 0) {
      return [];
    }
    const list = element("ul", "classes changed");
    for (const { name, before, after } of changed.slice(0, MAX_CHANGED_CLASSES)) {
      const item = element("li");
      item.append(element("span", "number", formatSigned(after - before)), " ", element("code", "", name));
      list.append(item);
    }
    if (changed.length > MAX_CHANGED_CLASSES) {
      list.append(element("li", "quiet", `and ${formatCount(changed.length - MAX_CHANGED_CLASSES)} more`));
    }
    return [element("h4", "", "Objects"), list];
  }
}

export class DiffGraphView extends GraphView {
  constructor(panel, page) {
    super(panel, page, DiffGraph, DiffPane);
    this.part("vanished").addEventListener("click", (event) => this.vanishedClicked(event));
  }

  show(scene) {
    super.show(scene);
    this.showVanished(scene);
  }

  legend() {
    const { upwards, flame } = this.scene.state;
    return `${flame ? "Above" : "Below"} each frame is ${upwards ? "what called it" : "what it called"}.`;
  }

  amount(tree, node) {
    return `${formatSide(tree.before(node))} → ${formatSide(tree.after(node))} (${formatChange(tree.before(node), tree.after(node))})`;
  }

  describe(node, tree = this.scene.tree) {
    return `${shortLabel(tree, node)}, ${this.amount(tree, node)}`;
  }

  // What has no width in this picture.
  showVanished({ base }) {
    const vanished = base.vanished();
    const none = vanished === null || vanished.nodes.length === 0;
    this.part("vanished").hidden = none || this.part("flame").hidden;
    if (none || this.vanishedOf === base) {
      return;
    }
    this.vanishedOf = base;
    const gone = base.picture === "after";
    const { stacks, bytes, nodes } = vanished;
    const what = gone ? "Gone from the peak" : "New at the peak";
    const amount = formatSigned(gone ? -bytes : bytes);
    this.part("vanished-sum").textContent = `${what}: ${formatCount(stacks)} ${stacks === 1 ? "stack" : "stacks"}, ${amount}`;
    const rows = nodes.slice(0, MAX_VANISHED).map((each) => vanishedRow(base, each, gone));
    if (nodes.length > MAX_VANISHED) {
      const rest = nodes.slice(MAX_VANISHED).reduce((sum, each) => sum + each.bytes, 0);
      const cells = [element("td", "number", formatSigned(gone ? -rest : rest)), element("td", "quiet")];
      cells[1].colSpan = 2;
      cells[1].textContent = `${formatCount(nodes.length - MAX_VANISHED)} smaller ones`;
      rows.push(element("tr"));
      rows[rows.length - 1].append(...cells);
    }
    this.part("vanished-rows").replaceChildren(...rows);
  }

  vanishedClicked(event) {
    const link = event.target.closest("[data-path]");
    if (link !== null) {
      this.page.showInGraph({
        picture: this.scene.base.picture === "after" ? "before" : "",
        path: Number(link.dataset.path),
        method: 0,
        upwards: false,
      });
    }
  }
}

function vanishedRow(tree, { node, bytes }, gone) {
  const row = element("tr");
  const [number, name, caller] = [element("td", "number"), element("td"), element("td")];
  number.textContent = formatSigned(gone ? -bytes : bytes);
  number.title = `${bytes} bytes`;
  const link = element("button", "show", "show");
  link.dataset.path = String(tree.pathHash[node]);
  link.title = `Show it in the picture ${gone ? "before" : "after"}`;
  name.append(element("code", "", specialName(tree, node) ?? fullLabel(tree, node)), " ", link);
  caller.append(element("code", "", tree.parent[node] > 0 ? shortLabel(tree, tree.parent[node]) : ""));
  row.append(number, name, caller);
  return row;
}
