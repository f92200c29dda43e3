"""Whose report an item is, and over which channel it came: outlet and via of its header."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.rulefiles import deferred
from pipeline.stages.records.headdates import without_dates
from pipeline.stages.records.items import HEAD_LINES, Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.rules import RecordRules
from pipeline.stages.records.sourced import bare_name

_BRACKETS = deferred(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")  # (日本語抄訳), or where a day stood
_AROUND = " 　()（）[]【】/／|｜:：,、・-▼▽■□●◆◇"
_REGION = deferred(r"[\s　]+\p{Han}{2,4}")
_SHORT = 2  # 共同 and 時事 are written short in a lead
_OWNED = deferred(r"^[©ⓒ][\s　]*")
_FIELDS = 12  # the fields of an article stand within so many lines


def attribution(
    lines: Sequence[PageLine], item: Item, rules: RecordRules
) -> tuple[str | None, str | None]:
    """The outlet of ``item`` and the channel that carries it, each None where untold.

    Example: a head 「Yahoo 朝日新聞記事」 → (朝日新聞, Yahoo).
    """
    outlet: str | None = None
    via: str | None = None
    if item.credit is not None:
        return _credited(lines[item.credit].text, rules), None
    if item.kind == "card":
        credit = _credit(lines[item.last - 1].text, rules)
        return credit or _card_source(lines, item, rules), None
    if item.kind == "happening":
        return None, None
    for line in _head_lines(lines, item):
        text = line.text
        account = rules["header.account"].match(text) if line.post else None
        if account:
            return str(account["outlet"]).strip(), None
        channel = rules["line.channel"].fullmatch(text)
        if channel:
            via = via or channel["via"]
            continue
        both = rules["header.via_outlet"].search(text)
        if both:
            via, outlet = via or both["via"], outlet or both["outlet"]
            continue
        if outlet is None:
            outlet = _named(line, item, lines, rules)
    return outlet or _carrier(lines, item, rules) or _in_text(lines, item, rules), via


def agency_lead(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> str | None:
    """The agency in the lead of ``item``, whose report it is where the page names no outlet.

    Example: 「【ハノイ共同】両国の次官は…」 → 共同通信.
    """
    lead = next((lines[i] for i in range(item.first, item.last) if lines[i].prose), None)
    match = rules["header.agency_lead"].match(lead.text) if lead is not None else None
    if match is None:
        return None
    name = str(match["outlet"])
    return f"{name}通信" if len(name) == _SHORT else name


def _credited(text: str, rules: RecordRules) -> str:
    """The source that a line is, opens with or closes with, among pieces that all have one."""
    for name in ("header.source_opens", "header.source_closes"):
        match = rules[name].search(text)
        if match:
            return str(match["outlet"]).strip()
    return bare_name(text)


def _carrier(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> str | None:
    """The station or paper that a field near the head of an article names."""
    if item.kind != "article":
        return None
    heads = lines[item.first : min(item.last, item.first + _FIELDS)]
    found = (rules["header.carrier"].match(line.text) for line in heads if not line.prose)
    return next((str(match["outlet"]).strip() for match in found if match), None)


def _head_lines(lines: Sequence[PageLine], item: Item) -> list[PageLine]:
    head = []
    for i in range(item.first, min(item.last, item.first + HEAD_LINES)):
        if lines[i].prose:
            break
        head.append(lines[i])
    # The date line of a report may stand below its text, that of an article above its headline.
    if item.kind == "article":
        return [*(lines[i] for i in item.dates if i < item.first), *head]
    below = [lines[i] for i in item.dates if lines[i] not in head]
    return head + below if item.kind == "report" else head


def _named(line: PageLine, item: Item, lines: Sequence[PageLine], rules: RecordRules) -> str | None:
    """An outlet's name that a header line consists of, or that stands beside its date."""
    source = rules["header.source"].match(line.text)
    named = source and rules["outlet.office"].fullmatch(source["outlet"])
    if source and (named or not _is_filed(lines, item, rules)):
        return str(source["outlet"]).strip()
    is_title = item.title is not None and lines[item.title] is line
    if is_title and item.kind != "report":
        return None
    for cell in line.cells:
        text = line.text[cell.start - line.span.start : cell.end - line.span.start]
        if rules["outlet.name"].fullmatch(text.strip()):
            return text.strip()
    rest = line.text
    if line.date is not None or line.alone:
        rest = without_dates(rest, rules, " ").strip(" 　()（）[]【】「」『』/／|｜:：,、・-")
    if line.alone and rest in rules.outlets:
        return rules.outlets[rest]
    if is_title:
        match = rules["outlet.name"].match(rest)
        follows = match and rest[match.end() : match.end() + 1] in {" ", "　"}
        return str(match[0]) if match and follows else None
    credit = rules["outlet.name"].match(rest) if line.alone and not line.post else None
    if credit is not None and item.kind == "report" and _REGION.fullmatch(rest, credit.end()):
        # 「北都新聞2021/3/17北都」: the region of its pages stands behind.
        return None if rules["outlet.not_a_name"].search(credit[0]) else str(credit[0])
    for name in ("outlet.staff", "outlet.beside_date") if line.alone else ():
        beside = rules[name].match(rest)
        if beside:
            return str(beside["outlet"])
    rest = _before_slash(rest, rules)
    match = rules["outlet.name"].fullmatch(rest)
    return rest if match and not rules["outlet.not_a_name"].search(rest) else None


def _before_slash(rest: str, rules: RecordRules) -> str:
    """An outlet's name without its mark and its edition: 「ⓒ 北都日報/北都日報日本語版」."""
    name = _OWNED.sub("", rest)
    first, slash, edition = name.partition("/")
    named = slash and first in edition and rules["outlet.name"].fullmatch(first) is not None
    return first if named else str(name)


def _is_filed(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> bool:
    """True in an archive with a field 「[文書名]」, whose 「[出典]」 is the book of a text."""
    heads = lines[item.first : item.first + HEAD_LINES]
    return any(rules["header.title_field"].match(line.text) for line in heads)


def _card_source(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> str | None:
    """The source that stands beside a card's day: 「▼北都テレビ(2025年1月8日)」."""
    names = (without_dates(lines[i].text, rules, " ") for i in item.dates)
    bare = (_BRACKETS.sub("", name).strip(_AROUND) for name in names)
    return next((name for name in bare if len(name) > 1), None)


def _credit(text: str, rules: RecordRules) -> str | None:
    match = rules["card.credit"].search(text)
    return str(match["outlet"]).strip() or None if match else None


def _in_text(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> str | None:
    """The outlet that an article's lead or last words name: 【…ニュース】, (産経新聞)."""
    prose = [lines[i] for i in range(item.first, item.last) if lines[i].prose]
    if item.kind == "digest" and item.title is not None:
        programme = rules["line.programme"].match(lines[item.title].text)
        if programme:
            return str(programme["outlet"])
    if item.kind in {"report", "digest", "article"} and item.title is not None:
        behind = rules["header.title_source"].search(lines[item.title].text)
        if behind:
            return str(behind["outlet"])
    if not prose or item.kind not in {"article", "digest"}:
        return None
    lead = rules["header.place_lead"].match(prose[0].text)
    if lead:
        return str(lead["outlet"])
    for line in reversed(prose):
        end = rules["header.trailing_source"].search(line.text)
        if end:
            return str(end["outlet"])
    return None
