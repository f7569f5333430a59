// Unpacks the page's script and runs it: packed, each report carries a third of it. The content security policy knows its
// hash, as it knows this one's.
(async () => {
  try {
    const code = atob(document.getElementById("code").textContent);
    const packed = Uint8Array.from(code, (character) => character.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.body.append(script);
  } catch (problem) {
    const trouble = document.getElementById("trouble");
    trouble.hidden = false;
    trouble.textContent =
      typeof DecompressionStream === "undefined"
        ? "This browser is too old for the graph and the tree; the tables below are complete."
        : `The graph cannot be shown (${problem.message}); the tables below are complete.`;
  }
})();
