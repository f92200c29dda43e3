"""Cleaning against the gold's lines: how much of the content is kept, and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.evaluation.events import Rates
from pipeline.evaluation.rows import Gold
from pipeline.model import Span


@dataclass(frozen=True)
class ContentScores:
    """Rates over characters other than white space, per file and pooled.

    A character is right when the gold calls it content and cleaning kept it. Lines that
    the gold calls ambiguous are left out.
    """

    by_file: Mapping[str, Rates]

    @cached_property
    def pooled(self) -> Rates:
        """Over all characters of all files: a long page weighs more than a short one."""
        rates = self.by_file.values()
        return Rates(
            sum(r.right for r in rates),
            sum(r.predicted for r in rates),
            sum(r.gold for r in rates),
        )

    @cached_property
    def macro_f1(self) -> float:
        """The mean of the files' F1: every page weighs the same (1 for no files)."""
        values = [rates.f1 for rates in self.by_file.values()]
        return sum(values) / len(values) if values else 1.0


def score_content(dropped: Mapping[str, tuple[Span, ...]], gold: Gold) -> ContentScores:
    """Compare what cleaning dropped with the gold's lines, for each file that has them.

    ``dropped`` has the source spans that were removed; a file that is not in it was not
    read at all, and nothing of it counts as kept.
    """
    by_file = {}
    for file, stretches in gold.stretches.items():
        text = gold.texts[file]
        kept = _kept(len(text), dropped.get(file))
        right = predicted = wanted = 0
        for stretch in stretches:
            for at in range(stretch.span.start, stretch.span.end):
                if not text[at].isspace():
                    wanted += stretch.content
                    predicted += kept[at]
                    right += stretch.content and kept[at]
        by_file[file] = Rates(right, predicted, wanted)
    return ContentScores(by_file)


def _kept(length: int, dropped: tuple[Span, ...] | None) -> bytearray:
    if dropped is None:
        return bytearray(length)
    kept = bytearray(b"\x01") * length
    for start, end in dropped:
        kept[start:end] = bytes(end - start)
    return kept
