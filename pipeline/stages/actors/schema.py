"""What a rule file of ``rules/actors`` may hold.

Long lists are kept flat (one line for each country, names joined by ``、``), so that they
read like a table and load in milliseconds.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.rulefiles import Day, RuleModel

SEPARATOR = "、"

WordKind = Literal[
    "country",
    "territory",
    "group",
    "short",
    "late",
    "force",
    "ministry",
    "office",
    "place",
    "region",
    "ship",
    "ship_class",
    "pronoun",
    "media",
    "honorific",
    "stop",
    "guard",
]
PatternKind = Literal[
    "country",
    "countries",
    "organisation",
    "force",
    "ministry",
    "office",
    "person",
    "ship",
    "travel",
    "toward",
    "posted",
    "demonym",
    "media",
    "member_group",
    "place",
]


class MatchExample(RuleModel):
    """A text and what must be found in it: mention → codes joined by spaces."""

    text: str = Field(description="A sentence")
    find: dict[str, str | None] = Field(description="Words → codes, joined by spaces")
    day: Day | None = Field(None, description="The day it was written on (ISO)")


class SkipExample(RuleModel):
    """A text, and the codes that must not be found in it (``*``: none at all)."""

    text: str = Field(description="A sentence")
    never: str = Field("*", description="Codes that must not be found; * for any")
    day: Day | None = Field(None, description="The day it was written on (ISO)")


class Examples(RuleModel):
    """Texts that prove a group of entries right."""

    match: tuple[MatchExample, ...] = ()
    skip: tuple[SkipExample, ...] = ()


class WordGroup(RuleModel):
    """Words of one kind: each key (a code, an office, a name) with its words."""

    id: str
    note: str
    kind: WordKind
    words: dict[str, str]
    examples: Examples = Examples()


class OfficeParts(RuleModel):
    """Offices made of a field and a rank (外務 + 副大臣): every pair becomes a word.

    A rank of ``*`` keeps its own office key; the others take the field's key.
    """

    id: str
    note: str
    fields: dict[str, str]
    ranks: dict[str, str]
    examples: Examples = Examples()


class WordFile(RuleModel):
    """A rule file of word groups."""

    groups: tuple[WordGroup, ...] = ()
    offices: tuple[OfficeParts, ...] = ()


class Organisation(RuleModel):
    """An international organisation, forum or its organ.

    ``names`` are joined by ``、``; ``members`` are codes joined by spaces. ``part_of`` is
    the organisation whose organ it is. ``kind`` tells a body that acts from a series of
    conferences (``forum``), from an agreement or programme (``programme``), and from a
    group that stands for its members (``member_group``).
    """

    ja: str
    en: str
    names: str = ""
    members: str = ""
    part_of: str = ""
    kind: Literal["organisation", "forum", "programme", "member_group"] = "organisation"


class OrganisationFile(RuleModel):
    """The rule file of organisations.

    ``long_forms`` tells how a name may begin in full instead (国連: 国際連合): every name that
    begins with the short form, and goes on, is known in full too.
    """

    id: str
    note: str
    long_forms: dict[str, str] = Field(
        default_factory=dict, description="How names begin in short → in full"
    )
    organisations: dict[str, Organisation]
    examples: Examples = Examples()


class HolderFile(RuleModel):
    """Who held which office when: code → office → ``from/to name、variants`` lines.

    ``alike`` maps an office word that leaves open which office is meant (大臣, 長官) to
    the offices it may stand for, joined by spaces.
    """

    id: str
    note: str
    holders: dict[str, dict[str, tuple[str, ...]]]
    alike: dict[str, str] = Field(default_factory=dict)
    examples: Examples = Examples()


class Pattern(RuleModel):
    """How words combine to a mention; ``{country}``, ``{office}`` … stand for words.

    ``codes`` (joined by spaces) are given when the words themselves carry none; with ``only``
    the mention has to begin with one of these letters.
    """

    id: str
    note: str
    kind: PatternKind
    pattern: str
    codes: str = ""
    only: str = ""
    examples: Examples = Examples()


class PatternFile(RuleModel):
    """The rule file of patterns; the first that matches at a place wins."""

    slots: dict[str, str] = Field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()
