"""What an expression is read against: the record's day, the dates before it, its clause."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipeline.rulefiles import deferred
from pipeline.stages.dates.eras import Era
from pipeline.stages.dates.fragments import Fields
from pipeline.stages.dates.patterns import Pattern
from pipeline.stages.dates.values import UnreadableError, Value

# How far a cue of tense may stand from the date it speaks of, in characters.
TENSE_REACH = 70
# How many dates before are remembered, so that a long list of dates is read in linear time.
REMEMBERED = 60
# … and how far the end of a sentence that sets a day off after its subject.
SAYING_REACH = 160
_SUBJECT = deferred(r"(?<=[一-龠々ァ-ヶーA-Za-z氏])[はが]$")
_PAST = deferred(
    r"(?:を|に|と|で|へ)[^。、ぁ-ん]{0,8}(?:固め|示し|伝え|決め|決定し|発表し|公表し|表明し|明らかにし|述べ|語っ|提出し"
    r"|確認し|合意し|一致し|説明し|署名し|会談し|協議し|批判し|抗議し|求め|要請し)(?:まし)?た[」』]?$"
)
# 3月の会談, 22日からの訪問: a date that only qualifies a noun.
_QUALIFYING = deferred(r"(?:から|以降)?の")
_ENDS_PAST = deferred(r"(?:た|[てで](?:いる|おり(?:ます)?|います|ある))[」』)）]?$")
_SENTENCE_END = deferred(r"[。\n!?]")
# 2日に開く「サミット」, 5月に予定する首脳会談: the day of a noun.
_OF_NOUN = deferred(
    r"(?:に|から)(?:[一-龠ァ-ヶー]{1,10}で)?(?:開く|開かれる|開催(?:する|される)|予定(?:する|される|されている|している)|控える|迎える|始まる|行う|行われる)[「『一-龠ァ-ヶA-Z]"
)
# 昨年に引き続き, 昨年のインドに続き: the time that this one is compared with.
# 1992年11月以来中断していた, 2023年に小松へ来たのに続いて: since or after when.
_COMPARED = deferred(
    r"(?:の[一-龠ァ-ヶー・]{1,14}|に[^。、]{1,40}の)?に(?:引き)?続(?:き|いて|く)"
    r"|(?:の[^。、はがを]{1,24})?以来(?!毎|定期)"
)
# 終了を通告した|2019年8月の文書
_TOLD_OF_NOUN = deferred(r"(?<=[一-龠っいし]た)(?=[^、。]{2,12}の[一-龠ァ-ヶー])")
# 【9月1日 AFP】: the day of the report.
_DATELINE = deferred(r"\([^()\n]{0,12}$")


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A date read before, with what later expressions may take from it.

    ``own_year`` tells that it or the date it counts from wrote the year, ``wrote_year``
    that it did so itself; the month likewise. ``aside`` tells that it qualifies a noun or names
    what is only compared (2日に開くサミットに関し, 昨年に続き): 同日 and years are rather others'.
    """

    value: Value
    start: int
    end: int
    own_year: bool
    own_month: bool
    bounded: bool = False
    wrote_year: bool = True
    wrote_month: bool = True
    aside: bool = False


@dataclass(slots=True)
class Scene:
    """A text while it is being read, from left to right."""

    text: str
    anchor: date | None
    anchor_source: str
    tense: Pattern
    eras: Sequence[Era]
    past: deque[Antecedent] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    @property
    def of_item(self) -> bool:
        """True on a page of dated happenings: its text tells of the item's own days."""
        return self.anchor_source == "item"

    def same_sentence(self, start: int, end: int) -> bool:
        """True when no sentence ends between the two places."""
        return _SENTENCE_END.search(self.text, start, end) is None

    def is_aside(self, start: int, end: int) -> bool:
        """Whether a date only qualifies a noun, or is compared with (昨年に続き).

        >>> # 首相は2日に開くサミットに関し…。同日、…。 (of 2日) → True
        """
        return (
            _OF_NOUN.match(self.text, end) is not None
            or _COMPARED.match(self.text, end) is not None
            or (
                self.text.startswith("の", end)
                and _TOLD_OF_NOUN.match(self.text, start, end + 8) is not None
            )
        )

    def in_dateline(self, start: int) -> bool:
        """Whether a date stands in the brackets of an agency's dateline (【9月1日 AFP】)."""
        return _DATELINE.search(self.text, max(0, start - 14), start) is not None

    def is_of_saying(self, start: int, end: int) -> bool:
        """Whether a day set off after the subject belongs to a predicate in the past.

        >>> # 政府は30日、首相が来月訪れる方針を固めた。 (of 30日) → True
        """
        if not _SUBJECT.search(self.text, max(0, start - 2), start):
            return False
        if not self.text.startswith("、", end):
            return False
        stop = _SENTENCE_END.search(self.text, end, end + SAYING_REACH)
        return stop is not None and bool(_PAST.search(self.text, end, stop.start()))

    def ends_past(self, at: int) -> bool:
        """Whether the sentence that goes on at ``at`` ends in the past (…協定に署名した)."""
        stop = _SENTENCE_END.search(self.text, at, at + SAYING_REACH)
        end = stop.start() if stop else at + SAYING_REACH
        return _ENDS_PAST.search(self.text, at, end) is not None

    def clause_tense(self, at: int) -> Literal["past", "future"] | None:
        """What the words after ``at`` tell of the time, up to the end of the sentence."""
        stop = _SENTENCE_END.search(self.text, at, at + TENSE_REACH)
        end = stop.start() if stop else at + TENSE_REACH
        cue = self.tense.search(self.text, at, end)
        if cue is None or cue.lastindex == 3:
            return None  # 20日に開く予定だった: ahead or behind, nobody knows
        return "past" if cue.lastindex == 1 else "future"


@dataclass(slots=True)
class Reading:
    """One expression while its value is worked out; notes what was taken from where.

    ``base`` is the first end of a range or the item before in a list, ``until`` the
    second end where the first one lacks its month or year.
    """

    scene: Scene
    fields: Fields
    start: int
    end: int
    lean: Literal["future", "past"] | None = None
    base: Value | None = None
    until: Value | None = None
    calendar: str = "relative"
    anchor: date | None = None
    anchor_source: str = ""
    taken: Antecedent | None = None
    steps: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """True when any of the fields was written."""
        return not self.fields.keys().isdisjoint(names)

    def need_anchor(self) -> date:
        """The record's day. Raises :class:`UnreadableError` when it has none."""
        if self.scene.anchor is None:
            raise UnreadableError("date_unresolved", "the record has no date to count from")
        if self.anchor is None:
            self.anchor, self.anchor_source = self.scene.anchor, self.scene.anchor_source
            self.steps.append(f"counted from the record's day {self.anchor}")
        return self.scene.anchor

    def take(self, antecedent: Antecedent) -> Value:
        """The value of a date before, noted as this one's anchor."""
        self.anchor, self.anchor_source = antecedent.value.start, "context"
        self.taken = antecedent
        self.steps.append(f"counted from {self.anchor}, told before")
        return antecedent.value

    def need_before(self, *precisions: str, own: bool = False) -> Value:
        """The date before: the first end of its range, else the last one read.

        Only dates of ``precisions`` count when any are given; with ``own`` those told aside
        count last. Raises :class:`UnreadableError` when there is none.
        """
        if self.base is not None:
            return self.base
        told = [
            a for a in reversed(self.scene.past)
            if not precisions or a.value.precision in precisions
        ]  # fmt: skip
        if own:
            told.sort(key=lambda antecedent: antecedent.aside)
        if not told:
            raise UnreadableError("date_unresolved", "no date before it in the text")
        return self.take(told[0])

    @property
    def tense(self) -> Literal["past", "future"] | None:
        """The tense of the clause; None where the date only qualifies a noun (3月の会談)."""
        if _QUALIFYING.match(self.scene.text, self.end):
            return None
        if self.scene.is_of_saying(self.start, self.end):
            return "past"
        return self.scene.clause_tense(self.end)

    @property
    def outlook(self) -> Literal["past", "future"] | None:
        """The way to look; a page of dated happenings tells its own days in any tense."""
        return self.lean or (None if self.scene.of_item else self.tense)
