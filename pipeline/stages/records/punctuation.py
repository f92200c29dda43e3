"""One way to write commas and full stops, character by character.

Ministries long wrote ， for 、 (and theses ．for 。), old systems the half-width ､ and ｡, and
texts that were normalised have ASCII commas. Everything after this stage knows 、 and 。 alone.
"""

from __future__ import annotations

from pipeline.rulefiles import deferred

_JAPANESE = r"[\p{Han}\p{Hiragana}\p{Katakana}ー々」』）】〕〉》]"
_COMMA = deferred(
    r"[，､](?!(?<=\d.)\d{3}(?!\d))"
    rf"|(?<={_JAPANESE}|[)%]),|(?<![\d,]),(?={_JAPANESE})"
)
_STOP = deferred(rf"｡|(?<={_JAPANESE})．(?![\dA-Za-z０-９])")
_MARKS = deferred("[，､,｡．]")


def with_plain_marks(text: str) -> str:
    """The text with its commas as 、 and its full stops as 。; as long as it was. Pure.

    Commas inside numbers and Latin text stay.

    >>> with_plain_marks("4月1日，大使公邸において,1,100万ドル（約12億円）を供与した．")
    '4月1日、大使公邸において、1,100万ドル（約12億円）を供与した。'
    """
    if _MARKS.search(text) is None:
        return text
    return str(_STOP.sub("。", _COMMA.sub("、", text)))
