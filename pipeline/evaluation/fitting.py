"""Fits the weights of ``rules/events/confidence.yaml`` on gold: ``renkei eval --fit-confidence``.

Every event names its grounds (``Event.grounds``). Which of them go with events that a
careful reader found too is learnt by logistic regression on the seeds and on all pages
that may be tuned on; a penalty on large weights keeps rare grounds near nothing. Rules do
better on the pages they were tuned on, so the weights would be too sure of themselves
elsewhere: the base, one number, is set by the folds that were not tuned on, where the mean
confidence becomes the share of right events.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.errors import InputError, OutputError
from pipeline.evaluation.calibration import calibration
from pipeline.evaluation.events import EventScores, Pair, score_events
from pipeline.evaluation.folds import is_read
from pipeline.evaluation.gold import load_gold, project_folder
from pipeline.evaluation.predicted import from_documents
from pipeline.evaluation.rows import EventRow, Gold, place
from pipeline.flow import default_rules_folder, load_rules, process
from pipeline.model import Document
from pipeline.rulefiles import load_rule_file
from pipeline.stages.events.confidence import FILE, Confidence, ConfidenceFile

L2: Final = 3.0  # as if each ground came with this many events that speak neither way
DIGITS: Final = 2
_STEPS, _SMALL = 50, 1e-9
_HEAD: Final = (
    "# yaml-language-server: $schema=../schema/event-confidence.json\n"
    "# Written by `renkei eval --fit-confidence`; edit by hand only to change `minimum`.\n"
    "# Weights are log odds: 0.7 doubles the odds that an event is right, -0.7 halves them.\n"
)
_NOTES: Final = {
    "rule": "the rule that fired",
    "actors": "where the participants were found",
    "named": "how many of them the sentence names",
    "parse": "how many of them hang on the trigger's own predicate",
    "parties": "how many there are (4: or more)",
    "date": "whether the sentence tells the date, or one before it does",
    "status": "the status that was read",
    "place": "where it is told",
    "told": "how many sentences of the record tell it",
    "record": "whether the record is about its participants",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """An event's grounds, and whether the gold has the event."""

    grounds: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """The log odds of an event without grounds, and what each ground adds."""

    base: float
    grounds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a fit was made of and did: the file, how many events, the calibration error.

    The errors are those on the events of the fit itself, by the weights ``before`` and
    ``after`` it.
    """

    path: Path
    events: int
    right: int
    before: float
    after: float


def fit_weights(judged: Iterable[Judged], *, l2: float = L2) -> Weights:
    """Weights by which the grounds tell right events from wrong ones, rounded.

    Logistic regression by Newton's method; half of ``l2`` times the squares of the weights
    is the penalty, the base goes free. Raises ``InputError`` when all events are right, or
    none is. The same events give the same weights.

    >>> sure = [Judged(("rule:meeting.talks",), True)] * 9 + [Judged((), False)] * 9
    >>> fit_weights(sure).grounds["rule:meeting.talks"] > 1
    True
    """
    import numpy as np  # noqa: PLC0415  # comes with spaCy; slow to load

    rows = list(judged)
    if len({row.right for row in rows}) < 2:
        raise InputError("gold", "no weights fit where all events are right, or none is")
    names = sorted({ground for row in rows for ground in row.grounds})
    column = {name: index + 1 for index, name in enumerate(names)}
    known = np.zeros((len(rows), len(names) + 1))
    known[:, 0] = 1
    for index, row in enumerate(rows):
        known[index, [column[ground] for ground in row.grounds]] = 1
    right = np.array([float(row.right) for row in rows])
    penalty = np.full(len(names) + 1, l2)
    penalty[0] = 0
    weights = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (chance - right) + penalty * weights
        bend = (known * (chance * (1 - chance))[:, None]).T @ known + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < _SMALL:
            break
    base, *rest = (round(float(w), DIGITS) + 0.0 for w in weights)  # + 0.0: no -0.0
    return Weights(base, dict(zip(names, rest, strict=True)))


def with_base_for(weights: Weights, judged: Iterable[Judged]) -> Weights:
    """The weights with the base by which mean confidence is the share of right events.

    Unchanged where there are no events, or where all or none of them are right.

    >>> half = [Judged(("date:own",), True), Judged(("date:own",), False)]
    >>> with_base_for(Weights(2.0, {"date:own": 1.0}), half).base
    -1.0
    """
    rows = list(judged)
    right = sum(row.right for row in rows)
    if right in (0, len(rows)):
        return weights
    low, high = -20.0, 20.0
    for _ in range(_STEPS):
        base = (low + high) / 2
        confidence = Confidence(base, dict(weights.grounds), 0.0)
        if sum(confidence.of(row.grounds) for row in rows) < right:
            low = base
        else:
            high = base
    return Weights(round(low, DIGITS) + 0.0, weights.grounds)


def file_text(weights: Weights, *, note: str, fitted_on: str, minimum: float) -> str:
    """``confidence.yaml`` as analysts read it: a block for each kind of ground, sorted.

    ``note`` and ``fitted_on`` are single lines of plain words.
    """
    kinds: dict[str, dict[str, float]] = {}
    for ground, weight in sorted(weights.grounds.items()):
        kind, _, value = ground.partition(":")
        kinds.setdefault(kind, {})[value] = weight
    lines = [
        f"note: {note}",
        f"fitted_on: {fitted_on}",
        f"minimum: {minimum}",
        f"base: {weights.base}",
        "weights:" if kinds else "weights: {}",
    ]
    for kind, values in kinds.items():
        about = f"  # {_NOTES[kind]}" if kind in _NOTES else ""
        lines.append(f"  {kind}:{about}")
        lines += [f"    {value}: {weight}" for value, weight in values.items()]
    return _HEAD + "\n".join(lines) + "\n"


def judge(documents: Iterable[Document], gold: Gold) -> list[Judged]:
    """Each event of the documents, in their order, with whether it matches the gold."""
    run = list(documents)
    events = [event for doc in run for result in doc.records for event in result.events]
    rows = place(from_documents(run).events, gold.records)
    right = {id(pair.predicted) for pair in score_events(rows, gold.events).pairs}
    return [
        Judged(event.grounds, id(row) in right) for event, row in zip(events, rows, strict=True)
    ]


def fit_confidence(
    rules: Path | None = None,
    *,
    jobs: int = 1,
    heard: Callable[[Document], None] = lambda _: None,
) -> Fitted:
    """Run seeds, corpus and own pages, fit the weights and write ``confidence.yaml``.

    ``rules`` is the folder of rules (default: the project's); its note and ``minimum``
    stay as they are. The events fitted on are all that the rules find, those below
    ``minimum`` too. Raises ``RenkeiError`` where gold, documents, rules or model cannot be
    used, or the file cannot be written.
    """
    folder = rules or default_rules_folder()
    path = folder / "events" / FILE
    written, _ = load_rule_file(path, ConfidenceFile, root=folder)
    tests = project_folder("tests/gold")
    corpora = [(tests / "seeds", project_folder("seeds"))]
    corpora += [(tests / name, tests / name / "docs") for name in ("dev", "own")]
    judged: list[Judged] = []
    checked: list[Judged] = []
    with _unfiltered(folder, written) as whole:
        loaded = load_rules(whole)
        for answers, documents in corpora:
            gold = load_gold(answers, documents)
            parts = {tuple(gold.files): judged}
            if gold.folded:
                parts = {
                    tuple(f for f in gold.files if is_read(f) is read): into
                    for read, into in ((True, judged), (False, checked))
                }
            for files, rows in parts.items():
                done = []
                for document in process(*(documents / f for f in files), rules=loaded, jobs=jobs):
                    heard(document)
                    done.append(document)
                rows.extend(judge(done, gold.only(files)))
    weights = with_base_for(fit_weights(judged), checked)
    right = sum(event.right for event in judged)
    text = file_text(
        weights,
        note=written.note,
        fitted_on=(
            f"the seeds, folds 0-2 and own pages, {len(judged)} events, {right} right;"
            f" base by folds 3 and 4, {len(checked)} events"
        ),
        minimum=written.minimum,
    )
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(str(path), f"cannot be written: {error.strerror}") from error
    old = Confidence(written.base, _flat(written.weights), written.minimum)
    new = Confidence(weights.base, dict(weights.grounds), written.minimum)
    return Fitted(path, len(judged), right, _error(judged, old), _error(judged, new))


def _error(judged: Iterable[Judged], confidence: Confidence) -> float:
    """The calibration error of confidence by these weights."""
    pairs: list[Pair] = []
    extras: list[EventRow] = []
    for event in judged:
        row = EventRow("", "", frozenset(), "", confidence=confidence.of(event.grounds))
        if event.right:
            pairs.append(Pair(row, row))
        else:
            extras.append(row)
    return calibration(EventScores(tuple(pairs), (), tuple(extras))).error


@contextmanager
def _unfiltered(folder: Path, written: ConfidenceFile) -> Iterator[Path]:
    """The folder of rules, or a copy of it that leaves no event out for its confidence."""
    if written.minimum == 0:
        yield folder
        return
    with TemporaryDirectory() as place_for_it:
        copy = Path(place_for_it) / "rules"
        shutil.copytree(folder, copy)
        weights = Weights(written.base, _flat(written.weights))
        text = file_text(weights, note=written.note, fitted_on=written.fitted_on, minimum=0.0)
        (copy / "events" / FILE).write_text(text, encoding="utf-8")
        yield copy


def _flat(weights: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {f"{kind}:{value}": w for kind, values in weights.items() for value, w in values.items()}
