"""Gold documents through the whole pipeline, straight to scores."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.evaluation.running import run_part
from pipeline.flow import load_rules

TEXT = """日独防衛相が会談

2024年11月26日

中谷防衛相は2024年11月25日、ドイツのピストリウス国防相と東京で会談した。
両氏は地域情勢について意見を交わし、今後も緊密に連携することを確認した。
"""


@pytest.mark.model
def test_a_corpus_is_run_and_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the cache goes where the command runs
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "会談.txt").write_text(TEXT, encoding="utf-8")
    evidence = "ドイツのピストリウス国防相と東京で会談した"
    start = TEXT.index(evidence)
    span = {"char_start": start, "char_end": start + len(evidence)}
    record = {"char_start": 0, "char_end": len(TEXT), "published": "2024-11-26"}
    event = {
        "type": "meeting",
        "status": "completed",
        "stage": None,
        "date_start": "2024-11-25",
        "date_end": "2024-11-25",
        "participants": [{"code": "JPN"}, {"code": "DEU"}],
        "evidence": evidence,
    }
    for name, row in (("events", event | span), ("records", record)):
        whole = {"file": "会談.txt", "record": 1, **row}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(whole), encoding="utf-8")
    heard = []
    part = run_part(tmp_path, docs, load_rules(), heard=heard.append)
    assert [Path(document.source.name).name for document in heard] == ["会談.txt"]
    assert part.scores.events.relaxed.right == 1
    assert part.scores.records.exact.f1 == 1
    assert part.scores.records.fields["published"].rate == 1
    assert part.gold.folded
