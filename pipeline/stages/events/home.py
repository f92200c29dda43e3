"""Whose page a record is: the country whose offices need no name."""

from __future__ import annotations

from collections import Counter

from pipeline.model import Mention, Record, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.rules import EventRules

HOME = "JPN"
PLACES = frozenset({"place", "region"})
# A page that names this many states but not Japan is hardly about Japan.
_FOREIGN = 3
# 両外相, 仏独ポーランドの3外相: an office of those just named, not of home.
OF_SEVERAL = r"(?:両|[2-9２-９二三四五六七八九])(?:[かカヵケヶ箇]国の?)?"
# ファイサル王子（外相） too.
_SHARED_BEFORE = deferred(rf"(?:[（(]|{OF_SEVERAL})$")
_EMBASSY = deferred(r"大使館|代表部|代表処|総領事館")
_JAPANESE_POST = deferred(r"日本国?(?:政府)?(?:大使館|代表部|総領事館)|在外公館")
_DATELINE = deferred(r"\s*[【（(\[〔［][^】）)\]〕］\n]{2,24}[】）)\]〕］]")
_SUBJECT = deferred(r"[^。、「」\n]{0,10}?(?:は|が|も)")


def home_of(
    record: Record, ruled: list[Mention], background: tuple[str, ...], rules: EventRules
) -> tuple[str, bool]:
    """The country whose offices need no name: Japan, unless others have the stage.

    A Japanese page on 中国とロシア says 国防相 and 両海軍 of these two; there the country
    named most is at home. True with it where the page is that country's own, so that
    officials without a country (書記長は…) are its.
    """
    own = _embassy(record, ruled) or _outlet(record, rules)
    if own is not None:
        return own, own != HOME
    named = [
        m for m in ruled
        if m.basis != "default" and m.kind not in PLACES and not rules.own_land.fullmatch(m.text)
    ]  # fmt: skip
    counts = code_weights(record, named, background, "")
    japan = counts.pop(HOME, 0)
    states = Counter({code: n for code, n in counts.items() if rules.is_state(code)})
    pair = _pair(record, named, states, japan)
    if pair is None and not japan and len(states) >= _FOREIGN:
        return _abroad(record, ruled, states) or HOME, False
    return pair or HOME, False


def _embassy(record: Record, ruled: list[Mention]) -> str | None:
    """The country whose embassy in Japan puts the page out (駐日ラトビア共和国大使館)."""
    outlet = record.outlet or ""
    if not _EMBASSY.search(outlet) or _JAPANESE_POST.search(outlet):
        return None
    for mention in ruled:
        named = mention.kind in {"country", "organisation"} and len(mention.codes) == 1
        if named and mention.text in outlet and mention.codes != (HOME,):
            return mention.codes[0]
    return None


def _outlet(record: Record, rules: EventRules) -> str | None:
    """The country of a foreign outlet: the page's, or of the agency that opens its text.

    >>> # 【ソウル聯合ニュース】国防部は… → KOR
    """
    opening = _DATELINE.match(record.text.text[_body_start(record) :])
    for name in (record.outlet or "", opening.group() if opening else ""):
        for outlet, code in rules.outlets.items():
            if name and outlet in name:
                return code
    return None


def _body_start(record: Record) -> int:
    """Where the text below the title begins."""
    return next((p.span.start for p in record.parts if p.role == "body"), 0)


def _pair(record: Record, named: list[Mention], states: Counter[str], japan: int) -> str | None:
    """The state named most of two that a record is about, Japan hardly being named."""
    top = states.most_common(2)
    if len(top) < 2 or top[1][1] < 2:
        return None
    pair = top[0][1] + top[1][1]
    if pair * 10 < sum(states.values()) * 6 or japan * 4 >= top[1][1]:
        return None
    text = record.text.text
    both = {top[0][0], top[1][0]}
    acting = any(both & set(m.codes) and _SUBJECT.match(text, m.span.end) for m in named)
    return top[0][0] if acting and _meet(both, named, text) else None


def _abroad(record: Record, ruled: list[Mention], states: Counter[str]) -> str | None:
    """The state that acts most on a page where several do and Japan is not named.

    None where an office without a country acts (首相は…): whose, only a Japanese page leaves open.
    """
    text = record.text.text
    subjects: Counter[str] = Counter()
    for mention in ruled:
        if mention.kind in PLACES or not _SUBJECT.match(text, mention.span.end):
            continue
        if mention.basis == "default":
            if _SHARED_BEFORE.search(text[: mention.span.start][-4:]):
                continue
            return None
        subjects.update(code for code in mention.codes if code in states)
    if len(subjects) < 2:
        return None
    return max(subjects, key=lambda code: (subjects[code], states[code]))


def _meet(both: set[str], named: list[Mention], text: str) -> bool:
    """Whether one sentence names both."""
    seen: set[str] = set()
    last = 0
    for mention in named:
        if "。" in text[last : mention.span.start] or "\n" in text[last : mention.span.start]:
            seen = set()
        seen |= both & set(mention.codes)
        if seen == both:
            return True
        last = mention.span.end
    return False


def code_weights(
    record: Record, ruled: list[Mention], background: tuple[str, ...], home: str
) -> Counter[str]:
    """How often each code but home's is named; a title counts three times, headings twice."""
    title = next((p.span for p in record.parts if p.role == "title"), Span(0, 0))
    weights: Counter[str] = Counter()
    for mention in ruled:
        if mention.kind in PLACES and not mention.codes:
            continue
        for code in (*mention.codes, *mention.posted):
            if code != home:
                weights[code] += 3 if title.covers(mention.span) else 1
    for code in background:
        if code != home:
            weights[code] += 2
    return weights
