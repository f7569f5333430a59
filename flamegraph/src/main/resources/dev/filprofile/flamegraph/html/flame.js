// The picture of a tree: root at the top and each frame below its caller, or the other way up; as wide as what it holds.
// One canvas of the size of the view, however large the graph; a second one for the outline under the pointer, so that
// hovering repaints nothing.
import { fitLabel } from "./labels.js";
import { deepestRow, drawnNode, layoutBoxes, zoomToSee } from "./layout.js";
import { Palette } from "./palette.js";
import { element } from "./treegrid.js";

export const ROW_HEIGHT = 22;

const GAP = 1;
const MIN_LABEL_WIDTH = 24;
const MAX_LABELS = 1500;
const PADDING = 6;

export class FlameGraph {
  /**
   * @param elements scroller, spacer, canvas, overlay
   * @param events zoom(node), inspect(node, more), menu(node, x, y): what the user asked for
   */
  constructor(elements, events) {
    this.tree = null;
    this.events = events;
    this.flipped = false;
    Object.assign(this, elements);
    this.context = this.canvas.getContext("2d");
    this.overlayContext = this.overlay.getContext("2d");
    this.zoom = 0;
    this.hovered = null;
    this.focused = -1;
    this.showFocus = false;
    this.matched = null;
    this.matchesBefore = null;
    this.boxes = [];
    this.palette = new Palette();
    this.pending = false;
    this.listen();
  }

  listen() {
    this.scroller.addEventListener("scroll", () => this.requestPaint(), { passive: true });
    this.overlay.addEventListener("mousemove", (event) => this.hover(this.boxAt(event)));
    this.overlay.addEventListener("mouseleave", () => this.hover(null));
    this.overlay.addEventListener("click", (event) => this.click(this.boxAt(event)));
    this.overlay.addEventListener("contextmenu", (event) => this.contextMenu(event));
    new ResizeObserver(() => this.requestPaint()).observe(this.scroller);
  }

  /** Shows another tree. To be followed by zoomTo. */
  setTree(tree, flipped) {
    this.tree = tree;
    this.flipped = flipped;
    this.matched = null;
    this.matchesBefore = null;
  }

  /** Shows a node and what is below it at full width. */
  zoomTo(node) {
    this.zoom = node;
    this.focused = node;
    this.showFocus = false;
    this.hovered = null;
    this.resize();
    this.scrollToZoom();
    this.requestPaint();
  }

  // Three rows of what is above stay in view.
  scrollToZoom() {
    const { tree, scroller } = this;
    const beyond = Math.max(0, tree.depth[this.zoom] - 3) * ROW_HEIGHT;
    const last = this.spacer.clientHeight - scroller.clientHeight;
    scroller.scrollTop = this.flipped ? last - beyond : beyond;
  }

  /** Where a row begins. */
  topOf(row) {
    return (this.flipped ? this.deepest - row : row) * ROW_HEIGHT;
  }

  rowAt(y) {
    const row = Math.floor(y / ROW_HEIGHT);
    return this.flipped ? this.deepest - row : row;
  }

  /** Marks nodes, or none with nulls; `before` counts the marked nodes before each. */
  setMatches(matched, before) {
    this.matched = matched;
    this.matchesBefore = before;
    this.requestPaint();
  }

  /** Where to zoom so that a node can be seen. */
  zoomToSee(node) {
    return zoomToSee(this.tree, this.zoom, this.spacer.clientWidth, node, MIN_LABEL_WIDTH);
  }

  /** Shows the root's end of the picture. */
  scrollToRoot() {
    this.scroller.scrollTop = this.flipped ? this.spacer.clientHeight : 0;
    this.focused = this.zoom;
    this.showFocus = false;
    this.requestPaint();
  }

  /** Outlines a node and brings it into view. */
  setFocus(node) {
    this.focused = node;
    this.showFocus = true;
    this.hovered = null;
    const top = this.topOf(this.tree.depth[this.drawn(node)]);
    const { scrollTop, clientHeight } = this.scroller;
    if (top < scrollTop || top + ROW_HEIGHT > scrollTop + clientHeight) {
      this.scroller.scrollTop = top - clientHeight / 2;
    }
    this.requestPaint();
  }

  coloursChanged() {
    this.palette.read();
    this.requestPaint();
  }

  requestPaint() {
    if (!this.pending && this.tree !== null) {
      this.pending = true;
      requestAnimationFrame(() => {
        this.pending = false;
        this.paint();
      });
    }
  }

  hover(box) {
    if (box?.node === this.hovered?.node && box?.more === this.hovered?.more) {
      return;
    }
    this.hovered = box;
    this.overlay.style.cursor = box === null ? "default" : "pointer";
    this.paintOverlay();
    this.events.inspect(box === null ? -1 : box.node, box === null ? 0 : box.more);
  }

  click(box) {
    if (box === null) {
      return;
    }
    const parent = this.tree.parent[box.node];
    this.events.zoom(box.more > 1 && parent !== this.zoom ? parent : box.node);
  }

  contextMenu(event) {
    const box = this.boxAt(event);
    if (box !== null && box.more === 0) {
      event.preventDefault();
      this.events.menu(box.node, event.clientX, event.clientY);
    }
  }

  /** Where the outlined frame is on the screen: its left end and bottom. */
  placeOfFocus() {
    const bounds = this.overlay.getBoundingClientRect();
    const box = this.boxOf(this.focused);
    return box === undefined
      ? [bounds.left, bounds.top]
      : [bounds.left + Math.max(0, box.x), bounds.top + this.topOf(box.row) - this.scroller.scrollTop + ROW_HEIGHT];
  }

  boxAt(event) {
    const bounds = this.overlay.getBoundingClientRect();
    const x = event.clientX - bounds.left;
    const row = this.rowAt(event.clientY - bounds.top + this.scroller.scrollTop);
    return this.boxes.find((box) => box.row === row && x >= box.x && x < box.x + Math.max(1, box.width)) ?? null;
  }

  drawn(node) {
    return drawnNode(this.tree, this.zoom, this.spacer.clientWidth, node);
  }

  boxOf(node) {
    const drawn = this.drawn(node);
    const row = this.tree.depth[drawn];
    return this.boxes.find((box) => box.row === row && box.node <= drawn && drawn < box.end);
  }

  resize() {
    this.deepest = deepestRow(this.tree, this.zoom, this.spacer.clientWidth);
    this.spacer.style.height = `${(this.deepest + 1) * ROW_HEIGHT}px`;
    const rows = Math.min(this.deepest + 1, 400);
    this.scroller.style.height = `${Math.max(this.leastRows ?? 8, rows) * ROW_HEIGHT}px`;
    const width = this.spacer.clientWidth;
    const height = this.scroller.clientHeight;
    const ratio = window.devicePixelRatio || 1;
    if (this.width !== width || this.height !== height || this.ratio !== ratio) {
      Object.assign(this, { width, height, ratio });
      for (const canvas of [this.canvas, this.overlay]) {
        canvas.width = Math.max(1, Math.round(width * ratio));
        canvas.height = Math.max(1, Math.round(height * ratio));
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
    }
  }

  paint() {
    if (this.spacer.clientWidth === 0) {
      return;
    }
    const { width } = this;
    this.resize();
    if (this.flipped && width !== this.width) {
      this.scrollToZoom(); // the height follows from the width
    }
    this.paintRows(this.scroller.scrollTop, this.ratio);
    this.paintOverlay();
  }

  /** Paints the graph as it is zoomed into another canvas, from its top and in the light colours, for paper. */
  paintForPaper(canvas, width, maxRows) {
    const { context, boxes, width: screenWidth, height: screenHeight } = this;
    const { dataset } = document.documentElement;
    const theme = dataset.theme;
    const rows = Math.min(maxRows, deepestRow(this.tree, this.zoom, width) + 1);
    Object.assign(canvas, { width, height: rows * ROW_HEIGHT });
    const { deepest } = this;
    Object.assign(this, { context: canvas.getContext("2d"), width, height: rows * ROW_HEIGHT - 1, deepest: rows - 1 });
    dataset.theme = "light";
    this.palette.read();
    this.paintRows(0, 1);
    if (theme === undefined) {
      delete dataset.theme;
    } else {
      dataset.theme = theme;
    }
    Object.assign(this, { context, boxes, deepest, width: screenWidth, height: screenHeight });
    this.palette.read();
  }

  paintRows(top, ratio) {
    const { context } = this;
    const [firstRow, lastRow] = [this.rowAt(top), this.rowAt(top + this.height)].sort((a, b) => a - b);
    this.boxes = layoutBoxes(this.tree, this.zoom, this.width, firstRow, lastRow);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    context.translate(0, -top);
    for (const box of this.boxes) {
      this.paintBox(box);
    }
    let labels = 0;
    context.textBaseline = "middle";
    for (const box of this.boxes) {
      if (box.more === 0 && box.width >= MIN_LABEL_WIDTH && labels++ < MAX_LABELS) {
        this.paintLabel(box);
      }
    }
  }

  paintBox(box) {
    const { context } = this;
    const y = this.topOf(box.row);
    const width = Math.max(box.width - GAP, Math.min(1, box.width));
    const height = ROW_HEIGHT - GAP;
    context.globalAlpha = box.row < this.tree.depth[this.zoom] ? 0.45 : 1;
    context.fillStyle = this.fillOf(box);
    context.fillRect(box.x, y, width, height);
    const plain = this.plainWidth(box, width);
    if (plain < width) {
      this.paintHatching(box.x + plain, y, width - plain, height);
    } else if (this.tree.origin(box.node) === "class" && width > 4) {
      context.strokeStyle = this.palette.colours.border;
      context.lineWidth = 1;
      context.strokeRect(box.x + 0.5, y + 0.5, width - 1, height - 1);
    }
    if (this.matched !== null && this.isMatch(box)) {
      if (box.more > 0 || width <= 4) {
        // Too narrow for an outline, or only a part of what the block stands for: a line below.
        context.fillStyle = this.palette.colours.match;
        context.fillRect(box.x, y + height - 3, Math.max(2, width), 3);
      } else {
        context.strokeStyle = this.palette.colours.match;
        context.lineWidth = 2;
        context.strokeRect(box.x + 1, y + 1, width - 2, height - 2);
      }
    }
    context.globalAlpha = 1;
  }

  /** How much of a box is not hatched. */
  plainWidth(box, width) {
    const origin = this.tree.origin(box.node);
    return box.more > 0 || origin === "residual" || origin === "remainder" ? 0 : width;
  }

  // A block of small frames counts when anything in it matches, at any depth: nothing below it is drawn.
  isMatch(box) {
    return box.more > 0
      ? this.matchesBefore[box.end] > this.matchesBefore[box.node]
      : this.matched[box.node] === 1;
  }

  paintHatching(x, y, width, height) {
    const { context } = this;
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.beginPath();
    for (let at = x - height; at < x + width; at += 6) {
      context.moveTo(at, y + height);
      context.lineTo(at + height, y);
    }
    context.strokeStyle = this.palette.colours.hatch;
    context.lineWidth = 1;
    context.stroke();
    context.restore();
  }

  paintLabel(box) {
    const { context } = this;
    const left = Math.max(0, box.x) + PADDING;
    const available = Math.min(this.width, box.x + box.width) - left - PADDING;
    const y = this.topOf(box.row) + ROW_HEIGHT / 2;
    context.globalAlpha = box.row < this.tree.depth[this.zoom] ? 0.75 : 1;
    let x = left;
    for (const part of fitLabel(this.tree, box.node, available, (text, kind) => this.palette.textWidth(context, text, kind))) {
      const isClass = this.tree.origin(box.node) === "class";
      context.font = (isClass ? "italic " : "") + this.palette.fonts[part.kind];
      context.fillStyle = this.textColour(box.node, part.kind);
      context.fillText(part.text, x, y);
      x += this.palette.textWidth(context, part.text, part.kind);
    }
    context.globalAlpha = 1;
  }

  paintOverlay() {
    const context = this.overlayContext;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    context.translate(0, -this.scroller.scrollTop);
    if (this.hovered !== null) {
      this.outline(this.hovered, 2);
    }
    if (this.showFocus || document.activeElement === this.scroller) {
      const box = this.boxOf(this.focused);
      if (box !== undefined) {
        this.outline(box, 3);
      }
    }
  }

  outline(box, lineWidth) {
    const context = this.overlayContext;
    context.strokeStyle = this.palette.colours.match;
    context.lineWidth = lineWidth;
    const inset = lineWidth / 2;
    context.strokeRect(
      box.x + inset,
      this.topOf(box.row) + inset,
      Math.max(1, box.width - GAP - lineWidth),
      ROW_HEIGHT - GAP - lineWidth,
    );
  }

  fillOf(box) {
    const origin = box.more > 0 ? "remainder" : this.tree.origin(box.node);
    const muted = this.matched !== null && !this.isMatch(box);
    return this.palette.fill(origin, this.shadeOf(box.node), muted);
  }

  // A method always has the same one of three shades, so that neighbours differ and two openings agree.
  shadeOf(node) {
    const frame = this.tree.frame[node];
    return frame < 0 ? 0 : this.tree.frames[frame].method.key % 3;
  }

  textColour(node, kind) {
    const { rootText, text, faint } = this.palette.colours;
    return kind !== "name" ? faint : this.tree.origin(node) === "root" ? rootText : text;
  }
}

/** What a picture needs inside of an element that scrolls. */
export function pictureIn(scroller) {
  const [spacer, stage] = [element("div", "spacer"), element("div", "stage")];
  const [canvas, overlay] = [element("canvas"), element("canvas")];
  for (const each of [canvas, overlay]) {
    each.setAttribute("aria-hidden", "true");
    stage.append(each);
  }
  spacer.append(stage);
  scroller.append(spacer);
  return { scroller, spacer, canvas, overlay };
}
