// The tool bar: what it offers, and how it shows the state. It changes nothing but by page.change().
import { methodNames, specialName } from "./labels.js";
import { element } from "./treegrid.js";
import { classKey } from "./derive.js";
import { formatCount, formatPercent } from "./units.js";

/** Ids of the buttons that are on or off, and the part of the state that each stands for. */
const TOGGLES = {
  regex: "regex",
  matching: "matching",
  upwards: "upwards",
  orientation: "flame",
  once: "once",
  classleaf: "classes",
  count: "objects",
};

const byControl = (id) => document.getElementById(id);

export class Controls {
  constructor(page, views) {
    this.page = page;
    this.views = views;
    this.addTabs();
    for (const [id, name] of Object.entries(TOGGLES)) {
      byControl(id).addEventListener("click", () => page.change({ [name]: !page.state[name] }, name !== "regex"));
    }
    byControl("show").addEventListener("change", (event) => page.change({ show: event.target.value, opened: [] }, true));
    byControl("thread").addEventListener("change", (event) => page.change({ thread: event.target.value }, true));
    byControl("query").addEventListener("input", (event) => page.change({ query: event.target.value }, false));
    byControl("query").addEventListener("keydown", (event) => this.queryKey(event));
    byControl("following").addEventListener("click", () => page.step(1));
    byControl("previous").addEventListener("click", () => page.step(-1));
    byControl("reset").addEventListener("click", () => page.reset());
    byControl("chips").addEventListener("click", (event) => this.chipClicked(event));
    byControl("more").addEventListener("click", () => this.toggleOptions());
    byControl("picture").addEventListener("change", (event) => page.choosePicture(event.target.value));
    this.fillPictures();
    this.base = null;
  }

  fillPictures() {
    const { list } = this.page.pictures;
    const options = list.map(({ name, title }, i) => Object.assign(element("option", "", title), { value: i === 0 ? "" : name }));
    byControl("picture").replaceChildren(...options);
    byControl("picture").closest("label").hidden = list.length < 2;
  }

  addTabs() {
    const list = byControl("tabs");
    for (const { name, title } of this.views) {
      const tab = element("button", "", title);
      tab.id = `tab-${name}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", name);
      tab.addEventListener("click", () => this.page.change({ view: name }, true));
      list.append(tab);
    }
    list.addEventListener("keydown", (event) => this.tabKey(event));
  }

  fillThreads({ threads }) {
    const options = threads.map(({ name }) => Object.assign(element("option", "", name), { value: name }));
    const all = Object.assign(element("option", "", `all ${formatCount(threads.length)} threads`), { value: "" });
    byControl("thread").replaceChildren(all, ...options);
    byControl("thread").closest("label").hidden = threads.length < 2;
  }

  toggleOptions() {
    const open = byControl("options").classList.toggle("open");
    byControl("more").setAttribute("aria-expanded", String(open));
  }

  /** Shows a scene's state. */
  show(scene) {
    const { state } = scene;
    if (scene.base !== this.base) {
      this.base = scene.base;
      this.fillThreads(scene.base);
    }
    const { list } = this.page.pictures;
    const picture = this.page.pictures.named(state.picture);
    byControl("picture").value = picture === list[0] ? "" : picture.name;
    byControl("sentence").hidden = picture.sentence === "";
    byControl("sentence").textContent = picture.sentence;
    for (const [id, name] of Object.entries(TOGGLES)) {
      byControl(id).setAttribute("aria-pressed", String(state[name]));
    }
    byControl("count").hidden = !scene.canCount;
    byControl("count").textContent = scene.base.counts.title;
    const { uses } = this.views.find(({ name }) => name === state.view);
    for (const part of document.querySelectorAll("[data-for]")) {
      part.hidden = uses[part.dataset.for] !== true;
    }
    byControl("show").value = state.show;
    byControl("thread").value = scene.thread === -2 ? "" : state.thread;
    if (byControl("query").value !== state.query) {
      byControl("query").value = state.query;
    }
    for (const id of ["following", "previous"]) {
      byControl(id).disabled = state.query === "" || uses.tree !== true;
    }
    byControl("matching").disabled = state.query === "";
    for (const { name } of this.views) {
      const tab = byControl(`tab-${name}`);
      tab.setAttribute("aria-selected", String(name === state.view));
      tab.tabIndex = name === state.view ? 0 : -1;
    }
    this.showChips(scene);
  }

  /** One chip for each filter, to take it back, and what all of them leave. */
  showChips(scene) {
    const { state } = scene;
    const { base } = scene;
    const chips = [
      ...(state.thread === "" ? [] : [["thread", 0, `thread ${state.thread}`]]),
      ...state.without.map((key) => ["without", key, `without ${nameOfKey(base, key)}`]),
      ...state.only.map((key) => ["only", key, `only ${nameOfKey(base, key)}`]),
      ...(state.matching && state.query !== "" ? [["matching", 0, `only stacks with ${state.query}`]] : []),
      ...(state.opened.length > 0 ? [["opened", 0, `${formatCount(state.opened.length)} unfolded`]] : []),
      ...(scene.sandwich === null ? [] : [["method", 0, `all calls of ${scene.sandwich.rootName ?? "a method"}`]]),
    ].map(([kind, key, text]) => {
      const chip = element("button", "chip", text);
      chip.dataset.kind = kind;
      chip.dataset.key = String(key);
      chip.title = "Take this back";
      return chip;
    });
    if (scene.isFiltered) {
      const share = formatPercent(scene.whole > 0 ? scene.total / scene.whole : 0);
      const left = `leaves ${scene.weight.format(scene.total)}, ${share} ${scene.downwards.ofWhole}`;
      chips.push(element("span", "left", left));
    }
    byControl("chips").replaceChildren(...chips);
    byControl("chips").hidden = chips.length === 0;
  }

  chipClicked(event) {
    const chip = event.target.closest("[data-kind]");
    if (chip === null) {
      return;
    }
    const { state } = this.page;
    const key = Number(chip.dataset.key);
    const undone = {
      thread: { thread: "" },
      matching: { matching: false },
      opened: { opened: [] },
      method: { method: 0 },
      without: { without: state.without.filter((each) => each !== key) },
      only: { only: state.only.filter((each) => each !== key) },
    }[chip.dataset.kind];
    this.page.change(undone, true);
    (byControl("chips").querySelector("button") ?? byControl("query")).focus();
  }

  queryKey(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      this.page.step(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && this.page.state.query !== "") {
      event.preventDefault();
      this.page.change({ query: "" }, false);
    }
  }

  tabKey(event) {
    const names = this.views.map(({ name }) => name);
    const index = names.indexOf(this.page.state.view);
    const target = {
      ArrowRight: (index + 1) % names.length,
      ArrowLeft: (index + names.length - 1) % names.length,
      Home: 0,
      End: names.length - 1,
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.page.change({ view: names[target] }, true);
      byControl(`tab-${names[target]}`).focus();
    }
  }
}

/** The frame or class that a filter's key names, in words. */
export function nameOfKey(base, key) {
  const frame = base.frames.find(({ method, line }) => base.linkKey(method.key, line) === key);
  if (frame !== undefined) {
    const { method, line } = frame;
    return methodNames(method).middle + (line > 0 ? `:${line}` : "");
  }
  const index = base.classes.findIndex((_, each) => classKey(base, each) === key);
  if (index >= 0) {
    return base.classes[index].name;
  }
  const special = Int32Array.from(base.frame).findIndex((each, node) => node > 0 && each < 0 && base.frameKey(node) === key);
  return special >= 0 ? specialName(base, special) : "something that is not in this report";
}

const THEMES = ["auto", "light", "dark"];

/** The button that chooses the colours. */
export function offerThemes(changed) {
  const button = byControl("theme");
  const current = () => document.documentElement.dataset.theme ?? "auto";
  const show = () => {
    button.textContent = `Theme: ${current()}`;
  };
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length];
    if (next === "auto") {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = next;
    }
    try {
      localStorage.setItem("fil-profile-theme", next);
    } catch {
      // Storage can be forbidden; the choice then lasts as long as the page.
    }
    show();
    changed();
  });
  show();
}
