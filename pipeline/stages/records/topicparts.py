"""Two pieces that tell of different things, each a headline over its text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.stages.records.headlines import share_told, terms_of
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import HEADLINE, has_prose, headings_above, may_head
from pipeline.stages.records.rules import RecordRules

_TWO = 2
_TITLE = 9  # a headline has so many letters, a subheading often fewer
_OWN = 0.4  # so much of a headline its own text tells again …
_SOME = 0.25  # … so much of it on average where there are several pieces …
_MORE = 0.2  # … which is so much more than the texts of the others do
_DATED = 0.35  # … below a date, where an article's headline might be the first
_MIXED = 0.15  # the others' texts tell hardly anything of it
_HEADED = 0.3  # … nor do all of them of what stands above, as below a headline
_OTHER = 0.25  # … and so little of it the text of the other piece


def unlike_pieces(
    lines: Sequence[PageLine], rules: RecordRules, furniture: Sequence[str]
) -> list[Item]:
    """Pieces without dates, each a headline over its text, that tell of different things.

    Two of them, or the blocks of a page. ``furniture`` are the lines that stood above.
    """
    return _two_pieces(lines) or _blocks(lines, rules, furniture)


def _blocks(lines: Sequence[PageLine], rules: RecordRules, furniture: Sequence[str]) -> list[Item]:
    """Blocks apart by blank lines, each a headline over its text, and nothing else.

    Three or more on any page, two on one that says it is the archive of a month or subject,
    or an issue.
    Nothing above them is told in them, as an article's headline is.
    """
    heads = [
        i
        for i, line in enumerate(lines[:-1])
        if (i == 0 or line.gap) and _is_title(line, rules) and lines[i + 1].prose
    ]
    if len(heads) < _TWO or has_prose(lines[: heads[0]]):
        return []
    if any(
        line.gap and not line.prose and i not in heads
        for i, line in enumerate(lines)
        if i > heads[0]
    ):
        return []
    if any(line.alone or line.note for line in lines[heads[0] :]):
        return []
    above = lines[: heads[0]]
    names = [*furniture, *(x.text for x in above)]
    archive = any(rules[r].search(t) for r in ("line.archive", "line.issue") for t in names)
    dated = any(x.alone and x.full_date is not None for x in above)
    own, others = retold_shares(lines, heads)
    told = terms_of(lines[heads[0] :])
    headed = any(share_told(x.text, told) > _HEADED for x in above if not x.alone)
    least = _DATED if dated else _MORE
    apart = own >= max(_SOME, least) and own - others >= least and not headed
    if others > _MIXED or not (archive or (len(heads) > _TWO and apart)):
        return []
    page = headings_above(lines, heads[0])
    return [Item("digest", s, e, (), s, headings=page) for s, e in pairwise([*heads, len(lines)])]


def _is_title(line: PageLine, rules: RecordRules) -> bool:
    """True for words that no full stop ends: 「町長が来町」, 「中学生を派遣します」."""
    if line.alone or line.note or line.sub_item or line.cells:
        return False
    return may_head(line, rules)


def _two_pieces(lines: Sequence[PageLine]) -> list[Item]:
    """Two pieces without dates, of which neither text tells of the other's headline.

    The text below a subheading tells of what the article's headline says; a second post does
    not. Example: 「豪海軍の潜水艦がやって来た」「…」「カナダの補給艦、晴海へ」「…」.
    """
    heads = [i for i, line in enumerate(lines[:-1]) if _heads_piece(line) and lines[i + 1].prose]
    if len(heads) != _TWO or any(line.alone or line.prose for line in lines[: heads[0]]):
        return []
    pieces = list(pairwise([*heads, len(lines)]))
    if any(line.alone or line.note for line in lines[heads[0] :]):
        return []
    if any(not line.prose for s, e in pieces for line in lines[s + 1 : e]):
        return []
    texts = [terms_of(lines[s + 1 : e]) for s, e in pieces]
    titles = [lines[i].text for i in heads]
    own = [share_told(title, text) for title, text in zip(titles, texts, strict=True)]
    other = [share_told(title, text) for title, text in zip(titles, reversed(texts), strict=True)]
    if min(own) < _OWN or max(other) > _OTHER:
        return []
    above = headings_above(lines, heads[0])
    return [Item("digest", s, e, (), s, headings=above) for s, e in pieces]


def tell_apart(lines: Sequence[PageLine], heads: Sequence[int]) -> bool:
    """True when the texts below the headings tell each of its own heading alone.

    The parts of an article speak of one thing: the text below one heading tells of the others
    too. Example: 「チリの練習船が来訪」「…」「台風に備えて訓練」「…」 are two pieces.
    """
    if len(heads) < _TWO:
        return False
    own, others = retold_shares(lines, heads)
    return own >= _SOME and own - others >= _MORE


def retold_shares(lines: Sequence[PageLine], heads: Sequence[int]) -> tuple[float, float]:
    """How much of the headings (two or more) their own texts tell again, and the others' texts."""
    texts = [terms_of(lines[s + 1 : e]) for s, e in pairwise([*heads, len(lines)])]
    shares = [[share_told(lines[i].text, text) for text in texts] for i in heads]
    own = sum(row[n] for n, row in enumerate(shares)) / len(heads)
    others = (sum(map(sum, shares)) / len(heads) - own) / (len(heads) - 1)
    return own, others


def _heads_piece(line: PageLine) -> bool:
    told = line.headline and not (line.note or line.sub_item or line.mark)
    return told and line.gap and _TITLE <= len(line.text) <= HEADLINE
