// What a search finds in the scene that is shown: its sum in words, and the match that a reader stands at.
import { formatCount, formatPercent } from "./units.js";

export class Matches {
  /** @param page tells view and state, and goes where a match can be shown */
  constructor(page) {
    this.page = page;
    this.nodes = [];
    this.words = "";
    this.at = -1;
  }

  /** Takes up what is found in a scene, from the beginning unless it is the same as before. */
  show(scene) {
    const { picture, query, regex, upwards, matching } = scene.state;
    const key = JSON.stringify([picture, query, regex, upwards, matching, scene.filterKey, scene.downwardsKey]);
    if (key === this.key) {
      return;
    }
    const { found } = scene;
    Object.assign(this, { key, at: -1, nodes: found?.nodes ?? [], words: found === null ? "" : inWords(scene) });
    this.tell(this.words);
  }

  /** Goes to the next or previous match, round and round. */
  step(by) {
    const { page } = this;
    const count = this.nodes.length;
    if (count === 0) {
      return;
    }
    if (page.view.goTo === undefined || (page.state.view === "graph" && page.state.method !== 0)) {
      page.change({ view: "graph", method: 0 }, true);
    }
    this.at = this.at < 0 ? (by > 0 ? 0 : count - 1) : (this.at + by + count) % count;
    this.tell(`${formatCount(this.at + 1)} of ${formatCount(count)} · ${this.words}`);
    page.view.goTo(this.nodes[this.at]);
  }

  tell(text) {
    document.getElementById("found").textContent = text;
  }
}

function inWords({ found, search, whole, weight, downwards }) {
  const count = found.nodes.length;
  const share = formatPercent(whole > 0 ? found.total / whole : 0);
  return (
    (search.error === "" ? "" : `${search.error}. Searching for the plain text. `) +
    (count === 0
      ? "No match"
      : `Matches: ${formatCount(count)} ${count === 1 ? "frame" : "frames"}, ${weight.format(found.total)}, ${share} ${downwards.ofWhole}`)
  );
}
