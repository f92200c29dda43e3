"""Fitting the weights of confidence: known odds come back, and the file is what loads."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.errors import InputError, RuleError
from pipeline.evaluation import fitting
from pipeline.evaluation.fitting import Judged, Weights, file_text, fit_weights, with_base_for
from pipeline.rulefiles import load_rule_file
from pipeline.stages.events.confidence import ConfidenceFile, load_confidence

DAY = "2024-11-25"
TEXT = f"""日独防衛相が会談

2024年11月26日

中谷防衛相は{DAY[:4]}年11月25日、ドイツのピストリウス国防相と東京で会談した。
28日には日本とフランスの外相がパリで会談する予定だ。
"""


def counted(*groups: tuple[tuple[str, ...], int, int]) -> list[Judged]:
    """So many right and so many wrong events with each set of grounds."""
    return [
        Judged(grounds, right)
        for grounds, good, bad in groups
        for right, number in ((True, good), (False, bad))
        for _ in range(number)
    ]


# Many events, hardly any penalty: the fit must give each set its own share of right events.
@pytest.mark.parametrize(
    ("share_with", "share_without"), [(0.9, 0.5), (0.2, 0.7), (0.6, 0.6), (0.99, 0.05)]
)
def test_known_odds_are_recovered(share_with: float, share_without: float) -> None:
    def group(name: str, share: float) -> tuple[tuple[str, ...], int, int]:
        return ((f"date:{name}",), round(share * 2000), 2000 - round(share * 2000))

    judged = counted(group("own", share_with), group("none", share_without))
    confidence = as_loaded(fit_weights(judged, l2=0.001))
    assert confidence.of(["date:own"]) == pytest.approx(share_with, abs=0.01)
    assert confidence.of(["date:none"]) == pytest.approx(share_without, abs=0.01)


def test_independent_grounds_add_up() -> None:
    chance = random.Random(7)
    odds = {"date:own": 1.5, "told:twice": -1.0}
    judged = []
    for _ in range(20_000):
        grounds = tuple(name for name in odds if chance.random() < 0.5)
        share = 1 / (1 + 2.718281828 ** -(0.4 + sum(odds[g] for g in grounds)))
        judged.append(Judged(grounds, chance.random() < share))
    fitted = fit_weights(judged)
    assert fitted.base == pytest.approx(0.4, abs=0.12)
    assert fitted.grounds == pytest.approx(odds, abs=0.12)


def test_what_was_seen_once_says_little() -> None:
    often, once = ("rule:meeting.talks",), ("rule:aid.care",)
    fitted = fit_weights(counted((often, 100, 0), (once, 1, 0), ((), 50, 50)))
    assert fitted.grounds[often[0]] > 4 * fitted.grounds[once[0]] > 0


def test_grounds_that_nobody_saw_count_nothing() -> None:
    confidence = as_loaded(fit_weights(counted((("date:own",), 30, 3), ((), 20, 20))))
    assert confidence.of(["date:own", "rule:of.tomorrow"]) == confidence.of(["date:own"])
    assert confidence.of(["rule:of.tomorrow"]) == confidence.of([])


def test_the_order_of_events_does_not_matter() -> None:
    judged = counted((("a:1", "b:2"), 13, 4), (("a:2",), 5, 9), (("b:2",), 7, 7))
    shuffled = random.Random(1).sample(judged, len(judged))
    assert fit_weights(judged) == fit_weights(shuffled)


@pytest.mark.parametrize("right", [True, False])
def test_nothing_can_be_learnt_from_one_verdict(right: bool) -> None:
    with pytest.raises(InputError, match="all events are right, or none"):
        fit_weights([Judged(("date:own",), right)] * 3)


def test_the_base_is_set_where_the_rules_were_not_tuned() -> None:
    weights = Weights(3.0, {"date:own": 1.0})
    elsewhere = counted((("date:own",), 6, 2), ((), 4, 6))
    rebased = with_base_for(weights, elsewhere)
    confidence = as_loaded(rebased)
    mean = sum(confidence.of(row.grounds) for row in elsewhere) / len(elsewhere)
    assert mean == pytest.approx(10 / 18, abs=0.005)
    assert rebased.grounds == weights.grounds
    assert with_base_for(weights, []) == weights


def test_the_written_file_loads(tmp_path: Path) -> None:
    weights = Weights(
        1.25, {"status:completed": 0.5, "rule:b.two": -0.1, "named:0": 0.0, "rule:a.one": 2.0}
    )
    text = file_text(weights, note="A note", fitted_on="9 events", minimum=0.3)
    path = tmp_path / "confidence.yaml"
    path.write_text(text, encoding="utf-8")
    file, _ = load_rule_file(path, ConfidenceFile)
    assert (file.note, file.fitted_on, file.minimum) == ("A note", "9 events", 0.3)
    assert list(file.weights) == ["named", "rule", "status"]
    assert list(file.weights["rule"].items()) == [("a.one", 2.0), ("b.two", -0.1)]
    loaded = load_confidence(tmp_path, tmp_path)
    assert (loaded.base, loaded.minimum) == (1.25, 0.3)
    assert loaded.weights == weights.grounds


def test_a_file_without_weights_loads(tmp_path: Path) -> None:
    text = file_text(Weights(0.5, {}), note="A note", fitted_on="nothing", minimum=0.0)
    (tmp_path / "confidence.yaml").write_text(text, encoding="utf-8")
    assert load_confidence(tmp_path, tmp_path).weights == {}


def as_loaded(weights: Weights) -> fitting.Confidence:
    return fitting.Confidence(weights.base, dict(weights.grounds), 0)


@pytest.fixture
def corpus(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one page of two events; the gold of the seeds has the first alone."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(project / "rules", tmp_path / "rules")
    evidence = "ドイツのピストリウス国防相と東京で会談した"
    start = TEXT.index(evidence)
    record = {"file": "会談.txt", "record": 1, "char_start": 0, "char_end": len(TEXT)}
    event = record | {
        "type": "meeting",
        "status": "completed",
        "stage": None,
        "date_start": DAY,
        "date_end": DAY,
        "participants": [{"code": "JPN"}, {"code": "DEU"}],
        "evidence": evidence,
        "char_start": start,
        "char_end": start + len(evidence),
    }
    for name in ("seeds", "dev", "own"):
        gold = tmp_path / "tests" / "gold" / name
        docs = tmp_path / "seeds" if name == "seeds" else gold / "docs"
        for folder in (gold, docs):
            folder.mkdir(parents=True, exist_ok=True)
        rows = {"events": event, "records": record} if name == "seeds" else {}
        for table in ("events", "records"):
            line = json.dumps(rows[table]) if rows else ""
            (gold / f"{table}.jsonl").write_text(line, encoding="utf-8")
    (tmp_path / "seeds" / "会談.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def fit(*arguments: str) -> str:
    command = ["eval", "--fit-confidence", *arguments]
    result = CliRunner().invoke(app, command, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


@pytest.mark.model
def test_fitting_rewrites_the_file_and_can_be_repeated(corpus: Path) -> None:
    path = corpus / "rules" / "events" / "confidence.yaml"
    before, _ = load_rule_file(path, ConfidenceFile)
    assert "fitted on 2 events, 1 right" in fit()
    first = path.read_bytes()
    file, _ = load_rule_file(path, ConfidenceFile)
    assert (file.note, file.minimum) == (before.note, before.minimum)
    assert "2 events, 1 right" in file.fitted_on
    assert file.weights["status"]["completed"] > 0 > file.weights["status"]["planned"]
    fit()
    assert path.read_bytes() == first


@pytest.mark.model
def test_events_below_the_minimum_are_fitted_on_too(corpus: Path) -> None:
    path = corpus / "rules" / "events" / "confidence.yaml"
    text = "note: Strict\nfitted_on: nothing\nminimum: 0.95\nbase: 0.0\nweights: {}\n"
    path.write_text(text, encoding="utf-8")
    assert "fitted on 2 events, 1 right" in fit("--rules", str(corpus / "rules"))
    file, _ = load_rule_file(path, ConfidenceFile)
    assert (file.note, file.minimum) == ("Strict", 0.95)


def test_a_folder_without_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"confidence\.yaml"):
        fitting.fit_confidence(tmp_path)
