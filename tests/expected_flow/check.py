#!/usr/bin/env python3
"""The United States to 2050 with interactions off, solved in expected people: the mean of the program's runs must agree.

usage: check.py PROGRAM [--full] [CASE...]

The solver is written from docs/packs.md and shares nothing with the program. Compared are people, stocks, the STEM workforce,
the shares of the groups in it, exits, hires, births, arrivals and leavers by group, every year; docs/verification.md says how.
--full: more people and replicates. It needs python3-numpy and python3-netcdf4, and fails where they are missing. When the
Python that runs it has none, Debian's own is tried.
"""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

DEBIAN_PYTHON = "/usr/bin/python3"
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

try:
    import netCDF4  # noqa: F401
    import numpy as np
except ImportError as missing:
    if os.path.realpath(sys.executable) != os.path.realpath(DEBIAN_PYTHON) and os.path.exists(DEBIAN_PYTHON):
        os.execv(DEBIAN_PYTHON, [DEBIAN_PYTHON, "-B", *sys.argv])
    sys.exit(f"{missing}. This test needs these packages: apt-get install python3-numpy python3-netcdf4")

from comparison import Recorder, Run, bound, deviations_of_year, t_tail  # noqa: E402
from figures import Figures, Space, by_tenure  # noqa: E402
from flow import Solver  # noqa: E402
from pack_text import NotSolved, Study  # noqa: E402

SCENARIO = HERE / "us_interactions_off.toml"
OFFSETS = HERE / "us_offsets.toml"
ERROR_RATE = 1e-5  # of rejecting a right program, all comparisons of a run together
SIZES = {False: ("0.003", "40"), True: ("0.01", "100")}  # scale and replicates, by --full

PROGRAM, FULL = None, False


class Studied:
    """A scenario, one run of the program and one reading of the pack."""

    of = {}  # by scenario

    def __init__(self, scenario, scale, replicates):
        command = [PROGRAM, "run", str(scenario), "--scale", scale, "--replicates", replicates]
        with tempfile.TemporaryDirectory() as out:
            ended = subprocess.run([*command, "--out", f"{out}/x"], capture_output=True, text=True)
            if ended.returncode != 0:
                raise AssertionError(ended.stderr)
            self.run = Run(f"{out}/x/results.nc")
        self.study = Study(scenario)
        self.figures = next((other.figures for other in self.of.values()), None) or Figures(Space(self.study), self.study.directory)

    @classmethod
    def get(cls, scenario):
        if scenario not in cls.of:
            cls.of[scenario] = cls(scenario, *SIZES[FULL])
        return cls.of[scenario]

    def deviations(self, study=None, alter=None, until=None):
        """All comparisons up to a year, and the stages x fields that are compared by group alone."""
        solver = Solver(study or self.study, self.figures, alter)
        recorder = Recorder(solver, self.run.scale)
        found = deviations_of_year(self.run, solver.year, recorder.record())
        while solver.year < (until or self.study.end):
            solver.step()
            found += deviations_of_year(self.run, solver.year, recorder.record())
        return found, recorder.scarce

    def bound(self, comparisons):
        return bound(comparisons, self.run.replicates, ERROR_RATE)


class Agrees(unittest.TestCase):
    def check(self, scenario, least):
        studied = Studied.get(scenario)
        found, scarce = studied.deviations()
        allowed, by_measure = studied.bound(len(found)), {}
        for one in found:
            by_measure.setdefault(one.measure, []).append(one)
        size = f"{studied.run.replicates} replicates at {studied.run.scale}"
        print(f"{scenario.name}: {len(found)} comparisons, {size}: bound {allowed:.2f}")
        for measure, some in by_measure.items():
            spread = np.std([one.errors for one in some])
            print(f"  {measure}: {len(some)}, spread {spread:.2f}; worst {max(some, key=lambda one: abs(one.errors))}")
        print(f"  {len(scarce)} stages x fields are compared by group alone, from the year in which posts may lack applicants")
        self.assertGreater(len(found), least)
        self.assertEqual([str(one) for one in found if not abs(one.errors) <= allowed], [])
        # What is a little off everywhere widens them all: Student's t has this spread.
        freedom = studied.run.replicates - 1
        spread = np.std([one.errors for one in found])
        self.assertLess(abs(spread / np.sqrt(freedom / (freedom - 2.0)) - 1.0), 0.1)

    def test_every_year_and_group(self):
        self.check(SCENARIO, 25000)

    def test_offsets_and_trends(self):
        self.check(OFFSETS, 5000)


def scaled(stage, names, factor, sex=None):
    """A twin: some exits of a stage more or less likely, of one sex or of all."""
    def alter(solver):
        of = np.ones(solver.space.size("group"))
        of[solver.space.groups_of("sex", sex) if sex else slice(None)] = factor
        for one in solver.pathway.stages[stage].exits:
            if one.name in names:
                one.p = one.p * of[None, None, None, None, None, :, None, None]
    return alter


def women_draw_more_lots(solver):
    """Not in proportion to those who apply."""
    solver.advantage[solver.space.groups_of("sex", "women")] = 1.08


def immigrants_are_at_risk_at_once(solver):
    """Arrivals keep their years in the stage and are in the race of the year in which they come."""
    def arrive(arriving, entered):
        share = arriving / solver.base_total
        for state, people in solver.base_people.items():
            solver.people.at(*state)[:] += people * share[..., None]
    solver.arrive = arrive


class CanFail(unittest.TestCase):
    """Twins: what is a few per cent off in one place, or a rule that is read otherwise, is seen."""

    def sees(self, alter, until):
        self.rejects(Studied.get(SCENARIO), alter=alter, until=until)

    def rejects(self, studied, **wrong):
        found, _ = studied.deviations(**wrong)
        worst, allowed = max(found, key=lambda one: abs(one.errors)), studied.bound(len(found))
        print(f"twin: {worst}; bound {allowed:.2f}")
        self.assertGreater(abs(worst.errors), allowed)

    def test_women_leave_four_year_college_three_per_cent_more_often(self):
        self.sees(scaled("four_year_stem", ("drop_out", "switch"), 1.03, "women"), 2023)

    def test_a_table_of_leaving_four_per_cent_off(self):
        self.sees(scaled("stem_technical", ("move",), 1.04), 2028)

    def test_lots_of_women_count_eight_per_cent_more(self):
        self.sees(women_draw_more_lots, 2026)

    def test_a_trend_one_hundredth_off(self):
        self.rejects(Studied.get(OFFSETS), study=Study(OFFSETS, {"stage.stem_technical.exit.move.trend": -0.07}))

    def test_an_offset_five_hundredths_off(self):
        self.rejects(Studied.get(OFFSETS), study=Study(OFFSETS, {"stage.four_year_stem.exit.seek.offset": 0.45}), until=2023)

    def test_arrivals_are_at_risk_at_once(self):
        self.sees(immigrants_are_at_risk_at_once, 2028)


class Refuses(unittest.TestCase):
    """What the solver does not know it does not solve."""

    def test_unknown_keys_and_interactions(self):
        for key, value in (("market.medicine.score", {"noise": 1.0}), ("market.medicine.entrants", "as_reference"),
                           ("stage.high.exit.train.beta", {"interest": 0.2}), ("stage.high.exit.train.mood", 1.0),
                           ("stage.high.stay", True), ("programme.club.stage", "high")):
            with self.subTest(key), self.assertRaises(NotSolved):
                Study(SCENARIO, {key: value})


class Reads(unittest.TestCase):
    """Tables: `*`, ranges, open classes, spread columns, `column`."""

    def read(self, text, value=None):
        with tempfile.TemporaryDirectory() as directory:
            (Path(directory) / "t.csv").write_text(text)
            return Figures(Space(Study(SCENARIO)), Path(directory)).read(value or "t.csv", "t")

    def test_the_row_with_fewer_stars_wins(self):
        figure = self.read("sex,age,value\nwomen,20,5\n*,*,1\nwomen,*,2\nmen,30-39,3\nmen,65+,4\n")
        women, men = (figure[0, 0, 0, 0, 0, g, :, 0] for g in (0, 1))
        self.assertEqual([women[19], women[20], men[29], men[30], men[39], men[40], men[100]], [2, 5, 1, 3, 3, 1, 4])

    def test_two_rows_of_one_kind(self):
        with self.assertRaises(NotSolved):
            self.read("sex,race_ethnicity,value\n*,*,1\nwomen,*,2\n*,white,3\n")
        self.read("sex,race_ethnicity,value\n*,*,1\nwomen,*,2\n*,white,3\nwomen,white,4\n")

    def test_spread_columns_and_the_last_class(self):
        figure = self.read("sex,tenure=0,tenure=1-2,tenure=3\n*,1,2,3\n")
        self.assertEqual(by_tenure(figure, 6)[0, 0, 0, 0, 0, 5].ravel().tolist(), [1, 2, 2, 3, 3, 3])

    def test_columns_and_parts(self):
        table = "field,leave,stay\n*,0.1,0.9\nhealth,0.2,0.8\n"
        self.assertEqual(self.read(table, {"table": "t.csv", "column": "stay"})[0, 6].item(), 0.8)
        parts = self.read(table, {"women": {"value": 0.5, "low": 0.4, "high": 0.6}, "men": 0.25})
        self.assertEqual(parts[0, 0, 0, 0, 0, :2].ravel().tolist(), [0.5, 0.25])


class StudentT(unittest.TestCase):
    def test_known_quantiles(self):
        for t, freedom, tail in ((2.0930, 19, 0.025), (3.8834, 19, 0.0005), (1.0, 1, 0.25), (2.7045, 40, 0.005)):
            self.assertAlmostEqual(t_tail(t, freedom) / tail, 1.0, delta=1e-3)
        self.assertAlmostEqual(bound(1, 101, 1e-5), 4.6542, delta=1e-3)


if __name__ == "__main__":
    PROGRAM, cases = sys.argv[1], sys.argv[2:]
    FULL = "--full" in cases
    unittest.main(argv=[sys.argv[0], *(case for case in cases if case != "--full")], verbosity=1)
