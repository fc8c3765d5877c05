// Elements of the page: all that the data say goes in as text.

const svgSpace = "http://www.w3.org/2000/svg"; // a name, not an address

// Text goes in as text: nothing in the data is ever read as markup.
function add(parent, name, attributes, ...children) {
  const node = fill(document.createElement(name), attributes, children);
  if (parent) parent.append(node);
  return node;
}

function draw(parent, name, attributes, ...children) {
  const node = fill(document.createElementNS(svgSpace, name), attributes, children);
  parent.append(node);
  return node;
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) if (value !== null && value !== undefined) node.setAttribute(key, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function section(id, title) {
  const part = add(document.getElementById("content"), "section", { id, "aria-labelledby": `${id}-title` });
  add(part, "h2", { id: `${id}-title` }, title);
  const item = add(document.getElementById("parts"), "li");
  add(item, "a", { href: `#${id}` }, title);
  return part;
}

// A cell is a text, or {text, range, meter, node}. The first `heads` columns are texts; the rest are numbers.
function table(parent, caption, head, rows, { heads = 1, texts = [], name = null } = {}) {
  const id = `table-${document.querySelectorAll("table").length + 1}`;
  add(parent, "p", { class: "caption", id }, caption); // outside the frame, so that it never scrolls away
  const frame = add(parent, "div", { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": id });
  const grid = add(frame, "table", { class: name, "aria-labelledby": id });
  const kind = (column) => (texts.includes(column) ? "t" : column < heads ? null : "n");
  const top = add(add(grid, "thead"), "tr");
  head.forEach((text, column) => add(top, "th", { scope: "col", class: kind(column) }, text));
  const body = add(grid, "tbody");
  for (const row of rows) {
    const line = add(body, "tr");
    row.forEach((cell, column) => {
      const place = add(line, column === 0 ? "th" : "td", { scope: column === 0 ? "row" : null, class: kind(column) });
      const told = cell !== null && typeof cell === "object" ? cell : { text: cell };
      place.append(told.node || String(told.text ?? none));
      if (told.range) add(place, "span", { class: "range" }, told.range);
      if (told.meter > 0) add(place, "span", { class: "meter", style: `width:${(100 * told.meter).toFixed(1)}%` });
    });
  }
  return grid;
}

function folded(parent, title) {
  const details = add(parent, "details");
  add(details, "summary", null, title);
  return details;
}

// "0.71" with "0.69 to 0.73" below where there is a range.
function ranged(series, key, year, format) {
  return { text: format(at(series, key, year)), range: range(at(series, `${key}_low`, year), at(series, `${key}_high`, year), format) };
}

// Null where there is no range, or none that can be told apart in so few digits.
function range(low, high, format) {
  return isNumber(low) && isNumber(high) && format(low) !== format(high) ? `${format(low)} to ${format(high)}` : null;
}
