from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.model import (
    AlignedText,
    Annotation,
    Cleaned,
    Document,
    Dropped,
    Entity,
    Event,
    EventDate,
    Links,
    Mention,
    Participant,
    Problem,
    Record,
    RecordResult,
    Source,
    Span,
)
from pipeline.stages.tables import Review
from pipeline.stages.tables.rows import LONGEST_CELL

from .conftest import Build

TEXT = "広告\n中谷防衛相は8日、\nNATOのルッテ事務総長と会談した。\n関連記事\n"
BODY = Span(3, 31)


def document(text: str = TEXT, name: str = "a.txt", **options: object) -> Document:
    """A page whose first and last lines are furniture, with one meeting in its body."""
    body = AlignedText.keep(text, [Span(3, 12), Span(13, 31)])  # the hard wrap is joined
    event = Event(
        "meeting",
        "completed",
        (Participant("JPN", span=Span(0, 5)), Participant("NATO", person="ルッテ")),
        evidence=Span(0, 24),
        trigger=Span(22, 24),
        rule_id="meeting.talks",
        date=EventDate("2025-04-08", "2025-04-08", "day", "2025-04-08", "8日", "anchored"),
        confidence=0.87654,
        flags=("b", "a"),
    )
    record = Record(1, BODY, body, (), title="日NATO会談", published="2025-04-08")
    drops = (Dropped(Span(0, 3), "advertising", "ads"), Dropped(Span(32, 37), "related", "more"))
    given: dict[str, object] = {"events": (event,)} | options
    return Document(
        Source(name, text, "0" * 64),
        Cleaned(body, drops),
        (RecordResult(record, **given),),  # type: ignore[arg-type]
    )


def test_offsets_lead_to_the_text_as_scraped(
    tables: dict[str, pd.DataFrame], gold_documents: tuple[Document, ...]
) -> None:
    decoded = {d.source.name: d.source.text for d in gold_documents}
    events, dates = tables["events"], tables["dates"]
    assert len(events) == 156
    for row in events.itertuples():
        assert decoded[row.source][row.evidence_start : row.evidence_end] == row.evidence
    assert len(dates) > 150
    for row in dates.itertuples():
        assert decoded[row.source][row.char_start : row.char_end] == row.text


def test_a_joined_line_break_is_in_the_evidence_again(build: Build) -> None:
    (event,) = build([document()])["events"].itertuples()
    assert event.evidence == "中谷防衛相は8日、\nNATOのルッテ事務総長と会談"
    assert TEXT[event.evidence_start : event.evidence_end] == event.evidence


def test_rows_are_sorted_by_source_record_place_and_type(tables: dict[str, pd.DataFrame]) -> None:
    keys = ["source", "record_no", "evidence_start", "event_type"]
    events = tables["events"]
    assert events[keys].equals(events[keys].sort_values(keys, ignore_index=True))
    records = tables["records"][["source", "record_no"]]
    assert records.equals(records.sort_values(["source", "record_no"], ignore_index=True))


def test_the_order_of_documents_and_events_changes_nothing(
    build: Build, tables: dict[str, pd.DataFrame], gold_documents: tuple[Document, ...]
) -> None:
    turned = [
        replace(
            d,
            records=tuple(
                replace(r, events=r.events[::-1], dates=r.dates[::-1]) for r in d.records[::-1]
            ),
        )
        for d in gold_documents[::-1]
    ]
    again = build(turned)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(again[name], table)


def test_an_unknown_date_stays_empty_beside_the_publication_date(
    tables: dict[str, pd.DataFrame],
) -> None:
    events = tables["events"]
    undated = events[events.date_basis == "none"]
    assert len(undated) == 41
    assert undated[["date_start", "date_end", "date_edtf", "date_wareki"]].isna().all(axis=None)
    assert undated.published.notna().any()


def test_cells_of_an_event(build: Build) -> None:
    tables = build([document()])
    (event,) = tables["events"].to_dict("records")
    assert event["participants"] == "JPN;NATO"
    assert event["flags"] == "a;b"
    assert event["confidence"] == 0.8765
    assert (event["plover"], event["cameo"]) == ("CONSULT", "040")
    assert event["date_wareki"] == "2025-04-08〜2025-04-08"
    assert (event["title"], event["published"]) == ("日NATO会談", "2025-04-08")
    assert event["review"] == "pending"
    assert pd.isna(event["reviewer"])
    assert pd.isna(event["stage"])
    japan, nato = tables["participants"].to_dict("records")
    assert (japan["position"], japan["name_ja"], japan["kind"]) == (1, "日本", "country")
    assert (japan["mention"], japan["mention_start"], japan["mention_end"]) == ("中谷防衛相", 3, 8)
    assert (nato["code"], nato["kind"], nato["person"]) == ("NATO", "organisation", "ルッテ")
    assert pd.isna(nato["mention_start"])


@pytest.mark.parametrize(
    ("precision", "start", "end", "shown"),
    [
        ("month", "2025-04-01", "2025-04-30", "month"),
        ("daypart", "2025-04-08", "2025-04-08", "day"),
        ("week", "2025-04-07", "2025-04-13", "range"),
        ("half_year", "2025-04-01", None, "range"),
        ("minute", None, None, "none"),
    ],
)
def test_finer_precisions_take_the_words_of_the_table(
    precision: str, start: str | None, end: str | None, shown: str, build: Build
) -> None:
    page = document()
    (result,) = page.records
    dated = replace(result.events[0], date=EventDate(start, end, precision))
    built = build([replace(page, records=(replace(result, events=(dated,)),))])
    assert list(built["events"].date_precision) == [shown]


def test_codes_without_a_name_are_kept_with_empty_names(build: Build) -> None:
    participants = build([document()], names=lambda code: None)["participants"]
    assert list(participants.code) == ["JPN", "NATO"]
    assert participants[["name_ja", "name_en", "kind"]].isna().all(axis=None)


def test_decisions_fill_the_review_columns(build: Build) -> None:
    (event_id,) = build([document()])["events"].event_id
    decided = build([document()], reviews={event_id: Review("accepted", "佐藤", "2026-01-02")})
    (event,) = decided["events"].itertuples()
    assert (event.review, event.reviewer, event.reviewed_at) == ("accepted", "佐藤", "2026-01-02")


def test_dropped_text_is_listed_with_its_line(build: Build) -> None:
    tables = build([document()])
    dropped = tables["dropped"]
    assert list(zip(dropped.line_no, dropped.text, dropped.reason, strict=True)) == [
        (1, "広告\n", "advertising"),
        (4, "関連記事\n", "related"),
    ]
    (row,) = tables["documents"].itertuples()
    assert row.chars - row.chars_kept == sum(dropped.char_end - dropped.char_start)
    assert (row.records, row.status) == (1, "ok")


def test_a_stretch_too_long_for_a_cell_takes_several_rows(build: Build) -> None:
    text = "x\n" + "あ" * (2 * LONGEST_CELL + 5)
    page = Cleaned(AlignedText.keep(text, []), (Dropped(Span(0, len(text)), "empty", "r"),))
    dropped = build([Document(Source("a", text, ""), page)])["dropped"]
    assert "".join(dropped.text) == text
    assert list(dropped.line_no) == [1, 2, 2]
    assert list(dropped.char_end[:-1]) == list(dropped.char_start[1:])
    assert dropped.text.str.len().max() <= LONGEST_CELL


def test_mentions_hold_the_lexicon_and_the_model_once_each(build: Build) -> None:
    nato = Span(9, 13)
    result = document(
        mentions=(
            Mention(nato, "NATO", "organisation", "rule", codes=("NATO",), canonical="NATO"),
            Mention(nato, "NATO", "International_Organization", "ginza", codes=("NATO",)),
        ),
        annotation=Annotation(
            (),
            (
                Entity(nato, "NATO", "International_Organization"),
                Entity(Span(0, 2), "中谷", "Person"),
            ),
        ),
    )
    mentions = build([result])["mentions"]
    assert list(zip(mentions.text, mentions.origin, mentions.label, strict=True)) == [
        ("中谷", "ginza", "Person"),
        ("NATO", "ginza", "International_Organization"),
        ("NATO", "rule", "organisation"),
    ]
    assert list(mentions.char_start) == [3, 13, 13]
    assert mentions.mention_id.is_unique


def test_problems_name_their_record_and_come_once(build: Build) -> None:
    slow = Problem("a.txt", "events", "timed out", "meeting.x", "skipped", record=1)
    found = replace(document(), problems=(slow, slow))
    tables = build([found], problems=[Problem("z.bin", "sources", "no text", action="skipped")])
    problems = tables["problems"]
    assert list(problems.source) == ["a.txt", "z.bin"]
    assert list(problems.record_id.fillna("")) == [tables["records"].record_id[0], ""]
    assert list(tables["documents"].status) == ["problem"]


def test_what_linking_could_not_try_is_a_problem(build: Build) -> None:
    stopped = Problem("rules/linking", "linking", "pattern timed out", "linking.acsa")
    early = Problem("a.txt", "events", "timed out")
    tables = build([document()], problems=[early], link=lambda _: Links(problems=(stopped,)))
    assert list(tables["problems"].source) == ["a.txt", "rules/linking"]


def test_a_document_that_could_not_be_cleaned_has_a_row(build: Build) -> None:
    failed = Document(
        Source("b.txt", "壊れた", "0" * 64), None, (), (Problem("b.txt", "cleaning", "x"),)
    )
    (row,) = build([failed])["documents"].itertuples()
    assert (row.chars, row.records, row.status) == (3, 0, "problem")
    assert row.chars_kept is pd.NA


def test_importing_the_stage_does_not_load_pandas() -> None:
    code = "import sys, pipeline.stages.tables; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_no_documents_give_empty_tables_with_all_columns(
    build: Build, tables: dict[str, pd.DataFrame]
) -> None:
    for name, table in build([]).items():
        assert table.empty
        assert list(table.dtypes) == list(tables[name].dtypes)


def test_lone_surrogates_and_undecodable_names_do_not_stop_the_tables(build: Build) -> None:
    text = TEXT.replace("8日", "\ud800日")
    tables = build([document(text, "caf\udce9.txt")])
    (event,) = tables["events"].itertuples()
    assert event.source == "caf\\udce9.txt"
    assert "\ufffd日" in event.evidence
    assert event.evidence_end - event.evidence_start == len(event.evidence)


def test_two_documents_of_one_name_are_a_mistake_of_the_caller(build: Build) -> None:
    with pytest.raises(ValueError, match=r"a\.txt"):
        build([document(), document()])


def test_records_that_carry_the_same_text_share_a_group(build: Build) -> None:
    documents = [document(TEXT, "b.txt"), document(TEXT, "a.txt")]
    documents.append(document(TEXT.replace("会談した", "協議した"), "c.txt"))

    def equal(texts: list[str]) -> list[tuple[int, ...]]:
        first = texts.index(texts[0])
        return [tuple(i for i, text in enumerate(texts) if text == texts[first])]

    records = build(documents, stories=equal)["records"]
    a, b, c = records["same_as"]
    assert a == b
    assert a.startswith("same_")
    assert c is pd.NA
    assert build(documents[::-1], stories=equal)["records"].equals(records)
    assert build(documents)["records"]["same_as"].isna().all()
