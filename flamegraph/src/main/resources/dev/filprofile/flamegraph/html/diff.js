// The page of a comparison: its pictures, its views.
import { DiffGraphView } from "./diffgraph.js";
import { DiffPictures } from "./diffpictures.js";
import { DiffClassesView, DiffMethodsView, DiffSitesView, DiffTreeView } from "./diffviews.js";
import { openPage, Page } from "./page.js";

class DiffPage extends Page {
  // All pictures have the same paths.
  choosePicture(picture) {
    this.change({ picture }, true);
  }

  // What width and colour mean belongs to the graph alone.
  show() {
    super.show();
    document.getElementById("sentence").hidden = this.state.view !== "graph";
  }
}

const DIFF_VIEWS = {
  graph: DiffGraphView,
  tree: DiffTreeView,
  sites: DiffSitesView,
  methods: DiffMethodsView,
  classes: DiffClassesView,
};

openPage(
  (facts) => new DiffPictures(facts),
  (pictures) => new DiffPage(pictures, DIFF_VIEWS),
);
