"""Which lines belong to what stands above them: links to their heading, values to a release.

A line by itself does not tell: 「観測期間 3カ月以上」 could be a link, and a writer's life is
told in sentences. Where it stands does.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.rulefiles import deferred
from pipeline.stages.cleaning.lineshapes import TOLD, bare
from pipeline.stages.cleaning.rules import CleaningRules
from pipeline.stages.cleaning.ruleschema import KEPT, Evidence

_SECTION = "section"
_LABEL = "content.field_label"  # the rule of a release's labels on lines of their own
_LIST = "content.list_label"  # … of the headings that a list stands below
_AUTHOR = "related.author_heading"  # the rule of the headings above a writer's life
_LABELS = 2  # so many of them make a release
_BELOW = 12  # so many lines may stand below one
_LIFE = 4  # so many tell of the writer
_FIELDS = 2  # so many lines with a name and a value make a list
_HEADING = 16  # a heading inside an article is no longer
_OFFICE = 30  # … nor the office that closes a release
_LINKED = frozenset({"menu", "crumbs"})
_NO_FIELD = frozenset({"dateline", "sentence", "linked"})
_NEWS = frozenset({"body", "note"})
_MARKED = deferred(r"[■●◆◇○▼▽□★【\[<＜〈《〔]")
# A name and its value, behind a colon, or with a figure in it: 「速力:24ノット」, 「定員 30人」.
_FIELD = deferred(
    r"^[・●○◆■*–-]?[\s　]*(?=[^\s:：]*[\p{Han}\p{Hiragana}\p{Katakana}])"
    r"[^\s\d:：、。|｜「」>＞][^\s:：、。|｜「」>＞]{0,11}"
    r"(?:[\s　]*[:：][\s　]*(?!//)[^\s:：][^。|｜]{0,50}"
    r"|[\s　]+(?=[^\n]*\d)[^、。をがはにへ|｜:：]{1,40})$"
)


def placed(
    texts: Sequence[str],
    found: Sequence[Sequence[Evidence]],
    named: Sequence[frozenset[str]],
    rules: CleaningRules,
) -> dict[str, set[int]]:
    """The lines of each shape that a line has from what stands above it.

    ``found`` are the cues of each line and ``named`` its shapes.
    Example: below 「■変更点」 in an article 「・観測期間 3カ月以上」 is one of its ``fields``.
    """
    labelled = _labelled(found, named)
    fields = _fields(texts, found, named)
    return {
        "under_heading": _listed(found, named),
        "under_label": labelled,
        "under_author": _under_author(found, named),
        "fields": fields,
        "foot_office": _offices(texts, found, named, rules) - labelled - fields,
    }


def _listed(found: Sequence[Sequence[Evidence]], named: Sequence[frozenset[str]]) -> set[int]:
    """The items of a list right below a heading of links, whatever sentences they are."""
    listed: set[int] = set()
    for i, names in enumerate(named[1:], 1):
        heading = any(cue.kind == _SECTION and cue.weight > 1 for cue in found[i - 1])
        opened = heading and not named[i - 1] & (TOLD | {"before_prose"})
        if "bullet" in names and (opened or i - 1 in listed):
            listed.add(i)
    return listed


def _labelled(found: Sequence[Sequence[Evidence]], named: Sequence[frozenset[str]]) -> set[int]:
    """What stands below the labels of a release (場所, 参加部隊), which has several of them.

    One is enough for what is listed right below running text: 「【出席者】」.
    """
    labels = [i for i, cues in enumerate(found) if any(cue.id == _LABEL for cue in cues)]
    labels = labels if len(labels) >= _LABELS else []
    for i, cues in enumerate(found):
        told = i > 0 and named[i - 1] & TOLD
        if told and i not in labels and any(cue.id == _LIST for cue in cues):
            labels.append(i)
    below: set[int] = set()
    for at in labels:
        for i in range(at + 1, min(at + 1 + _BELOW, len(named))):
            if any(cue.kind not in KEPT and cue.kind != "note" for cue in found[i]):
                break
            if not named[i] & _LINKED:
                below.add(i)
    return below


def _under_author(found: Sequence[Sequence[Evidence]], named: Sequence[frozenset[str]]) -> set[int]:
    """What is told of the writer below 「この記事を書いた人」, where the news was told above."""
    below: set[int] = set()
    for at, cues in enumerate(found):
        told = "before_prose" not in named[at]
        if not (told and any(cue.id == _AUTHOR for cue in cues)):
            continue
        for i in range(at + 1, min(at + 1 + _LIFE, len(named))):
            if "dateline" in named[i] or any(cue.kind not in KEPT for cue in found[i]):
                break
            below.add(i)
    return below


def _fields(
    texts: Sequence[str],
    found: Sequence[Sequence[Evidence]],
    named: Sequence[frozenset[str]],
) -> set[int]:
    """Names with their values right below running text, or below a heading that stands there."""
    fields: set[int] = set()
    told = [bool(names & TOLD) for names in named]
    i = 1
    while i < len(texts):
        below = told[i - 1] or any(cue.kind == "body" for cue in found[i - 1])
        heading = i > 1 and told[i - 2] and not below
        end = i
        if below or (heading and _heads(texts, found, named, i - 1)):
            while end < len(texts) and _is_field(texts[end], found[end], named[end]):
                end += 1
        if end - i >= _FIELDS:
            fields.update(range(i if below else i - 1, end))
        i = max(end, i + 1)
    return fields


def _is_field(text: str, cues: Sequence[Evidence], names: frozenset[str]) -> bool:
    if names & _NO_FIELD or any(cue.kind not in _NEWS for cue in cues):
        return False
    return _FIELD.search(bare(text)) is not None


def _heads(
    texts: Sequence[str],
    found: Sequence[Sequence[Evidence]],
    named: Sequence[frozenset[str]],
    i: int,
) -> bool:
    """Whether line ``i`` is a heading inside the article: short, marked, no cue against it."""
    against = any(cue.kind not in _NEWS for cue in found[i]) or named[i] & _LINKED
    text = bare(texts[i])
    if against or "dateline" in named[i] or len(text) > _HEADING:
        return False
    return bool(found[i]) or _MARKED.match(text) is not None


def _offices(
    texts: Sequence[str],
    found: Sequence[Sequence[Evidence]],
    named: Sequence[frozenset[str]],
    rules: CleaningRules,
) -> set[int]:
    """The office alone on a line below the last sentence, where a release says whose it is."""
    office = rules.macros["office_name"]
    names = [
        "after_prose" in shape
        and len(text) <= _OFFICE
        and not cues
        and office.fullmatch(bare(text)) is not None
        for text, cues, shape in zip(texts, found, named, strict=True)
    ]
    return {
        i
        for i in range(1, len(texts))
        if names[i] and not names[i - 1] and not (i + 1 < len(texts) and names[i + 1])
    }
