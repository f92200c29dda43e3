"""Dates beside other tools: how many are read exactly, and how fast.

The questions are the dated expressions in the body of the seeds and those of the test
table. Every tool gets each expression twice, in its text and alone, with the day to count
from; an answer counts when its first and last day are both right either way. ``undated``
is the share of things that are no dates, or impossible ones, left without a value. Speed
is that of reading whole records in one process.

The other tools answer in points, pieces or half-open intervals. The adapters here put
their pieces together as kindly as they allow: ranges are joined, months and weeks widened,
a counted year or month carried over to what follows it.
"""

from __future__ import annotations

import json
import time
import warnings
from calendar import monthrange
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import regex
from rich.console import Console
from rich.table import Table

from pipeline.stages.dates import find_dates, load_date_rules

PROJECT = Path(__file__).parents[2]
GOLD = PROJECT / "tests" / "gold" / "seeds"
CASES = PROJECT / "tests" / "stages" / "dates" / "cases.tsv"
ROUNDS = 5
# For tools that must have a day to count from; the questions without one name their year.
SOME_DAY = date(2025, 1, 1)

Days = tuple[date, date]
Found = list[tuple[int, int, date, date]]
Tool = Callable[[str, date | None], Found]


@dataclass(frozen=True)
class Question:
    """An expression in its text, and its first and last day (None: it has none)."""

    text: str
    start: int
    end: int
    anchor: date | None
    answer: Days | None


# --- the tools ----------------------------------------------------------------------------


def ours() -> Tool:
    rules = load_date_rules(PROJECT / "rules" / "dates")

    def find(text: str, anchor: date | None) -> Found:
        return [
            (*t.span, date.fromisoformat(t.start[:10]), date.fromisoformat(t.end[:10]))
            for t in find_dates(text, anchor, rules)
            if t.start is not None and t.end is not None
        ]

    return find


def peers() -> Iterator[tuple[str, Tool]]:
    """The tools that are installed; ``pip install -e .[bench]`` brings most.

    Recognizers-Text needs old versions of common packages: install it by itself
    (``recognizers-text-date-time``, ``emoji<2``). It knows no Japanese; its Chinese does.
    """
    with suppress(ImportError):
        yield "ja-timex", ja_timex()
    with suppress(ImportError):
        yield "Recognizers-Text (zh-cn)", recognizers()
    with suppress(ImportError):
        yield "dateparser", dateparser()
    with suppress(ImportError):
        yield "ja-date-parser", ja_date_parser()


def ja_timex() -> Tool:
    import pendulum  # noqa: PLC0415
    from ja_timex import TimexParser  # noqa: PLC0415

    parser = TimexParser()

    def find(text: str, anchor: date | None) -> Found:
        day = anchor or SOME_DAY
        parser.reference = pendulum.datetime(day.year, day.month, day.day)
        found: Found = []
        counted: Days | None = None
        counted_end = -1
        for timex in parser.parse(text):
            start, end = timex.span
            carried = counted if start - counted_end in {0, 1} else None
            days = _ja_timex_days(timex, day, carried)
            if days is not None:
                found.append((start, end, *days))
            if timex.type == "DURATION" and days is not None:
                counted, counted_end = days, end
        return found

    return find


_VALUE = regex.compile(r"(\d{4}|XXXX)-(\d\d|XX|SP|SU|FA|WI)(?:-(\d\d|XX))?")
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_COUNTED = regex.compile(r"P(\d+)([DWMY])")


def _ja_timex_days(timex: Any, anchor: date, carried: Days | None) -> Days | None:
    if timex.type == "DURATION":
        counted = _COUNTED.fullmatch(timex.value)
        sign = {"BEFORE": -1, "AFTER": 1, "NOW": 0}.get(timex.mod)
        if counted is None or sign is None:
            return None
        return _unit_away(anchor, int(counted[1]) * sign, counted[2])
    value = _VALUE.fullmatch(timex.value) if timex.type == "DATE" else None
    if value is None:
        return None
    base = carried[0] if carried else anchor
    year = base.year if value[1] == "XXXX" else int(value[1])
    if value[2] in _SEASONS:
        return _months(year, *_SEASONS[value[2]])
    if value[2] == "XX" and value[3] in {None, "XX"}:
        return _months(year, 1, 12)
    month = base.month if value[2] == "XX" else int(value[2])
    if value[3] in {None, "XX"}:
        return _months(year, month, month)
    with suppress(ValueError):
        return (date(year, month, int(value[3])),) * 2
    return None


def _unit_away(anchor: date, by: int, unit: str) -> Days:
    if unit == "D":
        return (anchor + timedelta(days=by),) * 2
    if unit == "W":
        monday = anchor - timedelta(days=anchor.weekday() - 7 * by)
        return monday, monday + timedelta(days=6)
    if unit == "M":
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + by, 12)
        return _months(year, month + 1, month + 1)
    return _months(anchor.year + by, 1, 12)


def _months(year: int, first: int, last: int) -> Days:
    closing = year + (last < first)
    return date(year, first, 1), date(closing, last, monthrange(closing, last)[1])


def recognizers() -> Tool:
    from recognizers_date_time import recognize_datetime  # noqa: PLC0415

    def find(text: str, anchor: date | None) -> Found:
        day = anchor or SOME_DAY
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001
        found: Found = []
        for result in recognize_datetime(text, "zh-cn", reference=moment):
            values = (result.resolution or {}).get("values", ())
            readings = [days for value in values if (days := _recognized(value))]
            if readings:
                nearest = min(readings, key=lambda days: abs(days[0] - day))
                found.append((result.start, result.end + 1, *nearest))
        return found

    return find


def _recognized(value: dict[str, str]) -> Days | None:
    with suppress(ValueError):
        if "value" in value:
            return (date.fromisoformat(value["value"][:10]),) * 2
        if "start" in value and "end" in value:
            end = date.fromisoformat(value["end"][:10]) - timedelta(days=1)
            return date.fromisoformat(value["start"][:10]), end
    return None


def dateparser() -> Tool:
    from dateparser.search import search_dates  # noqa: PLC0415

    def find(text: str, anchor: date | None) -> Found:
        day = anchor or SOME_DAY
        settings = {"RELATIVE_BASE": datetime(day.year, day.month, day.day)}  # noqa: DTZ001
        found: Found = []
        at = 0
        for surface, moment in search_dates(text, languages=["ja"], settings=settings) or ():
            start = text.find(surface, at)
            at = max(at, start)
            found.append((start, start + len(surface), *_widened(surface, moment.date())))
        return found

    return find


def _widened(surface: str, day: date) -> Days:
    """The unit that a point stands for, by the last unit written."""
    if surface.endswith("年"):
        return _months(day.year, 1, 12)
    return _months(day.year, day.month, day.month) if surface.endswith("月") else (day, day)


def ja_date_parser() -> Tool:
    from jadtparser import to_datetime  # noqa: PLC0415

    def find(text: str, _: date | None) -> Found:
        # It reads a whole string as one date, and raises for any other.
        with suppress(Exception):
            day = to_datetime(text).date()
            return [(0, len(text), day, day)]
        return []

    return find


# --- the questions ------------------------------------------------------------------------


def gold_questions() -> tuple[list[Question], list[tuple[str, date | None]]]:
    """The dated expressions in the bodies of the seeds, and the records they stand in."""
    records = {(row["file"], row["record"]): row for row in rows("records")}
    questions = []
    for row in rows("dates"):
        if row["zone"] != "body" or not row["start"]:
            continue
        record = records[row["file"], row["record"]]
        questions.append(
            Question(
                record_text(record),
                row["char_start"] - record["char_start"],
                row["char_end"] - record["char_start"],
                _day(row["anchor_date"]),
                (date.fromisoformat(row["start"][:10]), date.fromisoformat(row["end"][:10])),
            )
        )
    texts = [(record_text(record), _day(record["published"])) for record in records.values()]
    return questions, texts


def rows(name: str) -> list[dict[str, Any]]:
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def record_text(record: dict[str, Any]) -> str:
    text = (PROJECT / "seeds" / record["file"]).read_text(encoding="utf-8")
    return text[record["char_start"] : record["char_end"]]


def table_questions() -> list[Question]:
    """The lines of the test table."""
    questions = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        anchor, text, value, *_ = line.split("\t")
        start, end = text.find("["), text.find("]") - 1
        if start < 0:
            start, end = 0, len(text)
        else:
            text = text.replace("[", "", 1).replace("]", "", 1)
        first, _, last = value.partition("/")
        answer = None
        if value not in {"none", "nothing"}:
            answer = date.fromisoformat(first[:10]), date.fromisoformat((last or first)[:10])
        day = None if anchor == "-" else date.fromisoformat(anchor)
        questions.append(Question(text, start, end, day, answer))
    return questions


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


# --- the table ----------------------------------------------------------------------------


def answers(tool: Tool, question: Question) -> Iterator[Days | None]:
    """What the tool says of the expression in its text, and of the expression alone."""
    alone = question.text[question.start : question.end]
    yield _covering(tool(question.text, question.anchor), question.start, question.end)
    yield _covering(tool(alone, question.anchor), 0, len(alone))


def _covering(found: Found, start: int, end: int) -> Days | None:
    inside = [item for item in found if item[0] < end and start < item[1]]
    return (inside[0][2], inside[-1][3]) if inside else None


def accuracy(tool: Tool, questions: list[Question]) -> str:
    right = sum(question.answer in answers(tool, question) for question in questions)
    return f"{right}/{len(questions)}  {right / len(questions):.1%}"


def undated(tool: Tool, questions: list[Question]) -> str:
    right = sum(set(answers(tool, question)) == {None} for question in questions)
    return f"{right / len(questions):.1%}"


def speeds(tools: dict[str, Tool], texts: list[tuple[str, date | None]]) -> dict[str, float]:
    """Characters a second of processor time, the best of some rounds in turn."""
    best = dict.fromkeys(tools, float("inf"))
    for _ in range(ROUNDS):
        for name, tool in tools.items():
            start = time.process_time()
            for text, anchor in texts:
                tool(text, anchor)
            best[name] = min(best[name], time.process_time() - start)
    characters = sum(len(text) for text, _ in texts)
    return {name: characters / seconds for name, seconds in best.items()}


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore")
    gold, texts = gold_questions()
    table_rows = table_questions()
    dated = [question for question in table_rows if question.answer is not None]
    others = [question for question in table_rows if question.answer is None]
    tools = {"renkei": ours(), **dict(peers())}
    rates = speeds(tools, texts)
    table = Table(title="Dates: first and last day both right", box=None)
    for heading in ("", "seeds' bodies", "test table", "undated", "characters/s", "renkei is"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, tool in tools.items():
        cells = [accuracy(tool, gold), accuracy(tool, dated), undated(tool, others)]
        times = f"{rates['renkei'] / rates[name]:.1f} times as fast" if name != "renkei" else ""
        table.add_row(name, *cells, f"{rates[name]:,.0f}", times)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
