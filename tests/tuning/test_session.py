"""A tuning session: from a sentence that no rule reads to a better score."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytestmark = pytest.mark.model

RULE = "meeting.exchange"
SENTENCE = "石破首相と英国のスターマー首相は7日、東京都内の庭園で意見を言い合った。"
EXAMPLE = f"""
      - text: {SENTENCE}
        day: 2025-03-07
        participants: [GBR, JPN]
        status: completed
        date: 2025-03-07"""


def write_gold(bench: Any) -> None:
    folder = bench.folder / "tests" / "gold" / "seeds"
    folder.mkdir(parents=True)
    text = (bench.folder / "docs" / "庭園.txt").read_text(encoding="utf-8")
    start = text.index(SENTENCE)
    record = {
        "file": "庭園.txt", "record": 1, "published": "2025-03-07", "outlet": "産経新聞",
        "via": None, "title": "日英の首脳が庭園へ", "article_id": None, "start_line": 1,
        "end_line": 4, "char_start": 0, "char_end": len(text),
    }  # fmt: skip
    event = {
        "file": "庭園.txt", "record": 1, "event": 1, "type": "meeting", "status": "completed",
        "stage": None, "date_start": "2025-03-07", "date_end": "2025-03-07",
        "date_basis": "anchored", "date_text": "7日", "edtf": "2025-03-07",
        "participants": [{"code": "JPN", "role": "party"}, {"code": "GBR", "role": "party"}],
        "location": None, "location_code": None, "instrument": None, "outcome": None,
        "char_start": start, "char_end": start + len(SENTENCE), "evidence": SENTENCE,
    }  # fmt: skip
    for name, row in (("records", record), ("events", event)):
        line = json.dumps(row, ensure_ascii=False)
        (folder / f"{name}.jsonl").write_text(line + "\n", encoding="utf-8")


def test_from_an_unread_sentence_to_a_better_score(bench: Any) -> None:
    write_gold(bench)
    # Which sentences does the rule just miss? One holds a piece of a phrase and no phrase.
    near = bench("rules", "near", RULE, "--json")
    assert near.status == 1
    [miss] = [m for m in near.data["near"] if m["place"] == "庭園.txt:1"]
    assert (miss["clause"], miss["sentence"].strip()) == ("trigger", SENTENCE)
    assert SENTENCE[slice(*miss["span"])] == "意見"
    # Why?
    why = bench("rules", "explain", RULE, "庭園.txt:1")
    assert why.status == 0
    assert "FAIL trigger" in why.out
    # The edit: a phrase, and an example that proves it.
    trigger = "      - 意見を交わす\n"
    bench.edit("events/meeting.yaml", trigger, f"{trigger}      - 意見を言い合う\n")
    first = "海上幕僚監部防衛部長は18日、米海軍の作戦計画部長と懇談し"
    bench.edit(
        "events/meeting.yaml", f"      - text: {first}", f"{EXAMPLE[1:]}\n      - text: {first}"
    )
    tested = bench("rules", "test", RULE, "--json")
    assert (tested.status, tested.data["failures"]) == (0, [])
    # What does it change? Exactly the one event, and the score rises.
    diff = bench("rules", "diff", "--json")
    assert diff.status == 1
    [change] = diff.data["changes"]
    assert (change["change"], change["rule_id"], change["place"]) == ("added", RULE, "庭園.txt:1")
    assert change["sentence"] == SENTENCE
    assert change["event"]["participants"] == "GBR;JPN"
    assert diff.data["touched"] == 1
    gold = diff.data["gold"]
    assert (gold["old"]["strict"], gold["new"]["strict"]) == (0.0, 1.0)
    shown = bench("rules", "diff").out
    assert f"{RULE}  +1 -0 ~0" in shown
    assert "strict F1 0.000 → 1.000" in shown
    # The run says the same, and the event tells why it is there.
    assert bench("run", "docs").status == 0
    explained = bench("explain", change["event_id"])
    assert "PASS trigger" in explained.out
    assert "「意見を言い合っ」" in explained.out
    assert "JPN" in explained.out
    assert "2025-03-07 「7日」" in explained.out
    # Nothing is left to compare once the edit is kept.
    bench.git("commit", "-q", "-am", "Opinions told each other")
    assert bench("rules", "diff").status == 0


def test_an_event_told_twice_is_explained_by_all_its_tellings(bench: Any) -> None:
    text = (
        "日仏防衛相が会談\n2025年3月7日\n中谷防衛相は7日、防衛省でフランスのルコルニュ国防相と会談した。\n"
        "会談は約1時間行われた。\n"
    )
    (bench.folder / "docs" / "日仏.txt").write_text(text, encoding="utf-8")
    assert bench("run", "docs").status == 0
    rows = (bench.folder / "outputs" / "events.csv").read_text(encoding="utf-8-sig").splitlines()
    [row] = [row for row in rows if "日仏.txt" in row]
    explained = bench("explain", row.split(",")[0], "--json").data
    own, *others = explained["explanations"]
    assert "ルコルニュ" in own["sentence"]
    assert others
    assert all("merged into" in other["outcome"] for other in others)
    [again] = [c for c in own["clauses"] if c["clause"] == "told again"]
    assert "会談" in again["detail"]


def test_reviewed_events_that_change_are_told_loudly(bench: Any) -> None:
    """A lost event that was accepted, and a rejected one that comes back."""
    from pipeline.decisions import DecisionLog, decision  # noqa: PLC0415

    told = bench("rules", "diff", "--json")
    assert told.data["changes"] == []
    rows = (bench.folder / "outputs" / "events.csv").read_text(encoding="utf-8-sig").splitlines()
    kinds = ("meeting", "port_call")
    ids = {kind: row.split(",")[0] for row in rows for kind in kinds if kind in row}
    log = DecisionLog(bench.folder / "outputs")
    log.append(
        [
            decision(
                salt=verdict, at="2025-07-01T09:00:00+09:00", reviewer="佐藤",
                action=action, event_id=ids[kind], after={"review": verdict},
            )
            for kind, action, verdict in (
                ("meeting", "accept", "accepted"),
                ("port_call", "reject", "rejected"),
            )
        ]
    )  # fmt: skip
    drafts = bench("rules", "from-reviews", "--json")
    assert drafts.status == 0
    lines = "\n".join(drafts.data["drafts"]["port_call.call"])
    assert lines.startswith("skip:")
    assert "マニラに寄港した" in lines
    bench.edit(
        "events/meeting.yaml", "    unless:\n", "    unless:\n      - 英国のラミー外相と会談\n"
    )
    lost = bench("rules", "diff").out
    assert "!! - " in lost
    assert "a reviewer had accepted it" in lost
    bench.git("checkout", "-q", "rules")
    bench.edit("events/port_call.yaml", "    unless:\n", "    unless:\n      - マニラに寄港\n")
    bench.git("commit", "-q", "-am", "No calls at Manila")
    bench.git("revert", "--no-edit", "HEAD")
    back = bench("rules", "diff", "HEAD~1").out
    assert "!! + " in back
    assert "a reviewer had rejected it" in back


def test_coverage_tells_fires_and_sentences_that_no_rule_caught(bench: Any) -> None:
    covered = bench("rules", "coverage", "--json")
    usage = {u["rule_id"]: u for u in covered.data["rules"]}
    assert usage["port_call.call"]["fires"] == 1
    assert usage["port_call.call"]["state"] == "used"
    assert usage[RULE]["state"] == "never matches"
    assert usage["meeting.talks"]["milliseconds"] >= 0
    assert covered.status == 1


def test_coverage_of_a_stage_that_is_none_is_refused(bench: Any) -> None:
    refused = bench("rules", "coverage", "--stage", "nosuch")
    assert refused.status == 2
    assert "is no stage" in refused.err
    assert "events" in refused.err


def test_a_drafted_rule_reads_its_sentence_once_it_is_in_a_file(bench: Any) -> None:
    draft = bench("rules", "new", "meeting", "--from", SENTENCE, "--day", "2025-03-07")
    assert draft.status == 0
    assert "      - 意見を言い合う" in draft.out.splitlines()
    assert "participants: [GBR, JPN]" in draft.out
    rule = "\n".join(line for line in draft.out.splitlines() if not line.startswith("#"))
    path = bench.folder / "rules" / "events" / "meeting.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n" + rule + "\n", "utf-8")
    missing = bench("rules", "test", "meeting.new_rule")
    assert "needs an example that it must leave alone" in missing.out
    assert missing.status == 1
    skip = "    skip: [{text: 市民は意見を言い合った。}]  # add"
    bench.edit("events/meeting.yaml", "    skip: []  # add", skip)
    assert bench("rules", "test", "meeting.new_rule").status == 0
