"""The headline of an article among the first lines of its page."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.rulefiles import deferred
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import CALLS
from pipeline.stages.records.rules import RecordRules

_HEAD_LINES = 6  # a headline stands within so many lines
_MOTTO = 3  # lines of a motto, a headline and the first of the text
_MENU_CELLS = 3  # a line of so many cells is a menu
_MOTTO_LENGTH = 80  # mottos are no longer than this
_TOLD = 600  # so many characters of text tell what an article is about
_CALL = 90  # a headline that ends in a mark of exclamation or question is no longer
_BUTTON = 5  # so short a word of which the text tells nothing is a button's or a section's
_LEAST = 8  # a line below the first one that is a headline is no shorter
# How much of a line comes again in the text: hardly anything of what names a site or a
# series, the better half of a headline.
_UNTOLD = 0.3
_UNTOLD_SPEECH = 0.15
_RETOLD = 0.5
_MORE = 0.3
_MORE_SPEECH = 0.5
_NAMED = 0.35  # … less of it below a name of which nothing is told
_KICKER = 6  # a word or two above a headline …
_TIMES = 2  # … which has so many times their letters
_SECTION = 10  # the name of a section is no longer
_NAME = 2  # a headline before its day in brackets has so many letters and the bracket
_TITLE_START = deferred(r"[\p{Han}\p{Katakana}「『]")  # right behind a date, without a space
_BRACKETED = deferred(r"[(（][^()（）]*[)）]?")
_TERMS = deferred(r"[\p{Han}々〆]+|[\p{Katakana}ー]+|[A-Za-z0-9]+")


def headline(
    lines: Sequence[PageLine], rules: RecordRules, below: Collection[str] = ()
) -> int | None:
    """The line of the headline: above the text, and no date, label or byline.

    Of several such lines the first that is no site's name; with a date below that name, it
    may stand below the date as well. A line of which the text tells nothing gives way to one
    below it of which it does: 「記事登録」 to 「日豪首脳が会談」. ``below`` are the lines dropped
    below the text, where the name of a section may stand again.
    """
    found, date = _candidates(lines, rules)
    named = [i for i in found if rules["header.title_field"].match(lines[i].text)]
    if named:
        return named[0]
    for i, line in enumerate(lines[:_HEAD_LINES]):
        if rules["header.session"].fullmatch(line.text):
            return i
    under = _under_motto(lines, rules)
    if under is not None:
        return under
    if not found or (len(found) == 1 and _is_name(lines, found[0], rules, below)):
        return None
    return _retold(lines, found, _first(lines, found, date, rules), rules)


def _under_motto(lines: Sequence[PageLine], rules: RecordRules) -> int | None:
    """The line between a motto and a date line, apart from what stands above it.

    Example: 「岬の覚え書き」「海と船のことを書いています。」「掃海の歴史」「2016-09-30 22:41」.
    """
    head = lines[:_HEAD_LINES]
    date = next((i for i, x in enumerate(head) if x.alone and x.full_date is not None), 0)
    above = lines[: max(date - 1, 0)]
    title = lines[date - 1] if date else None
    if title is None or title.sentence or title.alone or not title.gap or title.sub_item:
        return None
    told = sum(len(line.text) for line in above if line.sentence)
    if not 0 < told <= _MOTTO_LENGTH or is_label(title, rules) or len(title.text) < _LEAST:
        return None
    return date - 1 if any(line.sentence or line.prose for line in lines[date + 1 :]) else None


def labelled_headline(lines: Sequence[PageLine], rules: RecordRules) -> int | None:
    """A headline behind the name of its kind of text, where the page has no other.

    Example: 「ニュース 日韓首脳会談の関連」.
    """
    for i, line in enumerate(lines[:_MOTTO]):
        if line.sentence:
            break
        if is_label(line, rules) and len(line.text.split()) > 1 and len(line.text) >= _LEAST:
            return i
    return None


def dated_headline(lines: Sequence[PageLine], rules: RecordRules) -> int | None:
    """The line that heads an entry, with its day: 「1月31日(水)活動報告」.

    A full day may close it in brackets or open it: 「小休止(2013年6月25日)」.
    """
    for i, line in enumerate(lines[:-1]):
        if line.alone and line.words and line.full_date is None and lines[i + 1].prose:
            return i
        if _is_named_day(line) or is_heard(line, rules):
            return i
        if not (line.alone or line.sentence):
            break
    return None


def is_heard(line: PageLine, rules: RecordRules) -> bool:
    """True for a press conference and its day on one line: 「大臣会見 平成28年5月10日(9時)」."""
    date = line.full_date
    if date is None or not line.alone or line.post or date.start <= _NAME:
        return False
    return rules["header.heard"].search(line.text[: date.start].rstrip()) is not None


def _is_named_day(line: PageLine) -> bool:
    """True for words that their full day closes in brackets, or that stand right behind it."""
    date = line.full_date
    if not line.alone or date is None or date.until is not None or date.time or line.post:
        return False
    if line.closing_date is not None:
        return date.start > _NAME
    rest = line.text[date.end :]
    return date.start == 0 and len(rest) >= _LEAST and _TITLE_START.match(rest) is not None


def is_label(line: PageLine, rules: RecordRules) -> bool:
    """True for a kind of text, an office, a byline: what stands above a headline."""
    return rules["header.not_title"].fullmatch(line.text) is not None


def _candidates(lines: Sequence[PageLine], rules: RecordRules) -> tuple[list[int], int | None]:
    """The lines that could be the headline, and the first line with a complete date."""
    found: list[int] = []
    date: int | None = None
    first = 1 if _is_motto(lines) else 0
    pictures = False
    for i, line in enumerate(lines[first : first + _HEAD_LINES], first):
        if line.note or (line.sentence and not _calls(lines, i, found)):
            break
        # Right below one caption there may be more of them.
        pictures = (pictures and not line.gap) or _is_caption(line, rules)
        if line.alone:
            date = i if date is None and line.full_date is not None else date
        elif pictures:
            continue
        elif len(line.cells) < _MENU_CELLS and not _is_no_title(line, rules):
            found.append(i)
    found = [i for i in found if not lines[i].sub_item] or found
    headed = [i for i in found if not _is_owner(lines[i].text, rules)]
    return headed or found, date


def _is_caption(line: PageLine, rules: RecordRules) -> bool:
    return rules["header.caption"].fullmatch(line.text) is not None


def _is_no_title(line: PageLine, rules: RecordRules) -> bool:
    """True for a label, or nothing but an outlet's name."""
    return is_label(line, rules) or rules["outlet.name"].fullmatch(line.text) is not None


def _is_owner(text: str, rules: RecordRules) -> bool:
    """True for the part of a book that a headline stands in, or whose page it is."""
    owner = rules["outlet.page_owner"].match(text)
    rest = text[owner.end() :].strip() if owner else text
    return rules["header.part"].match(text) is not None or (
        owner is not None and (not rest or _BRACKETED.fullmatch(rest) is not None)
    )


def _calls(lines: Sequence[PageLine], i: int, found: Sequence[int]) -> bool:
    """True for a sentence that may be a headline: the first line, or a call over a date."""
    line = lines[i]
    if "。" in line.text:
        return not found and not line.text.endswith("。") and len(line.text) <= _CALL
    below = lines[i + 1 : i + 2]
    return not found or (
        len(line.text) <= _CALL and line.text.endswith(CALLS) and bool(below) and below[0].alone
    )


def _is_name(
    lines: Sequence[PageLine], i: int, rules: RecordRules, dropped: Collection[str]
) -> bool:
    """True for the name of a site or, above and again below its text, of a section."""
    text = lines[i].text
    below = {line.text for line in lines[i + 2 :] if not line.sentence}
    again = text in below or text in dropped
    return names_site(lines[i], rules) or (len(text) <= _SECTION and again)


def names_site(line: PageLine, rules: RecordRules) -> bool:
    """True for a name that ends as those of news sites do, above a text without a headline."""
    named = rules["outlet.news_site"].search(line.text) is not None
    return named and not (line.headline or line.alone or line.sentence)


def _first(
    lines: Sequence[PageLine], found: Sequence[int], date: int | None, rules: RecordRules
) -> int:
    if date is None:
        return found[0]
    above = [i for i in found if i < date]
    below = [i for i in found if i > date]
    named = [i for i in above if rules["outlet.site"].search(lines[i].text) is None]
    if named:
        return named[0]
    return below[0] if below and lines[below[0]].headline else found[0]


def _retold(lines: Sequence[PageLine], found: Sequence[int], first: int, rules: RecordRules) -> int:
    """``first``, or the line below it that the text tells of when it tells nothing of that."""
    told = terms("".join(line.text for line in lines[found[-1] + 1 :] if line.prose)[:_TOLD])
    speaks = lines[first].headline
    share = share_told(lines[first].text, told)
    if share >= (_UNTOLD_SPEECH if speaks else _UNTOLD):
        return _retold_more(lines, found, first, told)
    button = not (speaks or share) and len(lines[first].text) <= _BUTTON
    for i in found:
        line = lines[i]
        dated = lines[i - 1].alone or (i + 1 < len(lines) and lines[i + 1].alone)
        apart = line.gap or not (speaks and share) or dated
        longer = len(line.text) >= _LEAST and not line.sub_item and not line.mark
        enough = _RETOLD if speaks or share else _NAMED
        if i > first and apart and longer and (button or share_told(line.text, told) >= enough):
            return i
    return first


def _retold_more(
    lines: Sequence[PageLine], found: Sequence[int], first: int, told: frozenset[str]
) -> int:
    """``first``, a mere name, or a headline apart from it of which the text tells far more.

    Example: 「教育訓練・その他活動」 gives way to 「米陸軍との実動訓練(…)について」.
    """
    share = share_told(lines[first].text, told)
    least = _MORE_SPEECH if lines[first].headline else _MORE
    for i in found:
        line = lines[i]
        own = share_told(line.text, told)
        if i == first + 1 and _is_kicker(lines[first], line) and own >= _UNTOLD:
            return i
        longer = len(line.text) >= 1.5 * len(lines[first].text) and line.headline
        more = own - share >= least
        if i > first and line.gap and longer and more and not (line.sub_item or line.mark):
            return i
    return first


def _is_kicker(first: PageLine, below: PageLine) -> bool:
    """True for a word or two right above a headline: 「大使の活動」 over 「長官との会談」."""
    short = len(first.text) <= _KICKER and len(below.text) >= _TIMES * len(first.text)
    return short and below.headline and not (below.gap or below.sub_item or below.mark)


def share_told(text: str, told: frozenset[str]) -> float:
    """How much of ``text`` is told again by :func:`terms`, between 0 and 1. Pure."""
    own = terms(text)
    return len(own & told) / len(own) if own else 0.0


def terms_of(lines: Sequence[PageLine]) -> frozenset[str]:
    """The terms of a stretch of lines, as far as :func:`share_told` asks for them."""
    return terms("".join(line.text for line in lines))


def terms(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters in the nouns of ``text``. Pure."""
    runs = (match.group() for match in _TERMS.finditer(text))
    return frozenset(run[i : i + 2] for run in runs for i in range(max(len(run) - 1, 1)))


def _is_motto(lines: Sequence[PageLine]) -> bool:
    """True for a sentence at the top that stands apart above a headline with its day.

    Example: 「…、日々任務に励んでいます。」 above 「外国艦艇の入港(H28.3.16)」.
    """
    if len(lines) < _MOTTO or not lines[0].sentence or not lines[1].gap:
        return False
    title, text = lines[1:_MOTTO]
    return title.closing_date is not None and not title.sentence and text.gap and text.prose
