"""Queue, filters, decisions and re-runs, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from pipeline.decisions import DecisionLog
from pipeline.errors import InputError
from pipeline.review.agreement import agreements, cohens_kappa
from pipeline.review.checking import FieldErrorsError
from pipeline.review.deciding import ChangedMeanwhileError, UnknownEventError
from pipeline.review.filters import Filters, filters_of
from pipeline.review.outputs import Outputs
from pipeline.review.overview import overview
from pipeline.review.queries import facets, full, matching, progress, queue
from pipeline.review.texts import Mark, record_text, runs
from pipeline.review.views import event_view

Open = Callable[..., Any]
TOTAL = 156


def filtered(site: Any, query: str) -> list[str]:
    return matching(site.index, filters_of(parse_qsl(query)), site.reviewer)


def test_the_queue_pages_through_every_event_once(site: Open) -> None:
    here = site()
    for sort in ("order", "confidence", "date"):
        seen: list[str] = []
        after = ""
        while items := queue(here.index, Filters(sort=sort), "山田", after=after, limit=25):
            seen += [item.event_id for item in items]
            after = items[-1].cursor
        assert len(seen) == len(set(seen)) == TOTAL


@pytest.mark.parametrize(
    "query",
    [
        "type=port_call",
        "type=port_call&type=exercise",
        "status=planned",
        "stage=signed",
        "country=ITA",
        "country=ITA&country=DEU",
        "outlet=共同通信",
        "confidence=low",
        "confidence=mid&confidence=high",
        "flag=date_unresolved",
        "rule=visit.gold",
        "since=2024&until=2024",
        "q=イタリア",
        "q=italy",
        "source=003_4d0b8c5cd2f5d2c3.txt",
    ],
)
def test_each_filter_narrows_the_queue_and_its_facet_counts_it(site: Open, query: str) -> None:
    here = site()
    found = filtered(here, query)
    assert 0 < len(found) < TOTAL
    filters = filters_of(parse_qsl(query))
    assert sum(progress(here.index, filters, "山田").values()) == len(found)
    [(name, value), *more] = parse_qsl(query)
    if not more and name in {"type", "status", "outlet", "flag", "rule", "confidence"}:
        assert dict(facets(here.index, filters, "山田")[name])[value] == len(found)


def test_countries_narrow_each_other_and_types_widen(site: Open) -> None:
    here = site()
    both = filtered(here, "country=ITA&country=JPN")
    assert set(both) <= set(filtered(here, "country=ITA")) & set(filtered(here, "country=JPN"))
    two = filtered(here, "type=visit&type=aid")
    assert len(two) == len(filtered(here, "type=visit")) + len(filtered(here, "type=aid"))


def test_a_filter_survives_its_own_address(site: Open) -> None:
    query = "type=visit&country=ITA&country=JPN&since=2024-01&q=会談 100%&new=1&sort=date"
    filters = filters_of(parse_qsl(query))
    assert filters_of(parse_qsl(filters.address())) == filters
    assert filters.address(q="", new=False).count("=") == 5


def test_an_edit_moves_the_event_to_its_new_filter(site: Open) -> None:
    here = site()
    event_id = filtered(here, "type=port_call")[0]
    here.desk.edit(event_id, {"event_type": "visit", "participants": ["AUS:visitor", "JPN:host"]})
    assert event_id not in filtered(here, "type=port_call")
    assert event_id in filtered(here, "type=visit&country=AUS&review=edited")
    here.desk.undo()
    assert event_id in filtered(here, "type=port_call&review=pending")


def test_an_edit_without_a_difference_is_an_accept(site: Open, outputs: Path) -> None:
    here = site()
    event = full(here.index, filtered(here, "")[0])
    assert event is not None
    here.desk.edit(event.event_id, {k: event.content.get(k) for k in ("status", "event_type")})
    [kept] = DecisionLog(outputs).read().decisions
    assert (kept.action, kept.after) == ("accept", {"review": "accepted"})


def test_accepting_what_another_edited_keeps_the_edit(site: Open) -> None:
    first, second = site("山田"), site("佐藤")
    event_id = filtered(first, "status=planned")[0]
    first.desk.edit(event_id, {"status": "cancelled"})
    second.desk.decide(event_id, "accept")
    event = full(second.index, event_id)
    assert event is not None
    assert (event.review, event.content["status"]) == ("edited", "cancelled")
    assert not event.state.disagreement


def test_a_decision_on_a_page_that_is_out_of_date_is_refused(site: Open) -> None:
    first, second = site("山田"), site("佐藤")
    event_id = filtered(first, "")[0]
    second.desk.decide(event_id, "reject")
    with pytest.raises(ChangedMeanwhileError):
        first.desk.edit(event_id, {"status": "cancelled"}, seen="")
    with pytest.raises(UnknownEventError):
        first.desk.decide("ev_0000000000000000", "accept")


def test_a_bulk_accept_takes_only_what_was_counted(site: Open) -> None:
    first, second = site("山田"), site("佐藤")
    filters = Filters(type=("port_call",))
    count = len(first.desk.waiting(filters))
    second.desk.decide(first.desk.waiting(filters)[0], "reject")
    with pytest.raises(ChangedMeanwhileError):
        first.desk.accept_all(filters, count)
    batch, done = first.desk.accept_all(filters, count - 1)
    assert done == count - 1
    assert progress(first.index, filters, "山田")["accepted"] == count - 1
    assert len(first.desk.undo(batch)) == count - 1
    assert progress(first.index, filters, "山田")["pending"] == count - 1


def test_new_since_the_last_run(site: Open, rerun: Any, change_events: Any) -> None:
    here = site()
    dropped = []

    def without_aid(event: Any) -> Any:
        if event.type == "aid":
            dropped.append(event)
            return None
        return event

    assert filtered(here, "new=1") == []
    rerun(lambda documents: change_events(documents, without_aid))
    assert here.index.refresh()
    assert filtered(here, "new=1") == []
    rerun(lambda documents: documents)
    assert here.index.refresh()
    assert len(filtered(here, "new=1")) == len(dropped) > 0
    assert filtered(here, "new=1") == filtered(here, "type=aid")


def test_the_index_can_be_deleted_or_damaged_at_any_time(site: Open, tmp_path: Path) -> None:
    first = site()
    for event_id in filtered(first, "")[:5]:
        first.desk.decide(event_id, "accept")
    first.index.close()
    cache = tmp_path / "cache-山田"
    for path in cache.glob("*.sqlite*"):
        path.write_bytes(b"no database at all" * 500)
    second = site()
    assert progress(second.index, Filters(), "山田")["accepted"] == 5


def test_a_log_that_was_replaced_is_read_anew(site: Open, outputs: Path) -> None:
    here = site()
    for event_id in filtered(here, "")[:4]:
        here.desk.decide(event_id, "accept")
    lines = DecisionLog(outputs).path.read_bytes().splitlines(keepends=True)
    DecisionLog(outputs).path.write_bytes(b"".join(lines[:1]))
    here.index.sync()
    assert progress(here.index, Filters(), "山田")["accepted"] == 1
    DecisionLog(outputs).path.unlink()
    here.index.sync()
    assert progress(here.index, Filters(), "山田")["accepted"] == 0


def test_a_rerun_shows_old_and_new_side_by_side(site: Open, rerun: Any, change_events: Any) -> None:
    here = site()
    event_id = filtered(here, "type=visit")[0]
    here.desk.decide(event_id, "accept")
    rerun(
        lambda documents: change_events(
            documents,
            lambda e: replace(e, status="cancelled") if e.type == "visit" else e,
        )
    )
    here.index.refresh()
    event = full(here.index, event_id)
    assert event is not None
    assert event.review == "recheck"
    [change] = event_view(here.index, event, here.names, {}, blind=False).rechecks
    assert (change.name, change.value) == ("status", "中止 cancelled")
    assert change.old not in {"", change.value}


def test_others_verdicts_are_hidden_from_a_blind_reviewer(site: Open) -> None:
    first, second = site("山田"), site("佐藤")
    event_id = filtered(first, "")[0]
    first.desk.edit(event_id, {"location": "東京湾"})
    assert event_id in filtered(second, "mine=1")
    assert event_id not in filtered(first, "mine=1")
    event = full(second.index, event_id)
    assert event is not None
    blind = event_view(second.index, event, second.names, {}, blind=True)
    assert "東京湾" not in str(blind.fields)
    assert blind.history == []


def test_kappa_of_two_reviewers_by_type(site: Open) -> None:
    first, second = site("山田"), site("佐藤")
    ids = filtered(first, "type=port_call")[:4]
    for event_id, a, b in zip(
        ids, ["accept"] * 2 + ["reject"] * 2, ["accept"] * 3 + ["reject"], strict=True
    ):
        first.desk.decide(event_id, a)
        second.desk.decide(event_id, b)
    first.index.sync()
    whole, port_calls = agreements(first.index)
    assert (whole.event_type, port_calls.event_type) == ("all", "port_call")
    assert (port_calls.events, port_calls.observed) == (4, 0.75)
    assert port_calls.kappa == pytest.approx(0.5)


def test_kappa_is_that_of_the_textbook() -> None:
    # Cohen (1960), table of 2 by 2 proportions as counts.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    observed, kappa = cohens_kappa(pairs)
    assert observed == pytest.approx(0.7)
    assert kappa == pytest.approx(0.4)
    assert cohens_kappa([("y", "y")] * 3) == (1.0, None)


def test_adding_checks_its_fields_and_place(site: Open) -> None:
    here = site()
    record = here.index.one("SELECT * FROM records ORDER BY source LIMIT 1")
    fields = {
        "event_type": "visit",
        "status": "planned",
        "evidence": "訪問する",
        "participants": ["FRA"],
    }
    with pytest.raises(FieldErrorsError, match="outside this record"):
        here.desk.add(record["record_id"], fields, (10**6, 10**6 + 4))
    with pytest.raises(FieldErrorsError) as error:
        here.desk.add(record["record_id"], {"evidence": "x", "date_edtf": "2025-99"}, (0, 1))
    assert set(error.value.errors) == {"event_type", "status", "date_edtf"}
    entry = here.desk.add(record["record_id"], fields, (0, 4))
    assert filtered(here, "country=FRA&review=accepted") == [entry.event_id]
    here.desk.edit(entry.event_id, {"status": "completed"})
    event = full(here.index, entry.event_id)
    assert event is not None
    assert (event.review, event.content["status"]) == ("accepted", "completed")
    here.desk.decide(entry.event_id, "reject")
    event = full(here.index, entry.event_id)
    assert event is not None
    assert (event.review, event.content["evidence"]) == ("rejected", "訪問する")
    for _ in range(3):
        here.desk.undo()
    assert full(here.index, entry.event_id) is None


def test_the_text_is_the_source_with_the_evidence_marked(site: Open, project: Path) -> None:
    here = site()
    for event_id in filtered(here, "")[::10]:
        event = full(here.index, event_id)
        assert event is not None
        text = record_text(here.index, here.sources, event.row["record_id"], event, whole=True)
        source = (project / "seeds" / event.row["source"]).read_bytes().decode("utf-8")
        assert all(source[run.start : run.end] == run.text for run in text.runs)
        marked = "".join(run.text for run in text.runs if "evidence" in run.kinds)
        assert marked == event.content["evidence"]


def test_a_changed_source_is_not_shown_with_wrong_marks(site: Open) -> None:
    here = site()
    event = full(here.index, filtered(here, "")[0])
    assert event is not None
    here.index.db.execute("UPDATE documents SET sha256 = 'other'")
    text = record_text(here.index, here.sources, event.row["record_id"], event)
    assert text.runs == ()
    assert "changed since the run" in text.problem


def test_references_in_html_are_shown_as_characters_at_their_places() -> None:
    found = runs("A&amp;Bと会談", 0, 10, [Mark(8, 10, "evidence")], is_html=True)
    assert [(r.text, r.start, r.end) for r in found] == [
        ("A", 0, 1),
        ("&", 1, 6),
        ("Bと", 6, 8),
        ("会談", 8, 10),
    ]


def test_the_overview_counts_what_the_filters_leave(site: Open) -> None:
    here = site()
    figures = overview(here.index, Filters(), "山田", here.names)
    assert figures.total == TOTAL
    assert sum(map(sum, figures.series.values())) == TOTAL - figures.undated
    for row in figures.matrix:
        assert row["total"] == len(filtered(here, f"country={row['code']}"))
    edge = figures.edges[0]
    assert edge["n"] == len(filtered(here, f"country={edge['a']}&country={edge['b']}"))
    assert all(lane["steps"] for lane in figures.lanes)
    here.desk.decide(filtered(here, "type=visit")[0], "reject")
    assert overview(here.index, Filters(), "山田", here.names).total == TOTAL - 1


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"events\.csv"):
        Outputs(tmp_path)
