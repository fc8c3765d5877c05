"use strict";

// Numbers and names in words.

const isNumber = (x) => typeof x === "number" && Number.isFinite(x);
const none = "–";

// "45.1 million", "12,300", "740": no more digits than a plan needs.
function people(count) {
  if (!isNumber(count)) return none;
  const size = Math.abs(count);
  if (size >= 999.5e6) return `${(count / 1e9).toFixed(size >= 99.95e9 ? 0 : 1)} billion`;
  if (size >= 999500) return `${(count / 1e6).toFixed(size >= 99.95e6 ? 0 : 1)} million`;
  const step = size >= 9995 ? 100 : size >= 995 ? 10 : 1;
  return (Math.round(count / step) * step || 0).toLocaleString("en-US");
}

function percent(share) {
  return isNumber(share) ? `${(100 * share).toFixed(share !== 0 && Math.abs(share) < 0.0995 ? 1 : 0)}\u00a0%` : none;
}

const points = (share) => (isNumber(share) ? `${share > 0 ? "+" : ""}${(100 * share).toFixed(1)}` : none);
const ratio = (x) => (isNumber(x) ? x.toFixed(2) : none);

// Up to four digits, as tables of mixed units need them.
function number(x) {
  if (!isNumber(x)) return none;
  const size = Math.abs(x);
  if (size >= 1e4) return people(x);
  return String(Number(x.toPrecision(size >= 1000 ? 4 : 3)));
}

function words(name) {
  return String(name).replace(/_/g, " ").replace(/\./g, " by ");
}

const axisWords = (axis) => (axis === "together" ? "groups taken together" : words(axis.replace("race_ethnicity", "race and ethnicity")));

// A number and its percent sign, and two ages, stay on one line.
const tidy = (text) => String(text).replace(/(\d) %/g, "$1\u00a0%").replace(/(\d)-(?=\d)/g, "$1\u2011");

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const sentence = (text) => capital(/[.!?]$/.test(text) ? text : `${text}.`);
