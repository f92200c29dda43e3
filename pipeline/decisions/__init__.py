"""Reviewers' decisions: the log that keeps them, and what they make of a run's events.

``decisions.jsonl`` in the output folder is the only truth about reviews. It is keyed by
stable event ids; each line holds what the program said when it was decided, so that a
re-run can tell decisions that still stand from those to look at again.
"""

from pipeline.decisions.applying import (
    ADDED_RULE,
    EDIT_COLUMNS,
    Applied,
    Orphan,
    apply_decisions,
    participant_rows,
)
from pipeline.decisions.content import (
    EDITABLE,
    Content,
    changes,
    content_hash,
    content_of,
    edited,
    frozen,
    place_of,
)
from pipeline.decisions.entries import ACTIONS, Action, Decision, decision, parse_decision
from pipeline.decisions.log import FILE, DecisionLog, Reading, Writer
from pipeline.decisions.states import State, live, state_of, states_of
from pipeline.decisions.tables import refresh_tables, reviewed

__all__ = [
    "ACTIONS",
    "ADDED_RULE",
    "EDITABLE",
    "EDIT_COLUMNS",
    "FILE",
    "Action",
    "Applied",
    "Content",
    "Decision",
    "DecisionLog",
    "Orphan",
    "Reading",
    "State",
    "Writer",
    "apply_decisions",
    "changes",
    "content_hash",
    "content_of",
    "decision",
    "edited",
    "frozen",
    "live",
    "parse_decision",
    "participant_rows",
    "place_of",
    "refresh_tables",
    "reviewed",
    "state_of",
    "states_of",
]
