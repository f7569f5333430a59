// The pane beside the graph: everything about the frame under the pointer, or else about the one zoomed to.
import { sourcePath } from "./decode.js";
import { fullLabel, locationLabel, shortLabel, specialName } from "./labels.js";
import { element } from "./treegrid.js";
import { formatCount, formatError, formatPercent } from "./units.js";

const MAX_CLASSES = 5;
const MAX_PATH = 40;
const AROUND = 3;

/** A line of source with blanks in the place of tabs. */
export function expandTabs(text) {
  return text.replaceAll("\t", "    ");
}

function indentOf(text) {
  const wide = expandTabs(text);
  return wide.length - wide.trimStart().length;
}

export class DetailPane {
  /** @param events zoom(node), menu(node, x, y, tree), source(path, line) */
  constructor(pane, events) {
    this.tree = null;
    this.pane = pane;
    pane.addEventListener("click", (event) => {
      const step = event.target.closest("[data-node]");
      if (step !== null) {
        events.zoom(Number(step.dataset.node));
      } else if (event.target.closest(".actions") !== null) {
        const bounds = event.target.getBoundingClientRect();
        events.menu(this.node, bounds.left, bounds.bottom, this.tree);
      } else if (event.target.closest(".all-lines") !== null) {
        events.source(sourcePath(this.tree.frames[this.tree.frame[this.node]].method));
      }
    });
  }

  /** Shows a node of a tree; with `more`, the block of that many small siblings that begins there. */
  show(shown, node, more, lines) {
    this.tree = shown;
    this.node = node;
    if (more > 1) {
      this.showBlock(node, more);
      return;
    }
    const { tree } = this;
    const special = specialName(tree, node);
    const content = [element("h3", tree.origin(node), special ?? fullLabel(tree, node))];
    if (special === null) {
      content.push(...this.source(node, lines));
    }
    if (special === null && tree.origin(node) !== "class") {
      content.push(element("p", "quiet", this.whereFrom(node)));
    }
    content.push(this.amount(node));
    if (node > 0) {
      const actions = element("button", "actions", "Actions ▾");
      actions.setAttribute("aria-haspopup", "menu");
      content.push(actions);
    }
    content.push(...this.classes(node), ...this.path(node));
    this.pane.replaceChildren(...content);
  }

  // The line with those around it, and in the margin what each of them held.
  source(node, lines) {
    const { tree } = this;
    const { method, line } = tree.frames[tree.frame[node]];
    const path = sourcePath(method);
    const texts = tree.files.get(path);
    if (texts?.get(line) === undefined) {
      return [];
    }
    const near = [...texts.keys()].filter((each) => Math.abs(each - line) <= AROUND).sort((a, b) => a - b);
    const indent = Math.min(...near.map((each) => texts.get(each)).filter((text) => text.trim() !== "").map(indentOf));
    const list = element("ol", "excerpt");
    for (const each of near) {
      const item = element("li", each === line ? "current" : "");
      const held = lines.get(path)?.get(each)?.total ?? 0;
      item.append(
        element("span", "number quiet", String(each)),
        element("span", "number", held > 0 ? tree.weight.number(held) : ""),
        element("code", each === line ? "source" : "", expandTabs(texts.get(each)).slice(indent)),
      );
      list.append(item);
    }
    return [list, element("button", "all-lines show", `All lines of ${method.file}`)];
  }

  showBlock(first, more) {
    const { tree } = this;
    let total = 0;
    for (let node = first, counted = 0; counted < more; node = tree.end[node]) {
      total += tree.total[node];
      counted += tree.total[node] > 0 ? 1 : 0;
    }
    this.pane.replaceChildren(
      element("h3", "remainder", `${formatCount(more)} smaller frames`),
      element("p", "", `${tree.weight.format(total)} together, called from ${shortLabel(tree, tree.parent[first])}. Zoom in to see them.`),
      ...this.path(tree.parent[first]),
    );
  }

  whereFrom(node) {
    const { tree } = this;
    const { method, line } = tree.frames[tree.frame[node]];
    const where = [locationLabel(tree, node), method.place].filter((text) => text !== "").join(" · ");
    if (tree.origin(node) === "fold") {
      return method.place;
    }
    if (tree.origin(node) === "outside") {
      return "paths on which none of your code stands";
    }
    if (where === "") {
      return "source file not known";
    }
    return line === -1 ? `${where} · line numbers missing: compiled without -g` : line === -2 ? `${where} · native` : where;
  }

  amount(node) {
    const { tree } = this;
    const { weight, other } = tree;
    const total = tree.total[node];
    const amount = element("p", "amount");
    amount.append(
      element("b", "together", weight.precise(total) + formatError(total, tree.standardError(node))),
      " · ",
      element("span", "together", `${formatPercent(tree.share(node))} ${tree.ofWhole}`),
    );
    if (tree.origin(node) !== "residual") {
      amount.append(" · ", element("span", "together", other.format(tree[other.sum][node])));
    }
    amount.title = weight.exact(total);
    return amount;
  }

  classes(node) {
    const classes = this.tree.classesBelow(node).filter((each) => each.name !== "");
    if (classes.length === 0) {
      return [];
    }
    const list = element("ul", "classes");
    const { weight } = this.tree;
    for (const { name, [weight.sum]: held } of classes.slice(0, MAX_CLASSES)) {
      const item = element("li");
      item.append(element("span", "number", weight.number(held)), " ", element("code", "", name));
      list.append(item);
    }
    if (classes.length > MAX_CLASSES) {
      const others = classes.length - MAX_CLASSES;
      list.append(element("li", "quiet", `and ${formatCount(others)} other ${others === 1 ? "class" : "classes"}`));
    }
    return [element("h4", "", this.tree.counts.title), list];
  }

  path(node) {
    const path = this.tree.path(node).slice(1);
    if (path.length === 0) {
      return [];
    }
    const list = element("ol", "path");
    const hidden = Math.max(0, path.length - MAX_PATH);
    if (hidden > 0) {
      list.append(element("li", "quiet", `${formatCount(hidden)} ${hidden === 1 ? "frame" : "frames"} above`));
    }
    for (const each of path.slice(hidden)) {
      const item = element("li");
      const step = element("button", `step ${this.tree.origin(each)}`, shortLabel(this.tree, each));
      step.dataset.node = String(each);
      step.title = fullLabel(this.tree, each);
      item.append(step);
      list.append(item);
    }
    return [element("h4", "", "Call path"), list];
  }
}
