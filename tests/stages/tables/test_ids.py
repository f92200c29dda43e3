from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import (
    AlignedText,
    Document,
    Event,
    EventDate,
    Participant,
    Record,
    RecordResult,
    Source,
    Span,
)
from pipeline.stages.tables.ids import article_key, numbered

from .conftest import Build

BODY = "岩屋外相は16日、キーウでシビハ外相と会談した。情報保護協定に署名した。"


def document(
    text: str = BODY, name: str = "a.txt", *, body: str = BODY, **head: str | None
) -> Document:
    """A page of one record whose two events stand where ``body`` does in ``text``."""
    at = text.index(body)
    record = Record(
        1,
        Span(at, at + len(body)),
        AlignedText.keep(text, [Span(at, at + len(body))]),
        (),
        title=head.get("title", "日ウクライナ外相会談"),
        published=head.get("published", "2024-11-16"),
        article_ref=head.get("article_ref"),
        url=head.get("url"),
    )
    parties = (Participant("JPN"), Participant("UKR"))
    first, second = body.index("会談"), body.index("署名")
    events = (
        Event("meeting", "completed", parties, Span(0, first + 2), Span(first, first + 2), "m"),
        Event(
            "agreement",
            "completed",
            parties,
            Span(first + 5, second + 2),
            Span(second, second + 2),
            "a",
            stage="signed",
        ),
    )
    return Document(Source(name, text, "0" * 64), None, (RecordResult(record, events=events),))


def ids(build: Build, *documents: Document) -> list[str]:
    return list(build(documents)["events"].event_id)


def test_ids_keep_through_edited_rules(build: Build) -> None:
    page = document()
    (result,) = page.records
    edited = replace(
        result,
        events=tuple(
            replace(
                e,
                rule_id="new",
                status="planned",
                confidence=0.1,
                participants=(),
                date=EventDate("2024-11-16", "2024-11-16"),
                instrument="協定",
                flags=("date_unresolved",),
            )
            for e in result.events
        ),
    )
    assert ids(build, replace(page, records=(edited,))) == ids(build, page)


@pytest.mark.parametrize(
    "scraped",
    [
        document("メニュー\n広告\n" + BODY + "\n関連記事"),
        document(name="other/2024-11-17.html"),
        document(body=BODY.replace("、", "、\n"), text="x" + BODY.replace("、", "、\n")),
        document(body=BODY.replace("16", "１６"), text=BODY.replace("16", "１６")),
        document(title="日ウクライナ 外相会談"),
    ],
    ids=["more furniture", "another file", "hard wraps", "full-width digits", "spaced headline"],
)
def test_ids_keep_when_the_page_is_scraped_again(build: Build, scraped: Document) -> None:
    assert ids(build, scraped) == ids(build, document())


def test_an_article_with_a_reference_keeps_its_ids_when_its_day_changes(build: Build) -> None:
    first = document(article_ref="2412-111615")
    assert ids(build, document(article_ref="2412-111615", published=None)) == ids(build, first)
    assert ids(build, document(article_ref="2412-111616")) != ids(build, first)


def test_copies_of_an_article_never_share_an_id(build: Build) -> None:
    tables = build([document(name="a.txt"), document(name="b.txt"), document(name="c.txt")])
    assert tables["events"].event_id.is_unique
    assert tables["records"].record_id.is_unique
    assert tables["documents"].doc_id.is_unique


def test_a_new_article_of_the_same_headline_leaves_the_ids_of_others(build: Build) -> None:
    other = "岩屋外相は17日、ワルシャワで大統領と会談した。文書に署名した。"
    before = ids(build, document())
    both = build([document(), document(other, "0.txt", body=other)])["events"]
    assert list(both.event_id[both.source == "a.txt"]) == before


def test_twin_events_of_one_sentence_are_told_apart(build: Build) -> None:
    page = document()
    (result,) = page.records
    meeting = result.events[0]
    twins = (replace(meeting, instrument="甲"), replace(meeting, instrument="乙"))
    one = build([replace(page, records=(replace(result, events=twins),))])["events"]
    other = build([replace(page, records=(replace(result, events=twins[::-1]),))])["events"]
    assert one.event_id.is_unique
    assert one.equals(other)


def test_a_record_without_headline_is_known_by_its_opening(build: Build) -> None:
    bare = document(title=None, published=None)
    moved = document("広告\n" + BODY, "b.txt", title=None, published=None)
    assert ids(build, bare) == ids(build, moved)


@given(st.lists(st.text(max_size=2), max_size=30))
def test_numbered_ids_are_unique_and_follow_the_keys(keys: list[str]) -> None:
    made = list(numbered("ev", keys))
    assert len(set(made)) == len(keys)
    # Adding a key at the end changes no id before it.
    assert list(numbered("ev", [*keys, "x"]))[: len(keys)] == made


def test_articles_of_one_page_differ_by_headline() -> None:
    page = {"url": "https://example.jp/list", "published": "2024-01-01"}
    one, two = document(title="甲", **page), document(title="乙", **page)
    assert article_key(one.records[0].record) != article_key(two.records[0].record)
