"""The report on seeds, development corpus, own and fresh pages: tuned beside never read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from rich.table import Table

from pipeline.evaluation import exporting, rendering
from pipeline.evaluation.calibration import Calibration, calibration
from pipeline.evaluation.events import EventScores
from pipeline.evaluation.folds import FOLDS, SELECTIONS, TUNED, family, fold, is_read
from pipeline.evaluation.kinds import Kinds, kinds
from pipeline.evaluation.rows import Gold, Predicted
from pipeline.evaluation.scores import Scores, score

NAMES: Final = {
    "tuned": "tuned folds 0-2",
    "validation": "validation fold 3",
    "unseen": "unseen fold 4",
    "all": "all development",
}
OWN: Final = {"own": "own pages", "fresh": "fresh pages"}


@dataclass(frozen=True)
class Part:
    """A named set of documents with what a run says of them and how it scores."""

    predicted: Predicted
    gold: Gold

    @cached_property
    def scores(self) -> Scores:
        """All scores of the set."""
        return score(self.predicted, self.gold)

    @cached_property
    def kinds(self) -> Kinds:
        """The mistakes of the set by kind."""
        return kinds(self.scores.events, self.predicted, self.gold)

    @cached_property
    def calibration(self) -> Calibration:
        """How confidence and truth agree in the set."""
        return calibration(self.scores.events)

    def only(self, files: Iterable[str]) -> Part:
        """The part of it that has just these files."""
        gold = self.gold.only(files)
        return Part(self.predicted.only(gold.files), gold)

    def grouped(self, key: Callable[[str], str]) -> dict[str, Part]:
        """The files apart by a key, in the order of the keys."""
        keys = sorted({key(file) for file in self.gold.files})
        return {k: self.only(f for f in self.gold.files if key(f) == k) for k in keys}


@dataclass(frozen=True)
class Report:
    """Scores of the seeds, of selections of folds (``NAMES``), of ``OWN`` pages and each fold.

    ``untuned`` are the folds 3 and 4 of the development corpus together.
    """

    parts: Mapping[str, Part]
    untuned: Part
    folds: Mapping[int, EventScores]

    @property
    def gap(self) -> tuple[float, float]:
        """How much lower the unseen fold scores than the tuned ones: relaxed, strict F1."""
        tuned, unseen = (self.parts[NAMES[n]].scores.events for n in ("tuned", "unseen"))
        return tuned.relaxed.f1 - unseen.relaxed.f1, tuned.strict.f1 - unseen.strict.f1


def build_report(seeds: Part, development: Part, own: Part, fresh: Part) -> Report:
    """Cut the development corpus into its folds and score everything."""
    parts = {"seeds": seeds}
    for selection, folds in SELECTIONS.items():
        chosen = [file for file in development.gold.files if fold(file) in folds]
        parts[NAMES[selection]] = development.only(chosen)
    parts |= {OWN["own"]: own, OWN["fresh"]: fresh}
    untuned = development.only(f for f in development.gold.files if fold(f) not in TUNED)
    folds_apart = {
        number: development.only(f for f in development.gold.files if fold(f) == number)
        for number in range(FOLDS)
    }
    by_fold = {number: part.scores.events for number, part in folds_apart.items()}
    return Report(parts, untuned, by_fold)


def readable_by(gold: Gold, *, show_unseen: bool = False) -> Callable[[str], bool]:
    """Whether a file's text and rows may be shown: those that may be read (``is_read``)."""
    return lambda file: show_unseen or not gold.folded or is_read(file)


def report_tables(report: Report) -> Iterator[Table]:
    """The report for people; it shows counts alone, no text of any document."""
    events = {name: part.scores.events for name, part in report.parts.items()}
    yield rendering.event_table(events)
    yield rendering.page_table({name: part.scores for name, part in report.parts.items()})
    if report.parts["seeds"].scores.dates is not None:
        yield rendering.date_table(report.parts["seeds"].scores)
    yield rendering.type_table(events)
    yield rendering.curve_table(report.folds, report.gap)
    tuned = NAMES["tuned"]
    yield rendering.calibration_table(tuned, report.parts[tuned].calibration)
    yield rendering.calibration_table("folds 3 and 4, not tuned on", report.untuned.calibration)
    for name in report.parts:
        if name == NAMES["all"]:
            continue
        part = report.parts[name].kinds
        yield rendering.kind_table(f"Missed on {name}, by kind", part.misses)
        yield rendering.kind_table(f"Extra on {name}, by kind", part.extras)
        yield rendering.kind_table(f"Told differently on {name}, by kind", part.differences)


def report_data(report: Report, *, show_unseen: bool = False) -> dict[str, Any]:
    """The report as JSON-ready data."""
    relaxed, strict = report.gap
    return {
        "parts": {
            name: part_data(part, show_unseen=show_unseen) for name, part in report.parts.items()
        },
        "folds": {
            str(number): {
                "relaxed": exporting.rates_data(scores.relaxed),
                "strict": exporting.rates_data(scores.strict),
            }
            for number, scores in report.folds.items()
        },
        "untuned_calibration": exporting.calibration_data(report.untuned.calibration),
        "gap": {"relaxed": round(relaxed, 4), "strict": round(strict, 4)},
    }


def part_data(part: Part, *, show_unseen: bool = False) -> dict[str, Any]:
    """The scores, kinds of mistakes and calibration of one set as JSON-ready data."""
    return {
        **exporting.scores_data(part.scores, readable_by(part.gold, show_unseen=show_unseen)),
        "kinds": exporting.kinds_data(part.kinds),
        "calibration": exporting.calibration_data(part.calibration),
    }


def families(part: Part) -> Iterator[Table]:
    """The scores of each family of sites beside those of all the others.

    Knowledge that was fitted to one family shows as a family that scores lower than the
    rest when it is new.
    """
    groups = part.grouped(family)
    both: dict[str, Part] = {}
    for name, group in groups.items():
        both[name] = group
        both[f"all but {name}"] = part.only(set(part.gold.files) - set(group.gold.files))
    yield rendering.event_table({n: p.scores.events for n, p in both.items()})
    yield rendering.page_table({n: p.scores for n, p in both.items()})
