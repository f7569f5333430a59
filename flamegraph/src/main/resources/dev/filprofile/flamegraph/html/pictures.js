// The pictures that a report has: the heap at its peak, and perhaps memory outside it. Each is decoded when it is first shown.
import { decodeProfile } from "./decode.js";
import { Model } from "./scene.js";
import { CallTree } from "./tree.js";
import { countOf } from "./weight.js";

export class Pictures {
  /** @param list name, title, sentence, moment, name of the whole and of what is counted of each, the heap's first */
  constructor(list) {
    this.list = list;
    this.models = new Map();
  }

  /** The picture of that name; the first for a name that is not in this report. */
  named(name) {
    return this.list.find((each) => each.name === name) ?? this.list[0];
  }

  /** Whether there is a picture of that name; "" means the first. */
  has(name) {
    return name === "" || this.list.some((each) => each.name === name);
  }

  /** What can be shown of a picture; undefined until it was opened. */
  model(name) {
    return this.models.get(this.named(name).name);
  }

  /** Decodes a picture; once. Rejects when the browser cannot or the data is damaged. */
  async open(name) {
    const picture = this.named(name);
    if (!this.models.has(picture.name)) {
      const columns = await decodeProfile(document.getElementById(`picture-${picture.name}`).textContent);
      const tree = new CallTree({
        ...columns,
        moment: picture.moment,
        wholeName: picture.whole,
        counts: countOf(picture.counted),
      });
      this.models.set(picture.name, new Model(tree));
    }
  }
}
