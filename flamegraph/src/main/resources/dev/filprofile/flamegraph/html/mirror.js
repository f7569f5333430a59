// The picture for those who do not see it: hidden rows of the current frame, of what called it and of what it called, of which
// the picture's element names the current one as active. No more rows than a reader needs to find the way.
import { element } from "./treegrid.js";

const MAX_MIRRORED = 60;
const MAX_ABOVE = 30;

/** The nodes that stand for a place in a tree: the nearest ancestors, the node, and the first of its children. */
export function nodesAround(tree, node) {
  const nodes = tree.path(node).slice(-MAX_ABOVE - 1);
  for (let child = node + 1; child < tree.end[node] && nodes.length < MAX_MIRRORED; child = tree.end[child]) {
    nodes.push(child);
  }
  return nodes;
}

export class Mirror {
  /** @param scroller the picture's element, which has the focus */
  constructor(scroller) {
    this.scroller = scroller;
    this.rows = element("div", "hidden");
    this.tree = null;
    // Where it is always in view, and adds nothing to what can be scrolled.
    scroller.querySelector(".stage").append(this.rows);
  }

  /**
   * Goes to a node.
   *
   * @param describe what is said of a node
   */
  show(tree, node, describe) {
    if (tree === this.tree && node === this.node) {
      return;
    }
    Object.assign(this, { tree, node });
    this.rows.replaceChildren(...nodesAround(tree, node).map((each) => this.row(each, describe)));
    this.scroller.setAttribute("aria-activedescendant", this.idOf(node));
  }

  idOf(node) {
    return `${this.scroller.id}-${node}`;
  }

  row(node, describe) {
    const { tree } = this;
    const row = element("div", "", describe(node));
    const facts = {
      role: "treeitem",
      "aria-level": tree.depth[node] + 1,
      "aria-posinset": node === 0 ? 1 : tree.position[node],
      "aria-setsize": node === 0 ? 1 : tree.children[tree.parent[node]],
      "aria-selected": node === this.node,
    };
    row.id = this.idOf(node);
    for (const [name, value] of Object.entries(facts)) {
      row.setAttribute(name, String(value));
    }
    return row;
  }
}
