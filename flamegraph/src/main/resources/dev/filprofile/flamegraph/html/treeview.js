// The view "Tree": the same tree as the graph's, for keyboard and screen reader.
import { TreeGrid } from "./treegrid.js";

export class TreeView {
  constructor(panel, page, Grid = TreeGrid) {
    this.name = "tree";
    this.title = "Tree";
    this.uses = { tree: true };
    this.page = page;
    this.scene = null;
    this.path = -1;
    this.element = panel.querySelector("#grid");
    this.grid = new Grid(this.element, panel.querySelector("#gridbody"), {
      zoom: (node) => this.zoom(node),
      grow: (node) => {
        this.scene.grow(node);
        return this.scene.tree;
      },
      menu: (node, x, y) => page.menu(this.scene.tree, node, x, y),
    });
    this.element.addEventListener("keydown", (event) => this.keyDown(event));
  }

  show(scene) {
    this.scene = scene;
    const { tree, state } = scene;
    this.grid.setTree(tree);
    this.grid.setMatches(scene.found?.matched ?? null);
    if (state.path !== this.path) {
      this.path = state.path;
      const node = scene.nodeOf(state.path);
      if (node < 0) {
        this.page.complain("That frame is not in this report.");
      }
      this.grid.reveal(Math.max(0, node));
    }
  }

  zoom(node) {
    const { tree } = this.scene;
    const mark = tree.opens?.get(node);
    if (mark !== undefined) {
      this.page.openRun(mark);
    } else {
      this.page.showInGraph({ path: tree.pathHash[node], method: 0 });
    }
  }

  goTo(node) {
    this.grid.reveal(node);
  }

  focus() {
    this.element.focus({ preventScroll: true });
  }

  reset() {
    this.grid.moveTo(0);
  }

  // The grid moves by itself; the rest it shares with the graph.
  keyDown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const { tree } = this.scene;
    const menu = () => this.page.menu(tree, this.grid.current, ...this.grid.placeOfCurrent());
    const own = { Escape: () => this.page.change({ query: "" }, false), m: menu, ContextMenu: menu };
    const move = own[event.key] ?? this.page.keys[event.key];
    if (move !== undefined) {
      event.preventDefault();
      move();
    }
  }
}
