// The page as a whole.

function show(data) {
  data.run.groups = data.run.groups.filter((group) => group.series.year); // those without a year have nothing to show
  showHead(data);
  for (const part of [showAnswer, showRatios, showCareers, showMissing, showPathway, showEntrants, showDefinitions, showMeasures, showNoise, showFit,
    showMeanings, showEvidence, showOrigin]) part(data);
  document.getElementById("footer").textContent = `Made by stempath ${data.run.version}. This page asks nothing of any network.`;
}

if (typeof module !== "undefined")
  module.exports = { people, percent, points, ratio, number, words, indexOf, at, workforceSize, missing, byAxis, ticks, extent, scale, linePath, bandPath, safeLink, chance, chanceWords, likelihood, lowest };
// On paper nothing can be unfolded: tables are printed open, and folded again.
function unfoldForPrinting() {
  const folded = () => document.querySelectorAll("details:not([open])");
  let opened = [];
  window.addEventListener("beforeprint", () => (opened = [...folded()]).forEach((details) => (details.open = true)));
  window.addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));
}

if (typeof document !== "undefined") unfoldForPrinting();
if (typeof document !== "undefined") show(JSON.parse(document.getElementById("data").textContent));
