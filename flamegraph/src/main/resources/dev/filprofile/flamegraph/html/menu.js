// A menu that opens at a place, is walked by keys, and gives the focus back when it closes.
import { element } from "./treegrid.js";

export class Menu {
  constructor() {
    this.element = element("div", "menu");
    this.element.setAttribute("role", "menu");
    this.element.hidden = true;
    document.querySelector("main").append(this.element);
    this.before = null;
    this.element.addEventListener("keydown", (event) => this.keyDown(event));
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(event.relatedTarget)) {
        this.close(false);
      }
    });
  }

  /**
   * @param label what the menu is for
   * @param items { text, run } of the items, in order
   * @param x where to open, in pixels of the window
   */
  open(label, items, x, y) {
    const before = this.before ?? document.activeElement;
    this.element.setAttribute("aria-label", label);
    this.element.replaceChildren(
      ...items.map(({ text, run }) => {
        const item = element("button", "", text);
        item.setAttribute("role", "menuitem");
        item.tabIndex = -1;
        item.addEventListener("click", () => {
          this.close(true);
          run();
        });
        return item;
      }),
    );
    this.element.hidden = false;
    const { style, offsetWidth, offsetHeight } = this.element;
    style.left = `${Math.max(4, Math.min(x, innerWidth - offsetWidth - 4))}px`;
    style.top = `${Math.max(4, Math.min(y, innerHeight - offsetHeight - 4))}px`;
    this.element.firstElementChild.focus();
    this.before = before;
  }

  close(back) {
    if (this.element.hidden) {
      return;
    }
    const { before } = this;
    this.before = null;
    this.element.hidden = true;
    if (back) {
      before?.focus({ preventScroll: true });
    }
  }

  keyDown(event) {
    const items = [...this.element.children];
    const index = items.indexOf(document.activeElement);
    const targets = {
      ArrowDown: (index + 1) % items.length,
      ArrowUp: (index + items.length - 1) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      this.close(true);
    } else if (targets[event.key] !== undefined) {
      event.preventDefault();
      items[targets[event.key]].focus();
    }
    event.stopPropagation();
  }
}
