// The same tree as a table that keyboard and screen reader can walk. Only the rows in view exist in the document.
import { locationLabel, methodNames, specialName } from "./labels.js";
import { formatError, formatPercent } from "./units.js";

export const GRID_ROW_HEIGHT = 26;

const OVERSCAN = 8;
const MIN_OPEN_SHARE = 0.01;

export class TreeGrid {
  /**
   * @param grid the element with the role
   * @param body its row group
   * @param events zoom(node); grow(node), the tree with what is below a node; menu(node, x, y)
   */
  constructor(grid, body, events) {
    this.tree = null;
    this.grid = grid;
    this.body = body;
    this.events = events;
    this.rows = [];
    this.matched = null;
    this.current = 0;
    grid.addEventListener("keydown", (event) => this.keyDown(event));
    grid.addEventListener("scroll", () => this.render(), { passive: true });
    body.addEventListener("click", (event) => this.click(event));
    body.addEventListener("contextmenu", (event) => this.contextMenu(event));
    new ResizeObserver(() => this.render()).observe(grid);
  }

  /** Shows another tree. What was open and is in it stays open. */
  setTree(tree) {
    const before = this.tree;
    if (before === tree) {
      return;
    }
    const open = new Set();
    before?.pathHash.forEach((hash, node) => this.expanded[node] === 1 && open.add(hash));
    const current = before?.pathHash[this.current] ?? 0;
    this.tree = tree;
    this.showTitles();
    this.matched = null;
    this.expanded = Uint8Array.from(tree.pathHash, (hash) => (open.has(hash) ? 1 : 0));
    this.current = Math.max(0, tree.nodeWithHash(current));
    if (before === null) {
      this.expandWidest();
    } else {
      this.rebuild();
    }
  }

  // At first the path of the widest children is open, as far as it holds anything to speak of: that is what most
  // readers look for.
  expandWidest() {
    let node = 0;
    while (this.tree.children[node] > 0 && this.tree.share(node) >= MIN_OPEN_SHARE) {
      this.expanded[node] = 1;
      node++;
    }
    this.rebuild();
  }

  /** Opens all ancestors of a node and goes there. */
  reveal(node) {
    for (let above = this.tree.parent[node]; above >= 0; above = this.tree.parent[above]) {
      this.expanded[above] = 1;
    }
    this.rebuild();
    this.moveTo(this.rows.indexOf(node));
  }

  setMatches(matched) {
    this.matched = matched;
    this.render();
  }

  rebuild() {
    const rows = [];
    for (let node = 0; node < this.tree.size; ) {
      rows.push(node);
      node = this.expanded[node] === 1 ? node + 1 : this.tree.end[node];
    }
    this.rows = rows;
    this.body.style.height = `${rows.length * GRID_ROW_HEIGHT}px`;
    this.grid.setAttribute("aria-rowcount", String(rows.length + 1));
    this.render();
  }

  moveTo(index) {
    const row = Math.max(0, Math.min(this.rows.length - 1, index));
    this.current = this.rows[row];
    const head = this.body.offsetTop;
    const top = row * GRID_ROW_HEIGHT;
    const view = this.grid.clientHeight - head;
    if (top < this.grid.scrollTop) {
      this.grid.scrollTop = top;
    } else if (top + GRID_ROW_HEIGHT > this.grid.scrollTop + view) {
      this.grid.scrollTop = top + GRID_ROW_HEIGHT - view;
    }
    this.render();
  }

  setExpanded(node, value) {
    if (!this.tree.canOpen(node) || this.expanded[node] === value) {
      return;
    }
    this.expanded[node] = value;
    if (value === 1 && this.tree.children[node] === 0) {
      this.setTree(this.events.grow(node));
    }
    this.rebuild();
  }

  contextMenu(event) {
    const row = event.target.closest("[data-node]");
    if (row !== null) {
      event.preventDefault();
      this.moveTo(this.rows.indexOf(Number(row.dataset.node)));
      this.events.menu(this.current, event.clientX, event.clientY);
    }
  }

  /** Where the current row is on the screen. */
  placeOfCurrent() {
    const shown = this.body.querySelector(".current .name");
    const bounds = (shown ?? this.grid).getBoundingClientRect();
    return [bounds.left, bounds.bottom];
  }

  click(event) {
    const row = event.target.closest("[data-node]");
    if (row === null) {
      return;
    }
    const node = Number(row.dataset.node);
    const toggles = node === this.current || event.target.closest(".twist") !== null;
    this.current = node;
    if (toggles) {
      this.setExpanded(node, 1 - this.expanded[node]);
    }
    this.moveTo(this.rows.indexOf(this.current));
  }

  keyDown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const index = this.rows.indexOf(this.current);
    const page = Math.max(1, Math.floor(this.grid.clientHeight / GRID_ROW_HEIGHT) - 2);
    const moves = {
      ArrowDown: () => this.moveTo(index + 1),
      ArrowUp: () => this.moveTo(index - 1),
      PageDown: () => this.moveTo(index + page),
      PageUp: () => this.moveTo(index - page),
      Home: () => this.moveTo(0),
      End: () => this.moveTo(this.rows.length - 1),
      ArrowRight: () => this.right(index),
      ArrowLeft: () => this.left(),
      Enter: () => this.events.zoom(this.current),
      "*": () => this.expandSiblings(),
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      move();
    }
  }

  right(index) {
    if (!this.tree.canOpen(this.current)) {
      return;
    }
    if (this.expanded[this.current] === 1) {
      this.moveTo(index + 1);
    } else {
      this.setExpanded(this.current, 1);
    }
  }

  left() {
    if (this.expanded[this.current] === 1) {
      this.setExpanded(this.current, 0);
    } else if (this.current > 0) {
      this.moveTo(this.rows.indexOf(this.tree.parent[this.current]));
    }
  }

  expandSiblings() {
    const parent = this.tree.parent[this.current];
    if (parent >= 0) {
      for (let node = parent + 1; node < this.tree.end[parent]; node = this.tree.end[node]) {
        this.expanded[node] = this.tree.children[node] > 0 ? 1 : this.expanded[node];
      }
      this.rebuild();
    }
  }

  render() {
    if (this.grid.clientHeight === 0 || this.tree === null) {
      return;
    }
    const first = Math.max(0, Math.floor(this.grid.scrollTop / GRID_ROW_HEIGHT) - OVERSCAN);
    const count = Math.ceil(this.grid.clientHeight / GRID_ROW_HEIGHT) + 2 * OVERSCAN;
    const fragment = document.createDocumentFragment();
    for (let index = first; index < Math.min(this.rows.length, first + count); index++) {
      fragment.append(this.rowElement(index));
    }
    this.body.replaceChildren(fragment);
    const shown = this.body.querySelector(".current");
    if (shown === null) {
      this.grid.removeAttribute("aria-activedescendant");
    } else {
      this.grid.setAttribute("aria-activedescendant", shown.id);
    }
  }

  rowElement(index) {
    const { tree } = this;
    const node = this.rows[index];
    const row = element("div", `row ${tree.origin(node)}`);
    row.id = `row-${node}`;
    row.dataset.node = String(node);
    row.style.top = `${index * GRID_ROW_HEIGHT}px`;
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", String(index + 2));
    row.setAttribute("aria-level", String(tree.depth[node] + 1));
    row.setAttribute("aria-posinset", String(node === 0 ? 1 : tree.position[node]));
    row.setAttribute("aria-setsize", String(node === 0 ? 1 : tree.children[tree.parent[node]]));
    if (tree.canOpen(node)) {
      row.setAttribute("aria-expanded", String(this.expanded[node] === 1));
    }
    if (node === this.current) {
      row.classList.add("current");
      row.setAttribute("aria-selected", "true");
    }
    if (this.matched?.[node] === 1) {
      row.classList.add("matched");
    }
    row.append(this.methodCell(node), ...this.otherCells(node));
    return row;
  }

  methodCell(node) {
    const { tree } = this;
    const cell = element("span", "method");
    cell.setAttribute("role", "gridcell");
    // Deep paths would leave no room for the name: beyond 24 levels the indent stays, and the level is told.
    cell.style.setProperty("--level", String(Math.min(tree.depth[node], 24)));
    const twist = element("span", "twist", !tree.canOpen(node) ? "" : this.expanded[node] === 1 ? "▾" : "▸");
    twist.setAttribute("aria-hidden", "true");
    cell.append(twist);
    const special = specialName(tree, node);
    if (special !== null) {
      cell.append(element("span", "name", tree.mark(node) + special));
    } else {
      const { method, source } = tree.frames[tree.frame[node]];
      const name = element("span", "name", tree.mark(node) + methodNames(method).middle);
      name.title = methodNames(method).full;
      cell.append(name);
      if (source !== "") {
        cell.append(" ", element("code", "source", source));
      }
    }
    return cell;
  }

  otherCells(node) {
    const file = element("span", "file");
    file.setAttribute("role", "gridcell");
    file.append(element("bdi", "", locationLabel(this.tree, node)));
    const numbers = this.numbers(node).map((text) => {
      const cell = element("span", "number", text);
      cell.setAttribute("role", "gridcell");
      return cell;
    });
    return [file, ...numbers];
  }

  /** Writes above the numbers what they are. */
  showTitles() {
    const { weight, other } = this.tree;
    const heads = [...this.grid.querySelectorAll("[role=columnheader]")].slice(-3);
    [weight.title, "%", other.title].forEach((title, i) => (heads[i].textContent = title));
  }

  numbers(node) {
    const { tree } = this;
    const { weight, other } = tree;
    return [
      weight.number(tree.total[node]) + formatError(tree.total[node], tree.standardError(node)),
      formatPercent(tree.share(node)),
      tree.origin(node) === "residual" ? "" : other.number(tree[other.sum][node]),
    ];
  }
}

/** A new element with a class and a text. */
export function element(tag, className = "", text = "") {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}
