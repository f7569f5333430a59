// The view "Graph": the picture with breadcrumb and detail pane, or a sandwich of two pictures around a method.
import { DetailPane } from "./detail.js";
import { FlameGraph, pictureIn } from "./flame.js";
import { shortLabel } from "./labels.js";
import { Mirror } from "./mirror.js";
import { element } from "./treegrid.js";
import { formatCount, formatPercent } from "./units.js";

const HALF_ROWS = 3;

export class GraphView {
  /**
   * @param panel the element of the view
   * @param page what a view may ask for: see main.js
   * @param Picture what draws a tree
   * @param Pane what tells of a frame
   */
  constructor(panel, page, Picture = FlameGraph, Pane = DetailPane) {
    this.name = "graph";
    this.title = "Graph";
    this.uses = { tree: true, picture: true };
    this.page = page;
    this.part = (id) => panel.querySelector(`#${id}`);
    this.scene = null;
    this.zoomed = -1;
    this.Picture = Picture;
    this.detail = new Pane(this.part("detail"), {
      zoom: (node) => this.stepClicked(node),
      menu: (node, x, y, tree) => page.menu(tree, node, x, y),
      source: (path) => page.change({ view: "source", file: path }, true),
    });
    this.flame = new Picture(
      { scroller: this.part("flame"), spacer: this.part("spacer"), canvas: this.part("canvas"), overlay: this.part("overlay") },
      {
        zoom: (node) => this.zoom(node),
        inspect: (node, more) => this.inspect(node, more),
        menu: (node, x, y) => page.menu(this.scene.tree, node, x, y),
      },
    );
    this.halves = ["callers", "callees"].map((id) => this.half(id));
    for (const graph of [this.flame, ...this.halves]) {
      graph.mirror = new Mirror(graph.scroller);
    }
    this.listen();
  }

  // In a sandwich a click picks another method; what is too narrow is zoomed to in its half alone.
  half(id) {
    const graph = new this.Picture(pictureIn(this.part(id)), {
      zoom: (node) => (graph.tree.frame[node] < 0 || node === 0 ? this.zoomHalf(graph, node) : this.page.pick(graph.tree, node)),
      inspect: (node, more = 0) => this.showDetail(graph.tree, Math.max(0, node), more),
      menu: (node, x, y) => node > 0 && this.page.menu(graph.tree, node, x, y),
    });
    graph.leastRows = HALF_ROWS;
    const scroller = this.part(id);
    scroller.addEventListener("keydown", (event) => this.halfKeyDown(event, graph));
    for (const change of ["focus", "blur"]) {
      scroller.addEventListener(change, () => graph.tree !== null && graph.paintOverlay());
    }
    return graph;
  }

  zoomHalf(graph, node) {
    graph.zoomTo(node);
    this.mirror(graph);
  }

  listen() {
    const scroller = this.part("flame");
    scroller.addEventListener("keydown", (event) => this.keyDown(event));
    scroller.addEventListener("focus", () => this.flame.tree !== null && this.flame.paintOverlay());
    scroller.addEventListener("blur", () => this.flame.tree !== null && this.flame.paintOverlay());
    this.part("breadcrumb").addEventListener("click", (event) => this.crumbClicked(event));
  }

  /** Shows a scene. */
  show(scene) {
    this.scene = scene;
    const { sandwich } = scene;
    const halved = sandwich !== null && sandwich.missing !== true;
    this.part("flame").hidden = halved;
    this.part("sandwich").hidden = !halved;
    this.part("breadcrumb").hidden = halved;
    this.part("direction").textContent = this.legend();
    if (halved) {
      this.showSandwich(sandwich);
    } else {
      this.showTree();
    }
  }

  legend() {
    const { state, weight, base } = this.scene;
    const [side, what] = [state.flame ? "Above" : "Below", state.upwards ? "what called it" : "what it called"];
    const uncounted = base.frame.some((_, node) => base.origin(node) === "residual" && base[weight.sum][node] === 0);
    const rest = uncounted ? " What the JVM made, or what was there before start, is not counted." : "";
    return `Width is ${weight.width(base.moment)}. ${side} each frame is ${what}.${rest}`;
  }

  showTree() {
    const { scene, flame } = this;
    const { tree, state } = scene;
    const found = scene.nodeOf(state.path);
    const node = Math.max(0, found);
    if (found < 0) {
      this.page.complain("That frame is not in this report.");
    }
    const another = flame.tree !== tree || flame.flipped !== state.flame;
    if (another) {
      flame.setTree(tree, state.flame);
    }
    if (another || node !== this.zoomed) {
      this.zoomed = node;
      this.grow(node);
      flame.zoomTo(this.zoomed);
      if (this.wasShown) {
        this.page.announce(`Zoomed to ${this.describe(this.zoomed)}`);
      }
      this.wasShown = true;
    }
    flame.setMatches(scene.found?.matched ?? null, scene.found?.before ?? null);
    flame.requestPaint();
    this.mirror(flame);
    this.showBreadcrumb(this.zoomed);
    this.showDetail(scene.tree, this.zoomed, 0);
  }

  // Bottom-up paths grow where they are looked at; the numbers of nodes change with that.
  grow(node) {
    const { scene } = this;
    const hash = scene.tree.pathHash[node];
    if (scene.grow(node)) {
      this.flame.setTree(scene.tree, scene.state.flame);
      this.zoomed = Math.max(0, scene.tree.nodeWithHash(hash));
    }
  }

  showSandwich({ callers, callees, rootName }) {
    const trees = [callers, callees];
    this.part("sandwich-title").textContent = `All calls of ${rootName}`;
    this.halves.forEach((half, i) => {
      if (half.tree !== trees[i]) {
        half.setTree(trees[i], i === 0);
        half.zoomTo(0);
        half.scrollToRoot();
        this.page.announce(`All calls of ${rootName}: ${callees.weight.spoken(callees.total[0])}`);
      }
      half.requestPaint();
      this.mirror(half);
    });
    this.showDetail(callees, 0, 0);
  }

  showDetail(tree, node, more) {
    this.detail.show(tree, node, more, this.scene.lines);
  }

  showBreadcrumb(node) {
    const { tree } = this.scene;
    const path = tree.path(node);
    const shown = path.length > 7 ? [path[0], -1, ...path.slice(-5)] : path;
    const crumbs = shown.map((each) => {
      if (each < 0) {
        return element("span", "gap", `⋯ ${formatCount(path.length - 6)} frames`);
      }
      const crumb = element("button", "crumb", each === 0 ? tree.moment.replace("the ", "") : shortLabel(tree, each));
      crumb.dataset.node = String(each);
      if (each === node) {
        crumb.setAttribute("aria-current", "true");
      }
      return crumb;
    });
    this.part("breadcrumb").replaceChildren(...crumbs, element("span", "amount", this.amount(tree, node)));
  }

  amount(tree, node) {
    return `${tree.weight.format(tree.total[node])} · ${formatPercent(tree.share(node))}`;
  }

  zoom(node) {
    const { tree } = this.scene;
    const mark = tree.opens?.get(node);
    if (mark !== undefined) {
      this.page.openRun(mark);
    } else {
      this.page.change({ path: tree.pathHash[node] }, true);
    }
  }

  stepClicked(node) {
    if (this.detail.tree !== this.scene.tree) {
      this.page.pick(this.detail.tree, node);
      return;
    }
    this.zoom(node);
    this.focus();
  }

  crumbClicked(event) {
    const crumb = event.target.closest("[data-node]");
    if (crumb !== null) {
      this.page.change({ path: this.scene.tree.pathHash[Number(crumb.dataset.node)] }, true);
      this.part("breadcrumb").querySelector("[aria-current]").focus();
    }
  }

  inspect(node, more = 0) {
    this.showDetail(this.scene.tree, node < 0 ? this.zoomed : node, more);
  }

  /** Shows a match: outlined, and wide enough to be seen. */
  goTo(node) {
    const { tree } = this.scene;
    this.page.change({ path: tree.pathHash[this.flame.zoomToSee(node)] }, false);
    this.focusFrame(node);
  }

  focusFrame(node, graph = this.flame) {
    graph.setFocus(node);
    this.showDetail(graph.tree, node, 0);
    this.mirror(graph);
    // Whoever has the focus in the picture is told by that.
    if (document.activeElement !== graph.scroller) {
      this.page.announce(this.describe(node, graph.tree));
    }
  }

  /** Lets the hidden rows of a picture follow its focus. */
  mirror(graph) {
    graph.mirror.show(graph.tree, graph.focused, (node) => this.describe(node, graph.tree));
  }

  describe(node, tree = this.scene.tree) {
    const amount = tree.weight.spoken(tree.total[node]);
    return `${shortLabel(tree, node)}, ${amount}, ${formatPercent(tree.share(node))} ${tree.ofWhole}`;
  }

  /** What had the focus may be gone after a zoom; a reader at the keyboard goes on from the frame. */
  focus() {
    this.part("flame").focus({ preventScroll: true });
  }

  reset() {
    this.flame.scrollToRoot();
    this.mirror(this.flame);
  }

  coloursChanged() {
    for (const graph of [this.flame, ...this.halves]) {
      graph.coloursChanged();
    }
  }

  paintForPaper(canvas, width, rows) {
    if (this.flame.tree !== null) {
      this.flame.paintForPaper(canvas, width, rows);
    }
  }

  keyDown(event) {
    this.act(event, this.flame, {
      Enter: () => this.zoom(this.flame.focused),
      Escape: () => this.escape(),
    });
  }

  halfKeyDown(event, graph) {
    this.act(event, graph, {
      Enter: () => graph.focused > 0 && this.page.pick(graph.tree, graph.focused),
      Escape: () => this.page.change({ method: 0 }, true),
    });
  }

  // Up and down are what is drawn there, left and right are neighbours.
  act(event, graph, own) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const { tree, focused: node } = graph;
    const to = (other) => this.focusFrame(other, graph);
    const lastChild = node > 0 && tree.position[node] === tree.children[tree.parent[node]];
    const inwards = () => tree.children[node] > 0 && to(node + 1);
    const outwards = () => node > 0 && to(tree.parent[node]);
    const menu = () => this.page.menu(tree, node, ...graph.placeOfFocus());
    const moves = {
      ArrowDown: graph.flipped ? outwards : inwards,
      ArrowUp: graph.flipped ? inwards : outwards,
      ArrowRight: () => node > 0 && !lastChild && to(tree.end[node]),
      ArrowLeft: () => node > 0 && tree.position[node] > 1 && to(siblingBefore(tree, node)),
      Home: () => to(0),
      Backspace: () => history.back(),
      m: menu,
      ContextMenu: menu,
      ...own,
    };
    const move = moves[event.key] ?? this.page.keys[event.key];
    if (move !== undefined) {
      event.preventDefault();
      move();
    }
  }

  escape() {
    if (this.scene.state.query !== "") {
      this.page.change({ query: "" }, false);
    } else if (this.zoomed > 0) {
      const { tree } = this.scene;
      this.page.change({ path: tree.pathHash[tree.parent[this.zoomed]] }, true);
    }
  }
}

function siblingBefore(tree, node) {
  let before = tree.parent[node] + 1;
  while (tree.end[before] < node) {
    before = tree.end[before];
  }
  return before;
}
