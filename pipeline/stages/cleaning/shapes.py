"""What a line looks like: measures of its shape and place, by name.

The names are the keys of ``weights.shapes`` in ``rules/cleaning/weights.yaml``; nothing
here says what a shape means, only whether a line has it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import regex

from pipeline.model import Line
from pipeline.stages.cleaning.lineshapes import bare, beside_dates, own_shapes
from pipeline.stages.cleaning.rules import CleaningRules

_TOLD = frozenset({"sentence", "row"})
_TOLD_OR_DATED = frozenset({"sentence", "prose", "dateline", "dated", "row", "timed"})
_FLOWING = frozenset({"sentence", "prose", "row"})
_LINKS = frozenset({"menu", "crumbs"})
_RUNNING = frozenset({"sentence", "prose", "dateline", "row", "menu", "crumbs"})
_RUN = 3
_NEAR = 2
_LEAST_REPEATED = 10
_DATE_HEADS = 3
_ROWS = 5  # so many rows of a table …
_BETWEEN = 3  # … stand no further apart


def shapes(
    texts: Sequence[str], lines: Sequence[Line], rules: CleaningRules
) -> list[frozenset[str]]:
    """The names of the shapes of each line, in order.

    ``texts`` are the lines without their breaks; none of them is blank.
    """
    own = [own_shapes(text, line, rules) for text, line in zip(texts, lines, strict=True)]
    _settle_rows(own, texts, rules)
    _settle_days(own, texts, rules)
    heads = _date_heads(own)
    first = min((i for i, s in enumerate(own) if s & _TOLD), default=len(own))
    last = max((i for i, s in enumerate(own) if s & _TOLD), default=-1)
    heads = _above_links(heads, last, texts, rules)
    if heads:
        first, last = min(first, heads[0]), max(last, heads[-1] + 1)
    dates = [i for i, s in enumerate(own) if "dateline" in s]
    near = {at + step for at in dates for step in range(-_NEAR, _NEAR + 1)}
    place = _Place(first, last, frozenset(heads), frozenset(near), _runs(own))
    repeated = _repeated(texts)
    ended = _after_end(own, texts, rules)
    result: list[frozenset[str]] = []
    for i, names in enumerate(own):
        more = names | place.names(i, own, result[-1] if result else frozenset())
        if i in repeated and "dateline" not in names:
            more.add("repeated")
        if i in ended:
            more.add("after_end")
        result.append(frozenset(more))
    return result


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the news of a page begins and ends, as its lines tell before any decision."""

    first: int
    last: int
    heads: frozenset[int]
    near_date: frozenset[int]
    runs: Collection[int]

    def names(self, i: int, own: Sequence[set[str]], before: frozenset[str]) -> set[str]:
        """The shapes that a line has from its neighbours and its place on the page."""
        above = own[i - 1] if i else set()
        below = own[i + 1 : i + 3]
        tests = {
            "first": i == 0,
            "before_prose": i < self.first,
            "after_prose": i > self.last,
            "run": i in self.runs,
            "above_prose": not own[i] & _RUNNING and any(s & _FLOWING for s in below),
            "above_news": i + 1 < len(own) and "news" in own[i + 1] and "news" not in own[i],
            "under_row": "bullet" in own[i] and ("row" in above or "under_row" in before),
            "under_date": i - 1 in self.heads,
            "near_dateline": i in self.near_date and not own[i] & _LINKS,
        }
        return {name for name, holds in tests.items() if holds}


def _repeated(texts: Sequence[str]) -> set[int]:
    """Lines that stood on the page before, word for word."""
    seen: set[str] = set()
    found = set()
    for i, text in enumerate(texts):
        line = text.strip()
        if line in seen and len(line) >= _LEAST_REPEATED:
            found.add(i)
        seen.add(line)
    return found


def _after_end(own: Sequence[set[str]], texts: Sequence[str], rules: CleaningRules) -> set[int]:
    """Lines below a mark that ends an article, up to the next date line."""
    ended = False
    found = set()
    for i, text in enumerate(texts):
        ended = ended and "dateline" not in own[i]
        if ended:
            found.add(i)
        ended = ended or rules.macros["end_mark"].search(text) is not None
    return found


def _settle_rows(own: list[set[str]], texts: Sequence[str], rules: CleaningRules) -> None:
    """Take dated lines one below another for rows, even where each could be a date line.

    Of many rows in one table some go on in a line below them, or stand under a heading.
    """
    starts = (rules.macros["row_start"], rules.macros["led_row"])
    opened = [starts[0].match(text.strip()) or starts[1].match(text.strip()) for text in texts]
    rows = [
        i
        for i, date in enumerate(opened)
        if date is not None and _words_after(texts[i].strip(), date, rules)
    ]
    for least, apart in ((_RUN, 1), (_ROWS, _BETWEEN)):
        if apart > 1:
            rows = [i for i in rows if "dateline" not in own[i]]
        start = 0
        for at in range(len(rows)):
            if at + 1 < len(rows) and _follows(rows[at], rows[at + 1], apart, opened):
                continue
            if at + 1 - start >= least:
                for i in rows[start : at + 1]:
                    own[i] -= {"dateline", "menu"}
                    own[i] |= {"dated", "row"}
            start = at + 1


def _follows(one: int, other: int, apart: int, opened: Sequence[regex.Match[str] | None]) -> bool:
    """True for rows with nothing but bare dates between them, or hardly anything."""
    return other - one <= apart or all(opened[i] is not None for i in range(one, other))


def _settle_days(own: list[set[str]], texts: Sequence[str], rules: CleaningRules) -> None:
    """Take bare days (「7日」, 「12日(マニラにて)」) for date lines where several head text."""
    days = [i for i, text in enumerate(texts) if rules.macros["day_line"].fullmatch(bare(text))]
    heads = [i for i in days if i + 1 < len(own) and i + 1 not in days]
    if len(heads) >= _DATE_HEADS:
        for i in heads:
            own[i] -= {"label", "headline", "menu"}
            own[i].add("dateline")


def _words_after(text: str, date: regex.Match[str] | None, rules: CleaningRules) -> bool:
    """True when more than accessories of dates stand behind the date."""
    rest = text[date.end() :] if date else ""
    return len(beside_dates(rest, rules)) > 1


def _date_heads(own: Sequence[set[str]]) -> list[int]:
    """Date lines that head items: three or more on a page, each with text below."""
    heads = [
        i
        for i, names in enumerate(own[:-1])
        if "dateline" in names and not own[i + 1] & {"dateline", "menu", "crumbs"}
    ]
    return heads if len(heads) >= _DATE_HEADS else []


def _above_links(
    heads: list[int], last: int, texts: Sequence[str], rules: CleaningRules
) -> list[int]:
    """The date lines without those below a heading of links, where all text stands above it."""
    if last < 0:
        return heads
    for i in range(last + 1, len(texts)):
        if any(cue.kind == "section" for cue in rules.cues_in(texts[i].strip())):
            return [head for head in heads if head < i]
    return heads


def _runs(own: Sequence[set[str]]) -> set[int]:
    """Lines that stand among three or more mere headlines or labels in a row."""
    found: set[int] = set()
    start = 0
    for i in range(len(own) + 1):
        if i < len(own) and not own[i] & _TOLD_OR_DATED:
            continue
        if i - start >= _RUN:
            found.update(range(start, i))
        start = i + 1
    return found
