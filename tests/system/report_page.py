#!/usr/bin/env python3
"""The report of a run: whole, harmless whatever the texts say, and small.

usage: report_page.py PROGRAM CASE...
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from html.parser import HTMLParser
from pathlib import Path

PROGRAM = None
HOME = Path(__file__).resolve().parent.parent.parent
LIMIT_BYTES = 1_500_000

# What a page must survive in a title, in a label and in the text of a scenario.
HOSTILE = '</script><script>throw "x"</script><!-- <b onclick="y"> & \'"\\\\'

PACK = """schema = 1
kind = "teaching"
title = "{title}"
years = [0, 40]
groups = ["w", "m"]

[stage.post]
label = "{title}"
phase = "separate"
start = {{ w = 25, m = 75 }}
slots = 100
exit.leave = {{ to = "out", p = 0.1 }}

[entry.hire]
to = "post"
mode = "to_fill"
share = {{ w = 0.5, m = "rest" }}

[parity.main]
of = "post"
reference = {{ w = 0.5, m = 0.5 }}
lens = ["group"]
at_least = 0.8
k = 3
goals = [5, 30]
"""

SCENARIO = """# {comment}
schema = 1
title = "{title}"
pack = "posts"

[run]
end = 30
replicates = 3
seed = "18446744073709551615"
"""

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Elements with their attributes, the text of each script, and what was not closed in order."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.scripts, self.open, self.faults = [], [], [], []
        self.feed(text)
        self.close()
        self.faults += [f"<{name}> is left open" for name in self.open]

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.scripts[-1] += data

    def handle_comment(self, data):
        self.faults.append(f"a comment: {data[:40]}")


def toml_text(text):
    """`text` has its escapes of TOML but for quotes."""
    return text.replace('"', '\\"')


class Case(unittest.TestCase):
    def report(self, title, scenario=None, *arguments):
        holder = tempfile.TemporaryDirectory(prefix="stempath-")
        self.addCleanup(holder.cleanup)
        place = Path(holder.name)
        if scenario is None:
            scenario = "posts.toml"
            (place / "posts").mkdir()
            (place / "posts" / "pack.toml").write_text(PACK.format(title=toml_text(title)), encoding="utf-8")
            (place / scenario).write_text(SCENARIO.format(title=toml_text(title), comment=title), encoding="utf-8")
        run = subprocess.run([PROGRAM, "run", scenario, "--quiet", "--out", "there", *arguments], cwd=place,
                             env={**os.environ, "STEMPATH_HOME": str(HOME)}, capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.listed = (place / "there" / "contents.csv").read_text(encoding="utf-8")
        return ((place / "there" / "report.html").read_text(encoding="utf-8"),
                json.loads((place / "there" / "report.json").read_text(encoding="utf-8")))

    def check_whole(self, html, data):
        page = Page(html)
        self.assertEqual(page.faults, [])
        names = [name for name, _ in page.elements]
        self.assertEqual([names.count(name) for name in ("html", "head", "body", "main", "h1", "style", "script")], [1, 1, 1, 1, 1, 1, 2])
        self.assertEqual(json.loads(page.scripts[0]), data)
        self.assertNotIn("{{", page.scripts[0][:20])
        for name, attributes in page.elements:
            for key, value in attributes.items():
                self.assertFalse(key.startswith("on"), (name, key))
                if key in ("src", "href"):
                    self.assertTrue(value.startswith("#"), (name, value))  # links of sources are made when it is opened
        policy = [a["content"] for name, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
        self.assertTrue(policy and policy[0].startswith("default-src 'none'"), policy)
        return page


class Whole(Case):
    def test_page_and_data(self):
        html, data = self.report("A hundred posts")
        self.check_whole(html, data)
        self.assertEqual(data["title"], "A hundred posts")
        self.assertEqual(data["origin"]["seed"], "18446744073709551615")
        self.assertEqual([goal["year"] for goal in data["run"]["parity"]["goals"]], [5, 30])
        self.assertEqual(data["pathway"]["stages"], [{"name": "post", "label": "A hundred posts"}])
        for people in data["pathway"]["axes"][0]["persons"]:  # all posts are held at each year end
            self.assertEqual(sum(people[0]), 100)
        series = data["run"]["groups"][0]["series"]
        self.assertEqual(series["year"], list(range(31)))
        self.assertEqual(len(series["ratio"]), 31)
        for file in ("report.html", "report.json"):
            self.assertIn(f"\n{file},", self.listed)

    def test_the_parser_finds_faults(self):
        """The twin: markup that gets out of its script is seen."""
        html, data = self.report("Posts")
        with self.assertRaises(AssertionError):
            self.check_whole(html.replace('"title":"Posts"', '"title":"</script><b onclick=1>"', 1), data)


class Hostile(Case):
    def test_texts_stay_texts(self):
        html, data = self.report(HOSTILE)
        self.check_whole(html, data)
        self.assertIn("</script><script>", data["title"])
        self.assertIn("<!-- <b onclick=", data["pathway"]["stages"][0]["label"])
        self.assertIn("</script>", data["origin"]["scenario_text"])
        self.assertEqual(html.count("</script>"), 2)
        self.assertEqual(html.count("<!--"), 0)

    def test_command_line_is_quoted(self):
        _, data = self.report("Posts", None, "--set", "stage.post.start={ w = 50, m = 50 }")
        self.assertIn("--set 'stage.post.start={ w = 50, m = 50 }'", data["origin"]["command"])


class Small(Case):
    def test_the_largest_study(self):
        html, data = self.report("", "us-2050", "--scale", "0.0005", "--replicates", "1")
        self.check_whole(html, data)
        size = len(html.encode("utf-8"))
        print(f"report.html of us-2050: {size / 1e6:.2f} MB")
        self.assertLess(size, LIMIT_BYTES)
        self.assertGreater(sum(data["evidence"]["figures"].values()), 100)
        self.assertEqual(set(data["evidence"]["meanings"]), {"A", "B", "C", "judgement"})


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    PROGRAM = str(Path(sys.argv[1]).resolve())
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
