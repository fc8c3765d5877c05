// Scales, ticks and paths of charts.

// Round numbers that cover [low, high], about `count` of them.
function ticks(low, high, count) {
  const raw = (high - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((multiple) => multiple * power * Math.SQRT2 >= raw);
  const all = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) all.push(Number((k * step).toPrecision(12)));
  return all;
}

// The range of numbers with a margin; never empty.
function extent(numbers) {
  const known = numbers.filter(isNumber);
  if (known.length === 0) return [0, 1];
  const low = Math.min(...known), high = Math.max(...known);
  const margin = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low - margin, high + margin];
}

const scale = ([from, to], [left, right]) => (x) => left + ((x - from) / (to - from || 1)) * (right - left);

// Path of a line; a number that does not exist breaks it.
function linePath(xs, ys) {
  let path = "", pen = "M";
  xs.forEach((x, i) => {
    if (!isNumber(ys[i])) return void (pen = "M");
    path += `${pen}${x.toFixed(1)},${ys[i].toFixed(1)}`;
    pen = "L";
  });
  return path;
}

// Closed path between two lines, over the places where both exist.
function bandPath(xs, lows, highs) {
  const both = xs.map((x, i) => [x, lows[i], highs[i]]).filter(([, low, high]) => isNumber(low) && isNumber(high));
  if (both.length < 2) return "";
  const there = both.map(([x, low]) => `${x.toFixed(1)},${low.toFixed(1)}`);
  const back = both.reverse().map(([x, , high]) => `${x.toFixed(1)},${high.toFixed(1)}`);
  return `M${there.join("L")}L${back.join("L")}Z`;
}

// Only web addresses become links; all else a source may say stays text.
function safeLink(text) {
  const found = /https?:\/\/[^\s<>"']+/.exec(String(text));
  return found ? found[0].replace(/[.,;)]+$/, "") : null;
}
