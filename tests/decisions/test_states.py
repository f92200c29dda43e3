"""What several decisions on one event amount to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decisions import Decision, decision, live, state_of


class Pen:
    """Writes decisions on one event, one after the other."""

    def __init__(self) -> None:
        self.written: list[Decision] = []

    def __call__(self, reviewer: str, action: str, after: Any = None, **parts: Any) -> Decision:
        entry = decision(
            salt=str(len(self.written)),
            at=f"2025-11-03T10:{len(self.written):02d}:00+09:00",
            reviewer=reviewer,
            action=action,
            event_id="ev_1",
            content_hash=parts.pop("content_hash", "h1"),
            after=after or {},
            **parts,
        )
        self.written.append(entry)
        return entry


@pytest.fixture
def pen() -> Pen:
    return Pen()


def test_no_decision_is_pending(pen: Pen) -> None:
    assert state_of([]).review("h1") == "pending"


def test_the_last_verdict_holds(pen: Pen) -> None:
    pen("山田", "accept", {"review": "accepted"})
    pen("山田", "reject", {"review": "rejected"})
    assert state_of(pen.written).review("h1") == "rejected"


def test_a_changed_event_is_to_recheck_until_it_is_decided_again(pen: Pen) -> None:
    pen("山田", "accept", {"review": "accepted"}, content_hash="h1")
    assert state_of(pen.written).review("h2") == "recheck"
    pen("山田", "accept", {"review": "accepted"}, content_hash="h2")
    assert state_of(pen.written).review("h2") == "accepted"


def test_undo_brings_back_what_was_before_and_undo_of_undo_too(pen: Pen) -> None:
    pen("山田", "accept", {"review": "accepted"})
    rejected = pen("山田", "reject", {"review": "rejected"})
    undo = pen("山田", "undo", undoes=rejected.decision_id)
    assert state_of(pen.written).verdict == "accepted"
    pen("山田", "undo", undoes=undo.decision_id)
    assert state_of(pen.written).verdict == "rejected"


def test_skip_and_note_decide_nothing(pen: Pen) -> None:
    pen("山田", "skip")
    pen("山田", "note", note="出典を確認")
    state = state_of(pen.written)
    assert (state.verdict, state.skipped, state.note) == ("pending", True, "出典を確認")
    pen("山田", "accept", {"review": "accepted"})
    assert not state_of(pen.written).skipped


def test_two_reviewers_disagree_until_a_third_look_settles_it(pen: Pen) -> None:
    pen("山田", "accept", {"review": "accepted"})
    pen("佐藤", "reject", {"review": "rejected"})
    state = state_of(pen.written)
    assert state.disagreement
    assert state.verdicts == {"山田": "accepted", "佐藤": "rejected"}
    pen("鈴木", "accept", {"review": "accepted"}, settles=True)
    state = state_of(pen.written)
    assert not state.disagreement
    assert state.verdict == "accepted"
    assert state.verdicts == {"山田": "accepted", "佐藤": "rejected"}


def test_the_same_edit_by_two_is_no_disagreement_but_another_is(pen: Pen) -> None:
    pen("山田", "edit", {"review": "edited", "status": "planned"})
    pen("佐藤", "edit", {"review": "edited", "status": "planned"})
    assert not state_of(pen.written).disagreement
    pen("鈴木", "edit", {"review": "edited", "status": "completed"})
    assert state_of(pen.written).disagreement


@given(st.lists(st.sampled_from(["accept", "reject", "undo"]), max_size=12))
def test_undoing_everything_is_as_if_nothing_was_decided(actions: list[str]) -> None:
    pen = Pen()
    for action in actions:
        standing = live(pen.written)
        if action == "undo" and standing:
            pen("山田", "undo", undoes=standing[-1].decision_id)
        elif action != "undo":
            pen("山田", action, {"review": f"{action}ed"})
    while standing := live(pen.written):
        pen("山田", "undo", undoes=standing[-1].decision_id)
    assert state_of(pen.written).verdict == "pending"
