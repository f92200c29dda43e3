from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from pipeline.errors import RuleFilesError
from pipeline.model import EVENT_TYPES, STAGES, STATUSES
from pipeline.stages.tables import load_codes
from pipeline.stages.tables.codes import CodeRule, load_code_rules

RULES = Path(__file__).parents[3] / "rules"
ALL = load_code_rules(RULES)


def deciding(example: str) -> CodeRule:
    event_type, status, stage = (*example.split(), None)[:3]
    assert event_type is not None
    assert status is not None
    return next(rule for rule in ALL if rule.fits(event_type, status, stage))


@pytest.mark.parametrize("rule", ALL, ids=[rule.id for rule in ALL])
def test_examples_of_every_rule(rule: CodeRule) -> None:
    assert all(deciding(example) is rule for example in rule.examples.match)
    assert not any(deciding(example) is rule for example in rule.examples.no_match)


# The PLOVER type of each of our types, as the annotation guideline has it.
PLOVER = {
    "meeting": "CONSULT",
    "visit": "CONSULT",
    "port_call": "COOPERATE",
    "exercise": "COOPERATE",
    "dispatch": "COOPERATE",
    "aid": "AID",
    "equipment": "COOPERATE",
    "framework": "SUPPORT",
    "partnership": "SUPPORT",
    "information_sharing": "COOPERATE",
}


@pytest.mark.parametrize(("event_type", "status"), product(PLOVER, STATUSES))
def test_plover_follows_the_guideline(event_type: str, status: str) -> None:
    assert load_codes(RULES)(event_type, status, None)[0] == PLOVER[event_type]


@pytest.mark.parametrize(("status", "stage"), product(STATUSES, STAGES))
def test_an_agreement_is_support_once_signed(status: str, stage: str) -> None:
    concluded = status == "completed" and stage in {"signed", "approved", "in_force"}
    plover, _ = load_codes(RULES)("agreement", status, stage)
    assert plover == ("SUPPORT" if concluded else "AGREE")


def test_intent_is_told_from_deed_in_cameo() -> None:
    codes = load_codes(RULES)
    for event_type in EVENT_TYPES:
        done, planned = (codes(event_type, s, None)[1] for s in ("completed", "planned"))
        assert planned.startswith("03")
        assert event_type == "agreement" or done[:2] in {"04", "05", "06", "07"}


MEETING = """\
codes:
  - id: codes.meeting
    type: meeting
    plover: CONSULT
    cameo: "040"
    note: Talks.
    examples: {match: [meeting planned], no_match: [visit planned]}
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (MEETING, r"plover\.yaml:1:1 no rule gives codes to 'visit considered'"),
        (MEETING.replace("type: meeting", "type: meating"), r":3:11 unknown type 'meating'"),
        (
            MEETING.replace("    plover", "    status: [done]\n    plover"),
            r":4:13 unknown status 'done'",
        ),
        (MEETING + MEETING.split("codes:\n")[1], r":8:9 id 'codes\.meeting' is used before"),
        (MEETING.replace("cameo", "camoe"), r":5:5 unknown key 'camoe'; did you mean 'cameo'"),
    ],
)
def test_a_broken_file_is_told_by_line(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes/plover.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFilesError, match=message):
        load_codes(tmp_path)
