// Wires the parts of the page together; holds the state and nothing else.
//
// A view is an object with
//   name, title       the tab's, and the id of the panel that belongs to it
//   uses              { tree: true } when folding and direction matter to it, { picture: true } when up and down do
//   show(scene)       shows a scene (scene.js), the one thing that it knows of the report
//   focus(), reset()  puts the focus into the view; goes back to its beginning
//   goTo(node)        for views of the tree: shows a match
// It asks the page for changes by change(), pick(), menu() and the like. A new view is a class, a panel in the template and
// a line in main.js.
import { FIRST, formatAddress, parseAddress } from "./address.js";
import { Controls, offerThemes } from "./controls.js";
import { collapsedStacks, copyText, saveText, speedscope } from "./exports.js";
import { frameActions } from "./frameactions.js";
import { fullLabel } from "./labels.js";
import { Matches } from "./matches.js";
import { Menu } from "./menu.js";
import { tellMoments } from "./timeline.js";
import { element } from "./treegrid.js";

const PAPER_WIDTH = 1600;
const PAPER_ROWS = 60;
const SHOW_ORDER = ["all", "fold", "mine"];

/** What changes the trees; a frame that is zoomed to is then looked for in the new tree. */
const SHAPES = ["upwards", "show", "once", "classes", "thread", "without", "only", "matching", "opened", "regex", "query", "objects"];

const byId = (id) => document.getElementById(id);

export class Page {
  /**
   * @param pictures of which the one that the address names is open
   * @param views a class by the name of each view
   */
  constructor(pictures, views) {
    this.pictures = pictures;
    this.viewNames = Object.keys(views);
    this.state = parseAddress(location.hash, this.viewNames);
    this.keys = this.sharedKeys();
    this.contextMenu = new Menu();
    this.matches = new Matches(this);
    this.views = Object.entries(views).map(([name, View]) => new View(byId(name), this));
    this.controls = new Controls(this, this.views);
    this.listen();
    byId("toolbar").hidden = false;
    this.show();
    this.startAtTrunk();
  }

  /** What there is to be seen of the picture that the state names; of the last one while that is being opened. */
  get model() {
    this.shown = this.pictures.model(this.state.picture) ?? this.shown;
    return this.shown;
  }

  get view() {
    return this.views.find(({ name }) => name === this.state.view);
  }

  get graph() {
    return this.views.find(({ name }) => name === "graph");
  }

  listen() {
    window.addEventListener("popstate", () => this.applyAddress());
    byId("to-meaning").addEventListener("click", (event) => this.showMeaning(event));
    byId("download").addEventListener("click", (event) => this.downloadMenu(event.target));
    byId("print").addEventListener("click", () => print());
    byId("help").addEventListener("click", () => byId("helptext").showModal());
    byId("helped").addEventListener("click", () => byId("helptext").close());
    window.addEventListener("beforeprint", () => this.beforePrint());
    document.querySelectorAll(".answer [data-frame]").forEach((line) => this.linkToFrame(line));
    document.querySelectorAll(".chart").forEach(tellMoments);
    document.addEventListener("keydown", (event) => this.pageKey(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.graph.coloursChanged());
  }

  // Letters act only while graph or tree has the focus.
  sharedKeys() {
    const toggle = (name) => () => this.change({ [name]: !this.state[name] }, true);
    return {
      n: () => this.step(1),
      N: () => this.step(-1),
      i: toggle("flame"),
      b: toggle("upwards"),
      r: toggle("once"),
      o: () => this.model.scene(this.state).canCount && this.change({ objects: !this.state.objects }, true),
      f: () => this.change({ show: SHOW_ORDER[(SHOW_ORDER.indexOf(this.state.show) + 1) % SHOW_ORDER.length], opened: [] }, true),
      "?": () => byId("helptext").showModal(),
    };
  }

  // Frames are zoomed to and unfolded within one picture; the other filters go by names that all have.
  choosePicture(picture) {
    this.change({ picture, path: 0, method: 0, opened: [] }, true);
  }

  /** The answer and the next lines lead to the widest frames of theirs. */
  linkToFrame(line) {
    const frame = Number(line.dataset.frame);
    if (this.pictures.model("").base.widestNodeOf(frame) >= 0) {
      const link = element("button", "show", "show");
      link.title = "Show this line in the graph, at its widest call path";
      link.addEventListener("click", () => this.showFrame(frame, ""));
      (line.querySelector(".where") ?? line).append(" ", link);
    }
  }

  /** Shows a frame of an open picture in the graph, where it is widest; what would hide it is taken back. */
  showFrame(frame, picture = this.state.picture) {
    const model = this.pictures.model(picture);
    const { downwards } = model.scene({ ...this.state, picture });
    const node = downwards.widestNodeOf(frame);
    if (node >= 0) {
      this.showInGraph({ picture, path: downwards.pathHash[node], upwards: false, method: 0 });
    } else {
      const { base } = model;
      const all = { ...FIRST, picture, flame: this.state.flame };
      this.showInGraph({ ...all, path: base.pathHash[base.widestNodeOf(frame)] });
    }
  }

  showInGraph(changes) {
    this.change({ ...changes, view: "graph" }, true);
    this.view.focus();
    byId("toolbar").scrollIntoView({ block: "start" });
  }

  /** Shows all calls of a node's method. */
  pick(tree, node) {
    const frame = tree.frame[node];
    if (frame >= 0 && tree.frames[frame].method.origin <= 3) {
      this.change({ view: "graph", method: tree.frames[frame].method.key }, true);
    }
  }

  openRun(mark) {
    this.change({ opened: [...this.state.opened, mark] }, true);
    this.view.focus();
  }

  reset() {
    this.change({ ...FIRST, view: this.state.view, picture: this.state.picture }, true);
    for (const view of this.views) {
      if (view.scene !== null) {
        view.reset();
      }
    }
  }

  // The address after "#" is the graph's; a jump within the page must not pass for "show everything".
  showMeaning(event) {
    event.preventDefault();
    byId("meaning").scrollIntoView({ block: "start" });
    byId("meaning-title").focus({ preventScroll: true });
  }

  /** Changes the state and what depends on it. A step that Back should undo is pushed, typing is not. */
  change(changes, push) {
    const before = this.state;
    this.state = { ...before, ...changes };
    const stays = before.picture === this.state.picture;
    const reshaped = stays && SHAPES.some((name) => JSON.stringify(before[name]) !== JSON.stringify(this.state[name]));
    if (reshaped && !("path" in changes) && before.path !== 0) {
      this.state.path = pathIn(this.model.scene(before), this.model.scene(this.state));
    }
    const address = formatAddress(this.state);
    if (address !== formatAddress(before)) {
      const url = address === "" ? location.pathname + location.search : address;
      history[push ? "pushState" : "replaceState"](null, "", url);
    }
    this.show();
  }

  applyAddress() {
    this.state = parseAddress(location.hash, this.viewNames);
    this.show();
  }

  show() {
    if (this.pictures.model(this.state.picture) === undefined) {
      this.open();
      return;
    }
    const scene = this.model.scene(this.state);
    byId("trouble").hidden = true;
    if (!this.pictures.has(this.state.picture)) {
      this.complain("That picture is not in this report.");
    }
    if (scene.thread === -2) {
      this.complain("That thread is not in this report.");
    }
    if (scene.sandwich?.missing === true) {
      this.complain("That method is not in this report, or the filters hide it.");
    }
    for (const { name } of this.views) {
      byId(name).hidden = name !== this.state.view;
    }
    this.controls.show(scene);
    this.view.show(scene);
    this.matches.show(this.model.scene(this.state));
  }

  /** Shows a picture for the first time; the last one stays until then. */
  async open() {
    const { picture } = this.state;
    try {
      await this.pictures.open(picture);
    } catch (problem) {
      this.complain(`That picture cannot be shown (${problem.message}).`);
      return;
    }
    if (picture === this.state.picture) {
      this.show();
    }
  }

  /** Says what is wrong with an address. */
  complain(text) {
    byId("trouble").hidden = false;
    byId("trouble").textContent = text;
  }

  /** Says something to those who listen to the page. */
  announce(text) {
    byId("moved").textContent = text;
  }

  // A trunk that holds all but a hundredth has nothing to tell: the first branching is shown. Only with many frames.
  startAtTrunk() {
    const { tree } = this.model.scene(this.state);
    let node = 0;
    while (tree.children[node] > 0 && tree.total[node + 1] > 0.99 * tree.total[0] && tree.depth[node] < tree.maxDepth - 1) {
      node++;
    }
    if (location.hash === "" && tree.depth[node] >= 8) {
      this.change({ path: tree.pathHash[node] }, false);
    }
  }

  step(by) {
    this.matches.step(by);
  }

  /** What can be done with a frame. */
  menu(tree, node, x, y) {
    if (node > 0) {
      this.contextMenu.open(fullLabel(tree, node), frameActions(this, tree, node), x, y);
    }
  }

  async copy(what, text) {
    try {
      await copyText(text);
      this.notice(`Copied ${what}.`);
    } catch (problem) {
      this.notice(`Could not copy ${what}: ${problem.message}.`);
    }
  }

  notice(text) {
    byId("notice").textContent = text;
    clearTimeout(this.noticeTimer);
    this.noticeTimer = setTimeout(() => (byId("notice").textContent = ""), 4000);
  }

  downloadMenu(button) {
    const bounds = button.getBoundingClientRect();
    const items = this.downloads(this.model.scene(this.state)).map(({ text, name, type, make }) => ({
      text,
      run: () => saveText(`fil-profile-${name}`, type, make()),
    }));
    this.contextMenu.open("Download what is shown", items, bounds.left, bounds.bottom);
  }

  /** Files to be had of what is shown. */
  downloads({ unfolded }) {
    return [
      {
        text: "Collapsed stacks",
        name: `peak${unfolded.weight.file}.collapsed.txt`,
        type: "text/plain",
        make: () => collapsedStacks(unfolded),
      },
      {
        text: "speedscope",
        name: `peak${unfolded.weight.file}.speedscope.json`,
        type: "application/json",
        make: () => speedscope(unfolded, document.title),
      },
    ];
  }

  // On paper the graph and the largest rows stand whatever view is open.
  beforePrint() {
    const scene = this.model.scene({ ...this.state, method: 0 });
    this.graph.show(scene);
    this.graph.paintForPaper(byId("paper"), PAPER_WIDTH, PAPER_ROWS);
    for (const view of this.views.filter(({ name }) => ["sites", "classes", "threads"].includes(name))) {
      view.show(scene);
    }
    byId("paper-direction").textContent = byId("direction").textContent;
    byId("paper-link").textContent = location.hash === "" ? "" : `The address of this view ends with ${location.hash}`;
    this.show();
  }

  pageKey(event) {
    const typing = event.target.closest?.("input, textarea, select, dialog") != null;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      byId("query").focus();
    }
  }
}

/** Where the frame that one scene is zoomed to is in another: its path's hash there, or 0. */
function pathIn(before, after) {
  if (before.state.upwards || after.state.upwards) {
    // What it weighs by does not change the paths.
    return JSON.stringify({ ...before.state, objects: after.state.objects }) === JSON.stringify(after.state) ? before.state.path : 0;
  }
  const [from, to] = [before.downwards, after.downwards];
  const node = before.nodeOf(before.state.path);
  const inBase = from.outOf === undefined ? node : from.outOf.indexOf(node);
  const now = node < 0 || inBase < 0 ? -1 : to.outOf === undefined ? inBase : to.outOf[inBase];
  return now < 0 ? 0 : to.pathHash[now];
}

/**
 * Makes the pictures of what the document tells its script, opens the one that the address names and the first one, and makes
 * the page of them.
 */
export async function openPage(makePictures, makePage) {
  try {
    const pictures = makePictures(JSON.parse(byId("facts").textContent));
    await pictures.open(parseAddress(location.hash, []).picture);
    await pictures.open("");
    const page = makePage(pictures);
    offerThemes(() => page.graph.coloursChanged());
    document.documentElement.dataset.ready = "true";
  } catch (problem) {
    const trouble = byId("trouble");
    trouble.hidden = false;
    trouble.textContent = `The graph cannot be shown (${problem.message}); the tables below are complete.`;
  }
}
