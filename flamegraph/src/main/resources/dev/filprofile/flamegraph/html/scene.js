// What there is to be seen: the call tree of a report, the state that the address tells, and what follows from both. Views
// are handed a scene and look at nothing else.
import { sourcePath } from "./decode.js";
import { foldDeep } from "./deep.js";
import { ALL, deriveTree, keptRows } from "./derive.js";
import { fullLabel, methodNames } from "./labels.js";
import { MergedTree } from "./merge.js";
import { compileQuery, foundIn, searchTree } from "./search.js";
import { siteOfNodes, sumClasses, sumLines, sumMethods, sumSites, sumThreads } from "./sums.js";
import { BYTES } from "./weight.js";

/** Keeps the last result of a function of a scene's state, so that only what depends on a change is worked out anew. */
class Memo {
  constructor() {
    this.kept = new Map();
  }

  get(name, parts, make) {
    const key = JSON.stringify(parts);
    const known = this.kept.get(name);
    if (known?.key === key) {
      return known.value;
    }
    const value = make();
    this.kept.set(name, { key, value });
    return value;
  }
}

/** All that the views of one report share. */
export class Model {
  constructor(base) {
    this.base = base;
    this.memo = new Memo();
  }

  /** What a state shows of it. */
  scene(state) {
    return new Scene(this, state);
  }
}

export class Scene {
  constructor(model, state) {
    this.model = model;
    this.base = model.base;
    this.state = state;
  }

  /** Whether there is a number of objects to weigh by. */
  get canCount() {
    return this.base.objects[0] > 0;
  }

  /** What all views weigh by. */
  get weight() {
    return this.state.objects && this.canCount ? this.base.counts : BYTES;
  }

  /** The search as { test, error }; null without one. */
  get search() {
    const { query, regex } = this.state;
    return this.remember("search", [query, regex], () => (query === "" ? null : compileQuery(query, regex)));
  }

  /** Index of the thread whose memory alone is shown; -1 for all, -2 for one that is not in this report. */
  get thread() {
    const { thread } = this.state;
    const index = this.base.threads.findIndex(({ name }) => name === thread);
    return thread === "" ? -1 : index < 0 ? -2 : index;
  }

  /** Which rows of the base pass the filters; null when all do. */
  get kept() {
    const { without, only } = this.state;
    const filters = { thread: Math.max(-1, this.thread), without: new Set(without), only: new Set(only) };
    return this.remember("kept", this.filterKey, () => keptRows(this.base, { ...filters, matching: this.matching() }));
  }

  get filterKey() {
    const { without, only, query, regex, matching } = this.state;
    return [this.thread, without, only, matching ? [query, regex] : 0];
  }

  get weighedKey() {
    return [this.filterKey, this.weight.sum];
  }

  matching() {
    const { search, base } = this;
    if (!this.state.matching || search === null) {
      return null;
    }
    const verdicts = base.frames.map(() => -1);
    return (node) => {
      const frame = base.frame[node];
      if (frame < 0) {
        return false;
      }
      if (verdicts[frame] < 0) {
        verdicts[frame] = search.test(`${fullLabel(base, node)} ${base.source(node)}`) ? 1 : 0;
      }
      return verdicts[frame] === 1;
    };
  }

  /** The tree from the threads' roots downwards, filtered and folded as the state says. */
  get unfolded() {
    const { show, once, classes, opened } = this.state;
    return this.remember("unfolded", this.downwardsKey, () =>
      deriveTree(this.base, { ...ALL, show, once, classes, opened: new Set(opened) }, this.kept, this.weight),
    );
  }

  /** The same without the middle of very deep paths. */
  get downwards() {
    return this.remember("downwards", this.downwardsKey, () => foldDeep(this.unfolded, new Set(this.state.opened)));
  }

  /** The tree that graph and tree show: downwards, or from the allocating frames to their callers. */
  get tree() {
    return this.state.upwards ? this.grown.tree : this.downwards;
  }

  // Grows as somebody looks: `tree` is replaced by a larger one then.
  get grown() {
    const { unfolded } = this;
    const { path } = this.state;
    const grown = this.remember("grown", [this.downwardsKey], () => {
      const merged = MergedTree.bottomUp(unfolded);
      return { merged, tree: merged.flatten() };
    });
    if (path !== 0 && grown.sought !== path && grown.tree.nodeWithHash(path) < 0) {
      grown.tree = grown.merged.growUntil((tree) => tree.nodeWithHash(path) >= 0);
    }
    grown.sought = path;
    return grown;
  }

  get downwardsKey() {
    const { show, once, classes, opened } = this.state;
    return [this.weighedKey, show, once, classes, opened];
  }

  /** The node of the tree that has a path, or the fold in which it is; -1 for none. */
  nodeOf(path) {
    const { tree } = this;
    const node = tree.nodeWithHash(path);
    const hidden = node < 0 && tree.inFold !== undefined ? this.unfolded.nodeWithHash(path) : -1;
    return hidden < 0 ? node : tree.inFold[hidden];
  }

  /** Adds what is below a node and not there yet; whether that changed the tree. */
  grow(node) {
    if (!this.state.upwards) {
      return false;
    }
    const { grown } = this;
    const changed = grown.merged.grow(grown.tree.mergedOf[node]);
    if (changed) {
      grown.tree = grown.merged.flatten();
    }
    return changed;
  }

  /** Callers and callees of the picked method, each a tree whose root is the method; null when none is picked. */
  get sandwich() {
    const { method } = this.state;
    if (method === 0) {
      return null;
    }
    return this.remember("sandwich", [this.downwardsKey, method], () => {
      const tree = this.unfolded;
      const isMethod = (node) => tree.frame[node] >= 0 && tree.frames[tree.frame[node]].method.key === method;
      const first = tree.widestWhere(isMethod);
      if (first < 0) {
        return { missing: true };
      }
      const rootName = methodNames(tree.frames[tree.frame[first]].method).middle;
      const half = (upwards) => Object.assign(MergedTree.around(tree, isMethod, upwards).flatten(), { rootName });
      return { rootName, callers: half(true), callees: half(false) };
    });
  }

  /**
   * What the search finds in the tree; null without a search. The total is that of all stacks that match, of which a tree
   * that still grows may not have every frame.
   */
  get found() {
    const { search, tree, unfolded } = this;
    if (search === null) {
      return null;
    }
    const { query, regex, upwards } = this.state;
    return this.remember("found", [this.downwardsKey, query, regex, upwards, tree.size], () => {
      const found = searchTree(tree.inFold === undefined ? tree : unfolded, search.test);
      if (upwards) {
        return { ...found, total: searchTree(unfolded, search.test).total };
      }
      return tree.inFold === undefined ? found : foundIn(found, tree);
    });
  }

  /** Sums for the tables: "sites", "methods", "classes" or "threads". */
  sums(kind) {
    const { base, weight } = this;
    const sites = this.remember("siteOfNodes", [], () => siteOfNodes(base));
    return this.remember(kind, this.weighedKey, () => {
      switch (kind) {
        case "sites":
          return sumSites(base, this.kept, sites, weight);
        case "methods":
          return sumMethods(base, this.kept, weight);
        case "classes":
          return sumClasses(base, this.kept, sites, weight);
        default:
          return sumThreads(base, this.kept, sites, weight);
      }
    });
  }

  /** The weight of each line of source files. */
  get lines() {
    return this.remember("lines", this.weighedKey, () => sumLines(this.base, this.kept, sourcePath, this.weight));
  }

  /** What the filters leave. */
  get total() {
    return this.downwards.total[0];
  }

  /** What the whole peak weighs. */
  get whole() {
    return this.base[this.weight.sum][0];
  }

  get isFiltered() {
    return this.kept !== null;
  }

  remember(name, parts, make) {
    return this.model.memo.get(name, parts, make);
  }
}
