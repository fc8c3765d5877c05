#!/usr/bin/env python3
"""Opens results.nc with programs of others: ncdump, and xarray by way of netCDF4 and of h5netcdf.

usage: results_file.py PROGRAM CASE...

It needs netcdf-bin, python3-xarray, python3-netcdf4 and python3-h5netcdf, and fails where they are missing. When the Python
that runs it has no xarray, Debian's own is tried.
"""
import csv
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

DEBIAN_PYTHON = "/usr/bin/python3"
PACKAGES = "netcdf-bin python3-xarray python3-netcdf4 python3-h5netcdf"

try:
    import h5netcdf  # noqa: F401  (an engine of xarray)
    import netCDF4
    import numpy as np
    import xarray as xr
except ImportError as missing:
    if os.path.realpath(sys.executable) != os.path.realpath(DEBIAN_PYTHON) and os.path.exists(DEBIAN_PYTHON):
        os.execv(DEBIAN_PYTHON, [DEBIAN_PYTHON, "-B", *sys.argv])
    sys.exit(f"{missing}. This test needs these packages: apt-get install {PACKAGES}")
if shutil.which("ncdump") is None:
    sys.exit(f"ncdump is missing. This test needs these packages: apt-get install {PACKAGES}")

ENGINES = ("netcdf4", "h5netcdf")
PACKS = Path(__file__).resolve().parent.parent / "packs"
PROGRAM = None

# A hundred posts: as small as a study gets.
POSTS_PACK = """schema = 1
kind = "teaching"
title = "A hundred posts, held by a quarter of women"
years = [0, 400]
groups = ["w", "m"]

[stage.post]
phase = "separate"
start = { w = 25, m = 75 }
slots = 100
exit.leave = { to = "out", p = 0.1 }

[entry.hire]
to = "post"
mode = "to_fill"
share = { w = 0.5, m = "rest" }

[parity.main]
of = "post"
reference = { w = 0.5, m = 0.5 }
lens = ["group"]
index = "share"
group = "w"
at_least = 0.45
k = 3
"""

POSTS = """schema = 1
title = "Posts"
pack = "posts"

[run]
end = 300
replicates = 2000
seed = 7
record = "replicates"
"""

MARKET = f"""schema = 1
title = "Ein Markt für Übergänge"
pack = "{PACKS / 'two_axes'}"

[run]
end = 10
scale = 0.5
replicates = "2..6"
seed = "18446744073709551615"
record = "replicates"
"""

# What docs/results-file.md states of the study POSTS.
STATED_MB = 3
STATED_PEAK_MB = 60


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


class Case(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="stempath-")
        self.addCleanup(holder.cleanup)
        self.place = Path(holder.name)
        (self.place / "posts").mkdir()
        (self.place / "posts" / "pack.toml").write_text(POSTS_PACK, encoding="utf-8")
        (self.place / "posts.toml").write_text(POSTS, encoding="utf-8")
        (self.place / "market.toml").write_text(MARKET, encoding="utf-8")

    def run_program(self, *arguments):
        run = subprocess.run([PROGRAM, *arguments], cwd=self.place, capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def run_market(self, *arguments):
        """The study MARKET, what --json says of it, and its directory."""
        document = json.loads(self.run_program("run", "market.toml", "--json", *arguments))
        return document, self.place / document["results_dir"]


class Opens(Case):
    def test_ncdump_reads_all_of_it(self):
        _, results = self.run_market()
        file = results / "results.nc"
        kind = subprocess.run(["ncdump", "-k", file], capture_output=True, text=True, check=True)
        self.assertEqual(kind.stdout.strip(), "netCDF-4")
        head = subprocess.run(["ncdump", "-h", file], capture_output=True, text=True, check=True).stdout
        for line in ("replicate = 5 ;", "group = 6 ;", "year = ", "int year(year) ;", "string group(group) ;",
                     'year:units = "1" ;', "double stocks_mean(year, stage, field, home, group) ;",
                     "int stocks(replicate, year, stage, field, home, group) ;",
                     "int hires(replicate, year, market, source, home, group) ;",
                     "exit_of_shortages = 1 ;", "string scenario ;", "string resolved_model ;",
                     "stocks:_FillValue = -2147483647 ;", "stocks_mean:_FillValue = NaN ;",
                     ':Conventions = "CF-1.10" ;', ":seed = 18446744073709551615ULL ;"):
            self.assertIn(line, head)
        # Every dimension is one of ours; a library that finds none invents "phony" ones.
        self.assertNotIn("phony", head)
        everything = subprocess.run(["ncdump", file], capture_output=True, text=True, check=True).stdout
        self.assertIn("für Übergänge", everything)

    def test_xarray_finds_names_values_units_and_texts(self):
        document, results = self.run_market()
        resolved = self.run_program("run", "market.toml", "--print-resolved")
        for engine in ENGINES:
            with self.subTest(engine=engine), xr.open_dataset(results / "results.nc", engine=engine) as data:
                # To the last year reported, and one more that confirms parity (k = 2).
                self.assertEqual(data.year.values.tolist(), list(range(0, 12)))
                self.assertEqual(data.year.dtype.kind, "i")
                self.assertEqual(data.replicate.values.tolist(), [2, 3, 4, 5, 6])
                self.assertEqual(sorted(data.group.values),
                                 sorted(f"{origin}.{sex}" for sex in ("women", "men")
                                        for origin in ("north", "south", "abroad")))
                self.assertEqual(data.stage.values.tolist(), ["study", "seeking", "post", "away"])
                self.assertEqual(data.source.values.tolist(), ["study", "seeking", "post", "away", "outside"])
                for name, variable in data.variables.items():
                    self.assertIn("long_name", variable.attrs, name)
                    if variable.dtype.kind in "if":
                        self.assertEqual(variable.attrs["units"], "1", name)
                self.assertEqual(data.scenario.item(), MARKET)
                self.assertEqual(data.resolved_model.item(), resolved)
                self.check_attributes(data.attrs, document)
                self.check_inputs(data)

    def check_attributes(self, attributes, document):
        for key in ("digest", "ledger_digest", "seed", "replicates", "first_replicate", "scale", "end_year", "pack",
                    "level"):
            self.assertEqual(attributes[key], document[key], key)
        self.assertEqual(attributes["title"], "Ein Markt für Übergänge")
        self.assertEqual(attributes["scenario_sha256"], sha256(self.place / "market.toml"))
        self.assertGreater(attributes["wall_s"], 0)
        for key in ("build_id", "compiler", "draw_contract", "date_created", "pack_sha256"):
            self.assertTrue(attributes[key], key)

    def check_inputs(self, data):
        hashes = {}
        for file, digest in zip(data.input.values, data.input_sha256.values):
            self.assertEqual(digest, sha256(self.place / file), file)
            hashes[Path(file).name] = digest
        self.assertIn("pack.toml", hashes)
        del hashes["market.toml"]
        lines = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
        self.assertEqual(data.attrs["pack_sha256"], hashlib.sha256(lines.encode()).hexdigest())

    def test_every_figure_of_the_tables_is_in_it(self):
        document, results = self.run_market()
        tables = [row["name"] for row in rows_of(results / "tables.csv")]
        for engine in ENGINES:
            with self.subTest(engine=engine), xr.open_dataset(results / "results.nc", engine=engine) as data:
                for name in tables:
                    if name not in ("replicates", "measures") and not name.startswith("parity"):
                        self.check_measure(name, results, data)
                self.check_parity(results, data)
                self.check_people(results, data)
                self.check_replicates(results, data)
                self.assertEqual(document["persons"], int(data.population.sel(year=0).sum()) // 5)

    def check_measure(self, name, results, data):
        rows = rows_of(results / f"{name}.csv")
        if f"{name}_mean" not in data:
            self.assertEqual(rows, [], name)
            return
        mean, sd = data[f"{name}_mean"], data[f"{name}_sd"]
        seen = np.zeros(mean.shape, bool)
        for row in rows:
            at = tuple(list(data[dimension].values).index(
                type(data[dimension].values[0])(row[dimension.split("_of_")[0]])) for dimension in mean.dims)
            np.testing.assert_allclose(mean.values[at], float(row["mean"]), rtol=1e-11)
            np.testing.assert_allclose(sd.values[at], float(row["sd"]), rtol=1e-11, atol=1e-11)
            seen[at] = True
        # A cell without a row is zero in every replicate.
        self.assertTrue((mean.values[~seen] == 0).all(), name)
        counts = data[name].values
        self.assertTrue((counts[:, ~seen] == 0).all(), name)
        np.testing.assert_allclose(counts.mean(axis=0) / data.attrs["scale"], mean.values, rtol=1e-12)
        np.testing.assert_allclose(counts.std(axis=0, ddof=1) / data.attrs["scale"], sd.values, rtol=1e-9, atol=1e-9)

    def check_parity(self, results, data):
        for row in rows_of(results / "parity.csv"):
            here = data.sel(lens_group=row["group"], year=int(row["year"]))
            self.assertEqual(here.lens_axis.item(), row["axis"])
            self.assertEqual(here.deciding.item(), float(row["deciding"]))
            for column in ("share_workforce", "share_reference", "ratio", "ratio_low", "ratio_high"):
                np.testing.assert_allclose(here[column].item(), float(row[column] or "nan"), rtol=1e-11)
        self.assertTrue(np.isnan(data.ratio.sel(year=slice(data.attrs["end_year"] + 1, None))).all())

    def check_people(self, results, data):
        bands = ("", "_low", "_high")
        rows = rows_of(results / "parity_people.csv")
        self.assertGreater(len(rows), 0)
        for row in rows:
            here = data.sel(lens_group=row["group"], year=int(row["year"]))
            for column, variable, unit in (("difference", "difference", 100), ("missing", "missing", 1),
                                           ("entrants", "entrants_of_group", 1), ("residents", "residents_of_group", 1),
                                           *((name, f"{name}_of_group", 1) for name in ("careers", "returned", "moved_in"))):
                for end in bands:
                    np.testing.assert_allclose(unit * here[variable + end].item(), float(row[column + end] or "nan"),
                                               rtol=1e-10, atol=1e-10)
        for row in rows_of(results / "parity_axes.csv"):
            if row["axis"] != "everybody":
                here = data.sel(parity_axis=row["axis"], year=int(row["year"]))
                for end in bands:
                    np.testing.assert_allclose(here["proportionality" + end].item(), float(row["proportionality" + end]),
                                               rtol=1e-11)
                    np.testing.assert_allclose(here["missing_in_all" + end].item(), float(row["missing" + end]),
                                               rtol=1e-10, atol=1e-10)

    def check_replicates(self, results, data):
        rows = rows_of(results / "replicates.csv")
        self.assertEqual([int(row["replicate"]) for row in rows], data.replicate.values.tolist())
        self.assertEqual([row["digest"] for row in rows], data.replicate_digest.values.tolist())
        self.assertEqual([row["ledger_digest"] for row in rows], data.replicate_ledger_digest.values.tolist())
        for column in ("persons", "person_years", "parity_first_year", "parity_lost_year", "parity_kept_since"):
            np.testing.assert_array_equal([float(row[column] or "nan") for row in rows], data[column].values)

    def test_counts_are_integers_with_fill_values_of_their_own_type(self):
        _, results = self.run_market()
        with netCDF4.Dataset(results / "results.nc") as data:
            data.set_auto_mask(False)
            for name, variable in data.variables.items():
                is_coordinate = name in data.dimensions
                if variable.dtype is str:
                    self.assertNotIn("_FillValue", variable.ncattrs())
                elif is_coordinate:
                    self.assertNotIn("_FillValue", variable.ncattrs())
                    self.assertEqual(variable.dtype.kind, "i")
                else:
                    self.assertEqual(np.asarray(variable.getncattr("_FillValue")).dtype, variable.dtype)
            self.assertEqual(data["stocks"].dtype, np.int32)
            self.assertGreater(data["stocks"][:].sum(), 0)
            self.assertEqual(list(data.groups), [])

    def test_without_recording_it_holds_means_alone(self):
        _, results = self.run_market("--set", "run.record=sums")
        with xr.open_dataset(results / "results.nc") as data:
            self.assertNotIn("stocks", data)
            self.assertIn("stocks_mean", data)
            self.assertIn("parity_first_year", data)
            self.assertEqual(data.attrs["record"], "sums")


    def test_stocks_by_years_in_stage_come_on_request(self):
        _, results = self.run_market("--set", "run.record=years_in_stage")
        with xr.open_dataset(results / "results.nc") as data:
            self.assertEqual(data.years_in_stage.dims, ("replicate", "year", "stage", "years", "group"))
            self.assertEqual(data.years.values.tolist(), list(range(100)))
            self.assertTrue((data.years_in_stage.sum("years") == data.stocks.sum(["field", "home"])).all())
            # Posts end after 20 years.
            self.assertEqual(data.years_in_stage.sel(stage="post", years=slice(20, None)).sum(), 0)
            self.assertGreater(data.years_in_stage.sel(stage="post", years=19).sum(), 0)


class Size(Case):
    def test_two_thousand_recorded_replicates_of_a_small_pack_stay_small(self):
        document = json.loads(self.run_program("run", "posts.toml", "--json"))
        file = self.place / document["results_dir"] / "results.nc"
        print(f"results.nc of 2,000 replicates over 300 years: {file.stat().st_size / 1e6:.2f} MB")
        self.assertLess(file.stat().st_size, STATED_MB * 1e6)
        with xr.open_dataset(file) as data:
            self.assertEqual(data.stocks.dims, ("replicate", "year", "stage", "field", "home", "group"))
            self.assertTrue((data.stocks.sum(dim=["stage", "field", "home", "group"]) == 100).all())
            self.assertGreater(len(set(data.stocks.sel(year=300, group="w").values.ravel())), 10)
            # The first year of parity follows from the counts: from then on 45 % for three years.
            women = data.stocks.sel(group="w").sum(dim=["stage", "field", "home"]).values >= 45
            lasting = women[:, :-2] & women[:, 1:-1] & women[:, 2:]
            first = np.where(lasting.any(axis=1), lasting.argmax(axis=1), np.nan)
            np.testing.assert_array_equal(first, data.parity_first_year.values)

    def test_replicates_are_summed_as_they_finish(self):
        """What is kept of a replicate without recording: under 4 kB; its tables alone take 15."""
        def peak(replicates, *more):
            text = self.run_program("run", "posts.toml", "--json", "--set", "run.end=100", "--replicates",
                                    str(replicates), *more)
            return json.loads(text)["peak_rss_bytes"]
        few, many = (peak(n, "--set", "run.record=sums") for n in (100, 10_100))
        a_replicate = (many - few) / 10_000
        print(f"peak memory of 10,100 replicates: {many / 1e6:.0f} MB, {a_replicate:.0f} bytes for each")
        self.assertLess(a_replicate, 4000)
        self.assertLess(many, STATED_PEAK_MB * 1e6)


class Killed(Case):
    def test_kill_9_while_writing_leaves_the_old_file_or_none(self):
        """Fifty kills, half of them from the moment on at which results.nc is begun."""
        chance = random.Random(20260101)
        run = ["run", "posts.toml", "--quiet", "--set", "run.end=390", "--replicates", "100", "--threads", "1"]
        self.run_program(*run)
        target = self.place / "results" / "posts"
        whole = self.digest(target)
        self.run_program(*run, "--seed", "8")
        other = self.digest(target)
        self.assertNotEqual(whole, other)
        writing_s = self.writing_time(run)
        begun = 0
        for kill in range(50):
            has_old = kill % 4 < 2
            shutil.rmtree(self.place / "results", ignore_errors=True)
            if has_old:
                shutil.copytree(self.saved, target)
            wait_for, most_s = (("results.nc", 0.003) if kill % 2 else ("provenance.json", writing_s))
            self.kill_run([*run, "--seed", "8"], wait_for, chance.uniform(0, most_s))
            left = [path for path in (self.place / "results").glob(".posts.partial-*/results.nc")]
            begun += len(left)
            if target.exists():
                self.assertIn(self.digest(target), (whole, other) if has_old else (other,))
            else:
                self.assertFalse(has_old, "the old results are gone")
        print(f"50 kills, {begun} of them after results.nc was begun and before it was in its place")
        self.assertGreater(begun, 5)
        # The next run clears up and writes its own.
        self.run_program(*run)
        self.assertEqual(os.listdir(self.place / "results"), ["posts"])
        self.assertEqual(self.digest(target), whole)

    def digest(self, target):
        """Of a file that opens and is whole to its last variable."""
        with xr.open_dataset(target / "results.nc") as data:
            self.assertEqual(data.stocks_mean.sum(dim=["stage", "field", "home", "group"]).values[-1], 100)
            self.assertGreater(float(data.ratio_high.sum()), 0)
            self.assertGreater(int(data.vital.size), 0)
            return data.attrs["digest"]

    def writing_time(self, run):
        """Seconds from the first file to the last; keeps the results of seed 7 for the kills."""
        shutil.rmtree(self.place / "results")
        process = self.start(run)
        self.until(process, "provenance.json")
        began = time.monotonic()
        process.wait()
        self.saved = self.place / "saved"
        shutil.copytree(self.place / "results" / "posts", self.saved)
        return time.monotonic() - began

    def start(self, run):
        return subprocess.Popen([PROGRAM, *run], cwd=self.place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def until(self, process, file):
        """Waits until the run has begun a file, or has ended."""
        partial = None
        while process.poll() is None:
            if partial is None:
                partial = next((self.place / "results").glob(".posts.partial-*"), None)
                time.sleep(0.002)
            elif os.path.exists(partial / file):
                return

    def kill_run(self, run, file, delay_s):
        process = self.start(run)
        self.until(process, file)
        time.sleep(delay_s)
        process.kill()
        process.wait()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    PROGRAM = str(Path(sys.argv[1]).resolve())
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
