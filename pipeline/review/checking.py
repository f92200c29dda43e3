"""What reviewers enter, checked field by field: the same for the page and spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.decisions import EDITABLE, Content
from pipeline.model import EVENT_TYPES, ROLES, STAGES, STATUSES
from pipeline.review.edtf import read_date
from pipeline.review.names import Names
from pipeline.rulefiles import deferred

Check = Callable[[Any, Names], Any]

LONGEST = 2000
_DAY = deferred(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?")
_CONTROL = deferred(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class FieldErrorsError(Exception):
    """Fields that cannot be taken as they are: ``errors`` maps each to a sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {error}" for name, error in errors.items()))
        self.errors = dict(errors)


def checked(fields: Mapping[str, Any], content: Content, names: Names) -> Content:
    """The fields as edits on ``content``: only those that change it, None where emptied.

    A new ``date_edtf`` brings its own first and last day. Raises :class:`FieldErrorsError` with
    all that is wrong, so that one look mends it.
    """
    errors: dict[str, str] = {}
    wanted: Content = {}
    for name in EDITABLE:
        if name not in fields:
            continue
        value = fields[name]
        if _same(value, content.get(name)):
            continue
        try:
            check: Check = _CHECKS.get(name, _text)
            wanted[name] = check(value, names)
        except ValueError as error:
            errors[name] = str(error)
    if not errors:
        _settle_dates(wanted, content, errors)
    if wanted.get("event_type", content.get("event_type")) is None:
        errors["event_type"] = "choose a type"
    if wanted.get("status", content.get("status")) is None:
        errors["status"] = "choose a status"
    if "evidence" in wanted and not wanted["evidence"]:
        errors["evidence"] = "an event needs its evidence: select it in the text"
    if errors:
        raise FieldErrorsError(errors)
    return {name: value for name, value in wanted.items() if not _same(value, content.get(name))}


def _same(new: Any, old: Any) -> bool:
    if isinstance(new, list | tuple):
        return tuple(new) == tuple(old or ())
    if isinstance(new, str):
        new = new.strip()
    return (new or None) == (old or None)


def _settle_dates(wanted: Content, content: Content, errors: dict[str, str]) -> None:
    """First and last day follow the EDTF date, and the other way round."""
    if "date_edtf" in wanted:
        date = read_date(wanted["date_edtf"]) if wanted["date_edtf"] else None
        for name in ("date_start", "date_end"):
            day = (date.start if name == "date_start" else date.end) if date else None
            if wanted.get(name) not in {None, day}:
                errors[name] = f"does not fit {wanted['date_edtf'] or 'an empty date'}"
            wanted[name] = day
    elif "date_start" in wanted or "date_end" in wanted:
        start = wanted.get("date_start", content.get("date_start"))
        end = wanted.get("date_end", content.get("date_end"))
        if start and end and start > end:
            errors["date_end"] = "lies before the first day"
        elif start or end:
            wanted["date_edtf"] = start if start == end else f"{start or '..'}/{end or '..'}"
        else:
            wanted["date_edtf"] = None


def _choice(choices: tuple[str, ...], *, empty: bool) -> Check:
    def check(value: Any, names: Names) -> str | None:
        text = str(value or "").strip()
        if not text and empty:
            return None
        if text not in choices:
            raise ValueError(f"'{text[:40]}' is none of: {', '.join(choices)}")
        return text

    return check


def _edtf(value: Any, names: Names) -> str | None:
    text = str(value or "").strip()
    return read_date(text).edtf if text else None


def _day(value: Any, names: Names) -> str | None:
    text = str(value or "").strip()
    if not text:
        return None
    date = read_date(text)
    if date.start != date.end or not _DAY.fullmatch(date.edtf):
        raise ValueError(f"'{text[:40]}' is not one day, as 2025-11-03")
    return date.edtf


def participants_of(value: Any) -> tuple[str, ...]:
    """Participants as entries ``CODE:role``, from a list or from text joined with ``;``."""
    entries = value.split(";") if isinstance(value, str) else list(value or ())
    return tuple(entry.strip() for entry in entries if entry and entry.strip())


def _participants(value: Any, names: Names) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for entry in participants_of(value):
        code, _, role = entry.partition(":")
        code, role = code.strip(), role.strip() or "party"
        if code not in names:
            raise ValueError(f"'{code[:40]}' is not a code of a country or organisation")
        if role not in ROLES:
            raise ValueError(f"'{role[:40]}' is none of the roles {', '.join(ROLES)}")
        found.setdefault(f"{code}:{role}", role)
    return tuple(found)


def _country(value: Any, names: Names) -> str | None:
    text = str(value or "").strip()
    if text and (text not in names or names.entries[text].kind != "country"):
        raise ValueError(f"'{text[:40]}' is not the three-letter code of a country")
    return text or None


def _text(value: Any, names: Names) -> str | None:
    text = str(value or "").strip()
    if len(text) > LONGEST:
        raise ValueError(f"is longer than {LONGEST} characters")
    if _CONTROL.search(text):
        raise ValueError("holds control characters")
    return text or None


_CHECKS: dict[str, Check] = {
    "event_type": _choice(EVENT_TYPES, empty=False),
    "status": _choice(STATUSES, empty=False),
    "stage": _choice(STAGES, empty=True),
    "date_edtf": _edtf,
    "date_start": _day,
    "date_end": _day,
    "participants": _participants,
    "location_code": _country,
}
