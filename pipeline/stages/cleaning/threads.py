"""Threads whose posts tell news: a board on which reports are posted, with replies between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.stages.cleaning.lineshapes import is_dense
from pipeline.stages.cleaning.rules import CleaningRules
from pipeline.stages.cleaning.ruleschema import State

_POSTS = 4  # so many posts are a thread
_TOLD = 2  # so many of them tell news …
_SHARE = 0.4  # … and so large a share: of an article's thread only the first post does
_NEWS = 24  # the least characters of a post that tells news
_SIGNED = 3  # so many posts under subject and writer are a thread
_AGES = 3  # so many ages of items are those of a list
_NEAR = 2  # so far from its age stands an item's headline
_MOSTLY = 0.7  # so large a share of the ages stand by headlines
_HEADLINE = (10, 60)  # the least and most letters of one
_CELLS = 8  # … an item of a table no more cells
_POST = 12  # a post has no more lines
_COUNT = 40  # nor the number of its comments more letters
_OF_NEWS = frozenset({"note", "title", "meta", "body"})  # kinds of cues
_ENDS = ("。", ")", "）", "」", "】")


def listed_lines(texts: Sequence[str], rules: CleaningRules) -> dict[int, State]:
    """The states of the lines that only a thread or list of news around them explains.

    ``texts`` are the lines of a page. Empty where it is neither.
    """
    lines = [text.strip() for text in texts]
    found = _news_thread(lines, rules) or _news_list(lines, rules)
    return found or _posts_with_counts(lines, rules) or _evenly_dated(lines, rules)


def _news_thread(texts: Sequence[str], rules: CleaningRules) -> dict[int, State]:
    """The lines of the posts in a thread of news, with their states.

    ``texts`` are the lines of a page without white space around them. A post that tells news is
    kept; the others are replies where the heads of posts look like those of replies, and
    otherwise judged as on any page.
    Empty where it is no such thread. Example: of 「2 :名無し:2021/06/02」「海自と仏海軍が
    訓練した。…」 and 「3 :名無し:2021/06/02」「早いな」 the first is kept.
    """
    heads = [i for i, text in enumerate(texts) if rules.macros["post_head"].match(text)]
    if len(heads) < _POSTS:
        return _titled_posts(texts, rules)
    posts = [(one, _end(texts, one, other, rules)) for one, other in pairwise([*heads, len(texts)])]
    told = [(head, end) for head, end in posts if _tells_news(texts[head + 1 : end])]
    if len(told) < _TOLD or len(told) < _SHARE * len(posts):
        return {}
    states: dict[int, State] = {}
    if any(cue.kind == "comments" for i in heads for cue in rules.cues_in(texts[i])):
        states = dict.fromkeys(range(heads[0], len(texts)), "comments")
    for head, end in told:
        states[head] = "meta"
        states |= dict.fromkeys(range(head + 1, end), "body")
    return states


def _titled_posts(texts: Sequence[str], rules: CleaningRules) -> dict[int, State]:
    """The lines of posts under subject and writer: 「Re: 来日艦」「投稿者 舵輪 2011/9/4 20:11」.

    On a board there is nothing above them; below an article they are its readers' voices
    unless most tell news.
    """
    heads = [i for i, text in enumerate(texts) if rules.macros["signed"].match(text)]
    if len(heads) < _SIGNED or not heads[0]:
        return {}
    posts = list(pairwise([*(head - 1 for head in heads), len(texts)]))
    told = [_tells_news(texts[start + 2 : start + 3]) for start, _ in posts]
    below_article = any(text.endswith("。") for text in texts[: heads[0] - 1])
    if below_article and sum(told) < _MOSTLY * len(posts):
        return {}
    states: dict[int, State] = {}
    for start, end in posts:
        states |= {start: "title", start + 1: "meta"}
        stop = next((i for i in range(start + 2, end) if rules.cues_in(texts[i])), end)
        states |= dict.fromkeys(range(start + 2, stop), "body")
    return states


def _news_list(texts: Sequence[str], rules: CleaningRules) -> dict[int, State]:
    """The lines of a list of news whose items tell how long ago they came in, with their states.

    Under readers' comments such ages stand too, but beside names and talk, not beside headlines.
    Example: 「日英伊、共同機関を設置へ」「北都新聞」「3時間前」「本部は英国に置く。」….
    """
    ages = [i for i, text in enumerate(texts) if rules.macros["age"].fullmatch(text)]
    if len(ages) < _AGES:
        return {}
    near = [range(max(i - _NEAR, 0), min(i + _NEAR + 1, len(texts))) for i in ages]
    told = sum(any(_is_headline(texts[k], rules) for k in lines if k not in ages) for lines in near)
    if told < _MOSTLY * len(ages) or _talks(texts, ages):
        return {}
    first = next((k for k in near[0] if _is_headline(texts[k], rules)), ages[0])
    states: dict[int, State] = {}
    for i in range(min(first, ages[0]), max(near[-1]) + 1):
        kinds = _kinds(texts[i], rules)
        if i in ages:
            states[i] = "meta"
        elif not kinds - _OF_NEWS - {"comments"}:
            states[i] = "title" if _is_headline(texts[i], rules) else "body"
    return states


def _posts_with_counts(texts: Sequence[str], rules: CleaningRules) -> dict[int, State]:
    """The lines of posts that each close with the number of their comments, with their states.

    Below one article that number opens the comments; below post after post it opens nothing.
    Example: 「豪艦が来た」「…でした。」「コメント(3)」「大使の講演」「…でした。」「コメント(0)」….
    """
    feet = [i for i, text in enumerate(texts) if _is_count(text, rules)]
    pieces = [range(one + 1, other) for one, other in pairwise(feet)]
    told = [any(texts[i].endswith(_ENDS) for i in piece) for piece in pieces]
    if len(feet) < _AGES or not all(told) or any(len(piece) > _POST for piece in pieces):
        return {}
    return {i: "body" for piece in pieces for i in piece if not _kinds(texts[i], rules) - _OF_NEWS}


def _evenly_dated(texts: Sequence[str], rules: CleaningRules) -> dict[int, State]:
    """The cells below the last of several date lines that stand equally far from each other.

    The table's last item is as long as the others. Example: the ports' 「2013年10月14日」「艦名」
    「国名」「目的」, over and over.
    """
    date = rules.macros["full_date"]
    dates = [i for i, text in enumerate(texts) if date.fullmatch(text)]
    steps = {other - one for one, other in pairwise(dates)}
    step = next(iter(steps), 0)
    if len(dates) < _AGES or len(steps) > 1 or not 1 < step <= _CELLS:
        return {}
    below = range(dates[-1] + 1, min(dates[-1] + step, len(texts)))
    return {i: "body" for i in below if not rules.cues_in(texts[i])}


def _is_count(line: str, rules: CleaningRules) -> bool:
    """True for the number of a post's comments: 「コメント(3)」."""
    return len(line) <= _COUNT and "comment_count" in _kinds(line, rules)


def _is_headline(line: str, rules: CleaningRules) -> bool:
    """True for the dense words of a headline, which no full stop ends."""
    short = _HEADLINE[0] <= len(line) <= _HEADLINE[1]
    return short and not line.endswith(_ENDS) and is_dense(line) and not rules.cues_in(line)


def _talks(texts: Sequence[str], ages: Sequence[int]) -> bool:
    """True where the sentences between the ages are talk, more kana than not."""
    told = [texts[i] for i in range(ages[0], min(ages[-1] + _NEAR, len(texts)))]
    sentences = [text for text in told if text.endswith(_ENDS)]
    return sum(not is_dense(text) for text in sentences) * 2 > len(sentences)


def _end(texts: Sequence[str], head: int, following: int, rules: CleaningRules) -> int:
    """Where the text of a post ends: at a line of furniture, or at the next post."""
    for i in range(head + 1, following):
        if _kinds(texts[i], rules) - {"note"}:
            return i
    return following


def _tells_news(lines: Sequence[str]) -> bool:
    text = "".join(lines)
    return len(text) >= _NEWS and text.endswith(_ENDS) and is_dense(text)


def _kinds(line: str, rules: CleaningRules) -> set[str]:
    """The kinds of the cues in a line."""
    return {cue.kind for cue in rules.cues_in(line)}
