"""What a line looks like by itself: running text, menu, date line, row of a table."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Line
from pipeline.rulefiles import deferred
from pipeline.stages.cleaning.rules import CleaningRules

_SENTENCE_END = deferred(
    r"[。．][」』）)】\]”’]*(?:[/／]\.)?\s*$|(?:(?<=.{24})|(?<=(?:です|ます|した|ません|ください|たい|よう)ね?))[！？!?♪][」』）)】\]”’]*\s*$|[。！？][^。]{0,14}[)）】\]]\s*$|[。！？]\s*[(（【\[〔][^()（）。]{1,32}[)）】\]〕]\s*$"
)
_FULL_STOP = deferred(r"[。！？]")
_HIRAGANA = deferred(r"\p{Hiragana}")
_DIGIT = deferred(r"\d")
_DENSE = deferred(r"[\p{Katakana}\p{Han}]")
_LATIN = deferred(r"[A-Za-z]")
_SPACED = deferred(r"\s*[|｜／/>＞»›]\s*|[\s　]+")
_PIPE = deferred(r"\t|\s[|｜]\s|\s[|｜]$|^[|｜]")
_BORDER = deferred(r"^\s*[|｜]\s*|\s*[|｜]\s*$")  # the edges of a table's row
_TABLE_ROW = deferred(r"^(?=[^\n]*\d)[^\t\n]+(?:\t[^\t\n]*){2,}$")
# What stands in brackets before a headline: its number (【1】), the kind of text (<社説>).
_LABEL = deferred(
    r"^\s*(?:[\[［【(（]\d{1,2}[\]］】)）]"
    r"|[<＜〈《【][^<>＜＞〈〉《》【】]{1,10}[>＞〉》】][\s　]?(?=\S))"
)
_CRUMB = deferred(r"\S\s*(?:>|＞|»|›|→|≫|&gt;)\s*\S")
_PARTICLE = deferred(
    r"[、「」『』…]|\p{Hiragana}(?=\p{Han}|\p{Katakana})|[へをにでがと]$|[をがへに]"
)
# Words of a headline hang together by particles; those of a menu are mostly nouns.
_TELLING = deferred(
    r"[をがへ](?=.)|[へに]$|(?<=[\p{Han}\p{Katakana}])[のでに](?=[\p{Han}\p{Katakana}])"
)
_PHRASES = 4
_ACT = deferred(r"(?<=[\p{Han}\p{Hiragana}])[るたすむく]$")  # as in 市場の予想下回る
_BULLET = deferred(r"^\s*(?:[-‐–—・･•●○◎◆◇■□▼▽▲△▶►★☆✅✔※◯*＊＞>]|\d{1,3}[.．:：)）]\s)")
_NOISE = deferred(r"[\s\p{P}\p{S}]")
# What follows a date in a row of a list or table, but not in a sentence.
_BREAK = deferred(r"[\s|｜:：…・】\]）)>＞（(【「—–―-](?=.)")
_LONG = 400
_BILINGUAL = 8  # so many Japanese letters beside English ones say the same once more
_NEWS_LENGTH = 50
_NEWS_SHARE = 0.5
TOLD = frozenset({"sentence", "prose", "row"})  # shapes of running text and of tables


def bare(text: str) -> str:
    """A line without white space at its ends, nor the edges of a table's row."""
    return _BORDER.sub("", text).strip() or text.strip()


def beside_dates(text: str, rules: CleaningRules) -> str:
    """The letters of ``text`` that belong to no date and no accessory of one.

    Example: 「2025年3月1日(土) 10:15 更新 国際」 → 国際.
    """
    for name in ("date", "time", "weekday", "dateline_word"):
        text = rules.macros[name].sub("", text)
    return str(_NOISE.sub("", text))


def own_shapes(text: str, line: Line, rules: CleaningRules) -> set[str]:
    """The names of the shapes that a line has whatever stands around it.

    Example: 「ホーム ニュース 組織」 is a ``menu``, 「2025年3月1日」 a ``dateline``.
    """
    stripped = bare(text)
    names = _form(stripped, rules)
    # What a long line holds is told by its first words; it is no date line, no menu.
    names |= _dates(stripped[:_LONG], rules)
    if "sentence" in names and _is_news(stripped[:_LONG]):
        names.add("news")
    if "dateline" in names:
        names -= {"menu", "headline", "label"}
    if "menu" in names and ("row" in names or rules.macros["full_date"].search(stripped)):
        names.discard("menu")
    if line.main is not None:
        names.add("main" if line.main else "not_main")
    if line.links >= 0.8:
        names.add("linked")
    return names


def _form(text: str, rules: CleaningRules) -> set[str]:
    hiragana = len(_HIRAGANA.findall(text))
    japanese = hiragana + len(_DENSE.findall(text))
    names = _flow(text, hiragana)
    length = len(text)
    if _is_menu(text, rules) and "sentence" not in names:
        names.add("menu")
    if _CRUMB.search(_LABEL.sub("", text)) and "sentence" not in names and length <= 80:
        names.add("crumbs")
    if _PIPE.search(text):
        names.add("cells")
    if not names & {"sentence", "prose", "menu", "crumbs"}:
        if length <= 9 and not _PARTICLE.search(text):
            names.add("label")
        elif 8 <= length <= 90 and japanese >= 4 and _PARTICLE.search(text):
            names.add("headline")
    latin = len(_LATIN.findall(text))
    foreign = latin > 0 and latin > 0.6 * len(_NOISE.sub("", text))
    if foreign and not (japanese >= _BILINGUAL and _PARTICLE.search(text)):
        names.add("latin")
    if _BULLET.search(text):
        names.add("bullet")
    if japanese == 0 and not _DIGIT.search(text):
        names.add("wordless")
    return names


def _is_news(text: str) -> bool:
    """True for the dense style of reports: names and nouns outweigh the words between.

    Readers' comments, though sentences too, are made of kana to two thirds.
    """
    return len(text) >= _NEWS_LENGTH and is_dense(text)


def is_dense(text: str) -> bool:
    """True for text whose letters are for the better half no Hiragana, as in reports."""
    dense = len(_DENSE.findall(text))
    return dense >= _NEWS_SHARE * (dense + len(_HIRAGANA.findall(text)))


def _flow(text: str, hiragana: int) -> set[str]:
    """Whether a line is running text: sentences, or the piece of one."""
    length = len(text)
    names: set[str] = set()
    if _SENTENCE_END.search(text) and hiragana >= 1 and length >= 5:
        names.add("sentence")
        if length >= 60 or len(_FULL_STOP.findall(text)) >= 2:
            names.add("paragraph")
    elif length >= 35 and hiragana >= 0.2 * length and ("、" in text or "。" in text):
        names.add("prose")
    return names


def _is_menu(text: str, rules: CleaningRules) -> bool:
    """Three or more short words side by side, as in a row of links."""
    words = [word for word in _SPACED.split(_LABEL.sub("", text)) if word]
    if len(words) < 3 or "。" in text or "、" in text:
        return False
    short = sum(len(w) for w in words) / len(words) <= 8 and max(map(len, words)) <= 16
    if len(words) <= _PHRASES and _are_phrases(words, rules):
        return False
    return short and not any(rules.macros["counted_word"].search(word) for word in words)


def _are_phrases(words: Sequence[str], rules: CleaningRules) -> bool:
    """True for the phrases of a headline: 「市場の予想下回る」, 「式典 in 神戸」."""
    if sum(_TELLING.search(word) is not None for word in words) > 1:
        return True
    verbs = [word for word in words if _ACT.search(word)]
    # One verb is that of a headline, several are those of buttons.
    link_verb, name_joint = rules.macros["link_verb"], rules.macros["name_joint"]
    if len(verbs) == 1 and _TELLING.search(verbs[0]) and not link_verb.search(verbs[0]):
        return True
    return any(name_joint.fullmatch(word) for word in words)


def _dates(text: str, rules: CleaningRules) -> set[str]:
    """``dateline``: a date and hardly more; ``dated``: text that a date opens."""
    date = rules.macros["date"]
    found = date.search(text)
    if "\t" in text and _TABLE_ROW.search(text) and not rules.macros["row_start"].match(text):
        return {"dated", "row"}
    if not found:
        if rules.macros["time"].fullmatch(text):
            return {"dateline"}
        clock = rules.macros["clock_start"].match(text)
        if clock and _BREAK.match(text, clock.end()):
            return {"timed"}
        row = rules.macros["row_start"].match(text)
        return {"dated", "row"} if row and _BREAK.match(text, row.end()) else set()
    rest = beside_dates(text, rules)
    closed = _SENTENCE_END.search(text) and len(rest) > 4
    if not closed and (len(rest) <= 6 or _is_long_dateline(text, rest, rules)):
        return {"dateline"}
    opening = rules.macros["row_start"].match(text)
    if _PIPE.search(text) or (opening and _BREAK.match(text, opening.end())):
        return {"dated", "row"} if len(text) <= 160 else {"dated"}
    return {"dated"} if opening else set()


def _is_long_dateline(text: str, rest: str, rules: CleaningRules) -> bool:
    """A full date with a few names beside it: byline, outlet, category."""
    return (
        len(rest) <= 20
        and not _PARTICLE.search(rest)
        and not _BULLET.match(text)
        and "、" not in text
        and rules.macros["full_date"].search(text) is not None
    )
