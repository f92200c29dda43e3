"""Records, cleaning and dates: what each mistake costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.evaluation import Gold, Predicted, RecordRow
from pipeline.evaluation.content import score_content
from pipeline.evaluation.dates import score_borne_dates, score_dates
from pipeline.evaluation.records import score_records, trimmed
from pipeline.evaluation.rows import DateRow, EventRow, Stretch
from pipeline.model import Span

TEXT = "会談の記事\n11月25日に会談した。\n関連リンク\n次の記事\n"
FILE = "記事.txt"
ITEM = RecordRow(FILE, 1, Span(0, 18), {"published": "2024-11-26", "title": "会談の記事"})
NEXT = RecordRow(FILE, 2, Span(25, 29), {"published": None, "title": "次の記事"})
DAY = DateRow(FILE, Span(6, 12), "11月25日", "DATE", "2024-11-25", "2024-11-25")
ABOUT = DateRow(FILE, Span(13, 15), "会談", "VAGUE")
STRETCHES = (
    Stretch(Span(0, 5), content=True),
    Stretch(Span(6, 18), content=True),
    Stretch(Span(19, 24), content=False),
)
GOLD = Gold({FILE: TEXT}, (), (ITEM, NEXT), {FILE: STRETCHES}, (DAY, ABOUT))


def run(**fields: object) -> Predicted:
    return Predicted(**{"dropped": {FILE: ()}, **fields})


def records(*rows: RecordRow):
    return score_records(run(records=rows), GOLD)


def test_white_space_at_the_ends_of_a_record_is_free() -> None:
    scores = records(replace(ITEM, span=Span(0, 19)), replace(NEXT, span=Span(24, 30)))
    assert scores.exact.f1 == scores.near.f1 == 1
    assert {name: share.rate for name, share in scores.fields.items()} == {
        "published": 1,
        "title": 1,
    }


def test_a_boundary_some_characters_off_is_near_but_not_exact() -> None:
    scores = records(replace(ITEM, span=Span(1, 18)), NEXT)
    assert scores.exact.recall == scores.exact.precision == 1 / 2
    assert scores.near.f1 == 1


def test_a_page_that_is_not_split_loses_its_records_and_keeps_no_header() -> None:
    scores = records(replace(ITEM, span=Span(0, 29)))
    assert scores.exact.right == scores.near.right == 0
    assert scores.missed == (ITEM, NEXT)
    assert scores.fields["published"].of == 1  # the first item has more than half of it


def test_a_record_too_many_costs_precision() -> None:
    scores = records(ITEM, NEXT, RecordRow(FILE, 3, Span(19, 24)))
    assert scores.exact.recall == 1
    assert scores.exact.precision == 2 / 3
    assert [row.number for row in scores.extra] == [3]


@pytest.mark.parametrize(
    ("value", "rate"),
    [
        ("2024-11-26", 1),
        ("2024-11-26T09:30:00+09:00", 1),  # the gold tells no time of day
        ("2024-11-25", 1 / 2),
        ("2024-11-25T09:30:00+09:00", 1 / 2),
        (None, 1 / 2),
    ],
)
def test_header_fields_are_compared(value: str | None, rate: float) -> None:
    row = replace(ITEM, header={"published": value, "title": "会談 の記事"})
    scores = records(row, NEXT)
    assert scores.fields["published"].rate == rate
    assert scores.fields["title"].rate == 1


def test_a_date_where_the_gold_has_none_is_a_wrong_header() -> None:
    row = replace(NEXT, header={"published": "2024-11-26", "title": "次の記事"})
    assert records(ITEM, row).fields["published"].rate == 1 / 2


def test_markup_around_a_record_is_free() -> None:
    page = "<div>\n<h2>会談</h2><p>本文</p> </div>\n"
    assert trimmed(Span(0, len(page)), page) == Span(page.index("会"), page.index("文") + 1)
    assert trimmed(Span(0, 6), page).end >= trimmed(Span(0, 6), page).start


def test_nothing_dropped_costs_precision_and_all_dropped_recall() -> None:
    kept = score_content({FILE: ()}, GOLD).pooled
    assert (kept.recall, kept.precision) == (1, 17 / 22)
    nothing = score_content({FILE: (Span(0, len(TEXT)),)}, GOLD).pooled
    assert (nothing.recall, nothing.f1) == (0, 0)
    unread = score_content({}, GOLD).pooled
    assert unread.f1 == 0


def test_each_character_counts_and_lines_not_judged_do_not() -> None:
    scores = score_content({FILE: (Span(0, 1), Span(19, 24), Span(25, 30))}, GOLD)
    assert (scores.pooled.right, scores.pooled.predicted, scores.pooled.gold) == (16, 16, 17)


def test_pages_weigh_the_same_in_the_macro_score() -> None:
    other = replace(
        GOLD,
        texts={FILE: TEXT, "二.txt": TEXT},
        stretches={FILE: STRETCHES, "二.txt": STRETCHES[:1]},
    )
    scores = score_content({FILE: (Span(19, 24),), "二.txt": (Span(0, 5),)}, other)
    assert scores.macro_f1 == 1 / 2
    assert scores.pooled.recall == 17 / 22


def test_mixed_lines_are_judged_by_their_parts(seeds: Gold) -> None:
    file = "002_7d828578cb3818c2.txt"
    line = "さらに読む"
    parts = [s for s in seeds.stretches[file] if line in seeds.texts[file][slice(*s.span)]]
    assert parts
    assert all(not s.content for s in parts)
    after = [s.content for s in seeds.stretches[file] if s.span.start == parts[0].span.end]
    assert after == [True]


def dates(*rows: DateRow):
    return score_dates(run(dates=rows), GOLD)


def test_a_right_date_is_exact() -> None:
    zone = dates(DAY).zones["body"]
    assert zone.exact.rate == zone.found.rate == zone.same_span.rate == 1
    assert zone.undated.rate == 1
    assert not zone.wrong


@pytest.mark.parametrize(
    "wrong",
    [
        replace(DAY, start="2025-11-25", end="2025-11-25"),
        replace(DAY, end="2024-11-26"),
        replace(DAY, end=None),
        replace(DAY, start="2024-11-25T10:00", end="2024-11-25T10:00"),
    ],
)
def test_another_value_is_found_but_not_exact(wrong: DateRow) -> None:
    zone = dates(wrong).zones["body"]
    assert (zone.found.rate, zone.exact.rate) == (1, 0)
    assert zone.wrong == ((DAY, wrong),)


def test_a_date_of_other_extent_is_exact_by_value_alone() -> None:
    zone = dates(replace(DAY, span=Span(6, 13))).zones["body"]
    assert (zone.exact.rate, zone.same_span.rate) == (1, 0)


def test_an_unresolved_date_is_right_when_left_empty() -> None:
    gold = replace(GOLD, dates=(replace(DAY, start=None, end=None),))
    empty = replace(DAY, start=None, end=None)
    assert score_dates(run(dates=(empty,)), gold).zones["body"].exact.rate == 1
    assert score_dates(run(dates=(DAY,)), gold).zones["body"].exact.rate == 0
    assert score_dates(run(), gold).zones["body"].exact.rate == 0


def test_dating_a_vague_word_is_wrong() -> None:
    assert dates(DAY, replace(DAY, span=ABOUT.span)).zones["body"].undated.rate == 0


def test_dates_in_content_without_any_are_spurious() -> None:
    title, furniture = (replace(DAY, span=Span(*span)) for span in ((0, 2), (19, 21)))
    scores = dates(DAY, title, furniture)
    assert scores.spurious == (title,)
    assert scores.zones["body"].exact.rate == 1


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2024-11-25", "2024-11-25", True),
        ("2024-11-24", "2024-11-25", False),
        ("2024-11-25", None, True),
        ("2024-11-26", "2024-11-25", True),  # a deadline from the day of publication
        (None, None, None),
    ],
)
def test_the_days_that_events_bear(start: str | None, end: str | None, found: bool | None) -> None:
    event = EventRow(
        FILE, "meeting", frozenset({"JPN"}), "completed", None, start, end, 1, Span(6, 12)
    )
    share = score_borne_dates(run(dates=(DAY,)), replace(GOLD, events=(event,))).share
    assert share.rate == (None if found is None else found)


@pytest.mark.parametrize(("in_pieces", "found"), [(True, True), (False, False)])
def test_an_interval_told_in_two_places_is_met_by_two_days(in_pieces: bool, found: bool) -> None:
    days = ("2024-11-25", "2024-11-28")
    last = replace(DAY, start=days[1], end=days[1], span=Span(9, 12))
    event = EventRow(
        FILE, "visit", frozenset({"JPN"}), "completed", None, *days, 1, Span(6, 12),
        in_pieces=in_pieces,
    )  # fmt: skip
    predicted = run(dates=(DAY, last))
    assert score_borne_dates(predicted, replace(GOLD, events=(event,))).share.rate == found


@pytest.mark.parametrize(("heading", "found"), [("2024-11-01", True), ("2024-11-02", False)])
def test_the_days_in_the_heading_of_an_item_count(heading: str, found: bool) -> None:
    days = ("2024-11-01", "2024-11-03")
    event = EventRow(FILE, "meeting", frozenset({"JPN"}), "completed", None, *days, 1, Span(6, 12))
    header = {"item_date_start": heading, "item_date_end": days[1]}
    predicted = run(records=(replace(ITEM, header=header),), dates=(DAY,))
    assert score_borne_dates(predicted, replace(GOLD, events=(event,))).share.rate == found


def test_furniture_is_left_out(seeds: Gold, copy: Callable[[Gold], Predicted]) -> None:
    assert seeds.dates is not None
    without = [d for d in seeds.dates if d.zone != "furniture"]
    assert len(without) < len(seeds.dates)
    predicted = replace(copy(seeds), dates=tuple(without))
    assert score_dates(predicted, seeds) == score_dates(copy(seeds), seeds)
