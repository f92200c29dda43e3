"""What the files of ``rules/events`` may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pipeline.rulefiles import Day, RuleModel, real_day

EventType = Literal[
    "meeting", "visit", "port_call", "exercise", "agreement", "dispatch", "aid",
    "equipment", "framework", "partnership", "information_sharing",
]  # fmt: skip
Status = Literal["considered", "planned", "ongoing", "completed", "cancelled"]
Stage = Literal["proposed", "negotiating", "agreed", "signed", "approved", "in_force"]
Roles = Literal["mutual", "visit", "call", "exercise", "give", "dispatch"]


def _real_days(days: str) -> str:
    """A day, or two with a slash between them of which one may be open (``..``)."""
    for day in days.split("/", 1):
        if day != "..":
            real_day(day)
    return days


Days = Annotated[str, AfterValidator(_real_days)]
Phrases = list[Annotated[str, Field(min_length=1)]]


class MatchExample(RuleModel):
    """A sentence that the rule must read, and what it must find. Unnamed fields may vary."""

    text: str = Field(description="A sentence, as a record's only line")
    day: Day | None = Field(None, description="The record's own date (ISO)")
    participants: list[str] = Field(default_factory=list, description="Codes, in any order")
    status: Status | None = Field(None, description="How far the act has come")
    stage: Stage | None = Field(None, description="Agreements: the step it has reached")
    date: Days | None = Field(None, description="ISO day, or start/end, either of them ..")


class SkipExample(RuleModel):
    """A sentence that the rule must leave alone."""

    text: str = Field(description="A sentence, as a record's only line")
    day: Day | None = Field(None, description="The record's own date (ISO)")


class RuleEntry(RuleModel):
    """One event rule: the words that tell the act, and the words that must be near or not."""

    id: str = Field(description="type.name, unique in the folder")
    note: str = Field(description="What the rule is for, in one line")
    trigger: Phrases = Field(min_length=1, description="Phrases in dictionary form")
    needs: Phrases = Field(default_factory=list, description="One must stand in the sentence")
    unless: Phrases = Field(
        default_factory=list, description="The trigger does not count inside one of these"
    )
    without: list[str] = Field(
        default_factory=list, description="None may stand in the sentence or the one before"
    )
    resumes: bool = Field(
        default=False, description="Speaks of the act told before: its parties hold on"
    )
    both: bool = Field(default=False, description="Only when its own clause names two parties")
    stage: Stage | None = Field(None, description="Agreements: the step that the words tell")
    named: Status | None = Field(
        None, description="Status of an act that the text only names, without a predicate"
    )
    agreed: Status | None = Field(
        None, description="Status when the text says that it was agreed or decided"
    )
    fixed: Status | None = Field(
        None, description="Status that the act has by itself (an ending), whatever is said of it"
    )
    headline: bool = Field(default=False, description="Only in titles, headings and short lines")
    alone: bool = Field(default=False, description="Only when its clause tells no other act")
    within: Literal["sentence", "passage", "record"] = Field(
        "sentence",
        description="Where `needs` may stand; a passage has the sentence before too, "
        "a record the title and the text so far",
    )
    dated: bool = Field(default=False, description="Only with a date in the same sentence")
    match: list[MatchExample] = Field(
        default_factory=list, description="Sentences that the rule must read"
    )
    skip: list[SkipExample] = Field(
        default_factory=list, description="Sentences that look alike and must be left alone"
    )


class EventFile(RuleModel):
    """A rule file of ``rules/events``: one event type with its rules."""

    type: EventType
    note: str
    roles: Roles = Field(description="How participants get their roles")
    rules: list[RuleEntry] = Field(min_length=1)


class WordList(RuleModel):
    """A named list of phrases for use in braces."""

    note: str
    words: list[str] = Field(min_length=1)


class WordsFile(RuleModel):
    """``words.yaml``."""

    note: str
    lists: dict[str, WordList]


class StatusCue(RuleModel):
    """Words that tell a status."""

    id: str
    status: Status
    note: str
    words: list[str]
    unless: list[str] = Field(default_factory=list)
    types: list[EventType] = Field(
        default_factory=list, description="Event types that it speaks of; all when there are none"
    )
    match: list[str] = Field(min_length=1)
    skip: list[str] = Field(min_length=1)


class StatusFile(RuleModel):
    """``status.yaml``: cue groups in order of strength."""

    note: str
    cues: list[StatusCue]


class Bystanders(RuleModel):
    """Context that makes a named country a mere topic."""

    note: str
    after: list[str] = Field(description="Right after the name")
    before: list[str] = Field(description="Right before the name")
    names: list[str] = Field(description="The name itself is a topic or an occasion")


class Words(RuleModel):
    """A noted list of phrases."""

    note: str
    words: list[str]


class Lasting(RuleModel):
    """Words around a date that tell how long an act told before goes on."""

    note: str
    subjects: list[str] = Field(description="Right before the date: who or what goes on")
    goes_on: list[str] = Field(description="Right after the last day")
    closes: list[str] = Field(description="Right after the day on which the act ends")
    leaves: list[str] = Field(description="Right after the day on which a guest leaves")
    opens: list[str] = Field(description="Right after the first day")


class NotAct(RuleModel):
    """Words after a trigger that show it tells no act."""

    id: str
    note: str
    after: list[str] = Field(min_length=1, description="Right after the trigger")
    types: list[EventType] = Field(description="The event types it holds for; empty for all")
    match: list[str] = Field(min_length=1)
    skip: list[str] = Field(min_length=1)


class Members(RuleModel):
    """Codes that stand for others: groups for their members."""

    note: str
    groups: dict[str, list[str]]
    bodies: list[str] = Field(
        default_factory=list, description="Organisations whose code looks like a state's"
    )
    namesakes: dict[str, str] = Field(
        default_factory=dict, description="Short names of the state that the record names in full"
    )


class Homes(RuleModel):
    """Whose press an outlet is."""

    note: str
    outlets: dict[str, list[str]] = Field(description="Country code → names of its outlets")
    own: Phrases = Field(description="Words by which a page names its own country")


class Missions(RuleModel):
    """The land in which the people of a mission are posted, and what sends them."""

    note: str
    lands: dict[str, str]
    peacekeeping: list[str] = Field(description="Words by which the people sent are the UN's")


class Flags(RuleModel):
    """The state whose ships call at home's ports when the text tells no flag."""

    note: str
    words: dict[str, str] = Field(description="Kind of ship or base → the country's code")


class InstrumentNames(RuleModel):
    """When two names of a pact, an exercise or a paper may mean one."""

    note: str
    letters: dict[str, str] = Field(description="The letters a pact goes by → its name")
    kinds: list[str] = Field(description="Names that tell only what kind of thing it is")


class ContextFile(RuleModel):
    """``context.yaml``: participation, announcement dates, background, instruments."""

    note: str
    together: Words
    bystanders: Bystanders
    members: Members
    missions: Missions
    flags: Flags
    homes: Homes
    not_acts: list[NotAct]
    saying: Words
    background: Words
    same_day: Words
    of_talks: Words
    period_label: Words
    lasting: Lasting
    told_later: dict[str, str | list[str]]
    asking: Words
    no_news: Words
    private: Words
    official: Words
    instrument: dict[str, str | list[str]]
    instrument_names: InstrumentNames
