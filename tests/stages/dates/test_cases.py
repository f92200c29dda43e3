"""Every expression of the table has the value it is given there."""

from __future__ import annotations

from typing import Any

import edtf

from pipeline.stages.dates import DateRules, find_dates
from pipeline.stages.dates.examples import shown_value

TYPES = {"DURATION", "SET", "VAGUE"}


def test_case(case: Any, rules: DateRules):
    found = find_dates(case.text, case.anchor, rules)
    if case.value == "nothing":
        assert [timex.text for timex in found if timex.type in {"DATE", "RANGE"}] == []
        assert all(timex.start is None for timex in found)
        return
    timex = next((t for t in found if t.span == (case.start, case.end)), None)
    assert timex is not None, f"{case.expression} is not among {[t.text for t in found]}"
    assert shown_value(timex) == case.value
    if case.note in TYPES:
        assert (timex.type, timex.flags) == (case.note, ())
    else:
        assert timex.flags == ((case.note,) if case.note else ())
    if timex.start is not None:
        edtf.parse_edtf(timex.edtf)
