"""Record rules: the named patterns of ``rules/records/*.yaml``, read and compiled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import regex
from pydantic import Field

from pipeline.errors import RuleError, RuleFilesError
from pipeline.rulefiles import Ids, RuleModel, RuleText, load_rule_file, raise_all, rule_files
from pipeline.rulefiles.patterns import compile_rule

# What the splitter asks the rules for: a folder without one of these does not load.
NEEDED = frozenset(
    {
        "line.sentence",
        "line.closed",
        "line.glued",
        "line.rows",
        "line.particle",
        "line.mark",
        "line.bullet",
        "line.numbered",
        "line.bare_day",
        "line.led_date",
        "line.entry_number",
        "line.sub_item",
        "line.note",
        "line.field",
        "line.date_field",
        "line.section",
        "line.time",
        "line.ago",
        "line.reference",
        "line.channel",
        "line.digest",
        "line.announces",
        "line.topic",
        "line.itinerary",
        "line.schedule",
        "line.career",
        "line.leg",
        "line.topic_day",
        "line.past_days",
        "line.repeated",
        "line.place_lead",
        "line.headlines",
        "line.headline_list",
        "line.archive",
        "line.briefs",
        "line.colophon",
        "line.issue",
        "line.led",
        "line.place",
        "line.act",
        "line.programme",
        "line.updated",
        "line.post_head",
        "line.chronology",
        "line.table_name",
        "line.chronology_title",
        "date.trailing",
        "date.placed",
        "line.row_break",
        "line.published_list",
        "header.not_title",
        "date.same",
        "date.range",
        "date.until",
        "date.time",
        "date.extra",
        "card.bullet",
        "card.credit",
        "header.reference",
        "header.copyright_year",
        "header.part",
        "header.title_number",
        "header.title_source",
        "header.end_note",
        "outlet.beside_date",
        "header.url",
        "header.counter",
        "header.quoted",
        "outlet.staff",
        "outlet.address",
        "header.place_lead",
        "header.source_opens",
        "header.source_closes",
        "header.agency_lead",
        "header.trailing_source",
        "header.source",
        "header.page_date",
        "header.source_note",
        "header.event_day",
        "header.updated",
        "header.as_of",
        "header.stamp_before",
        "header.stamp_after",
        "outlet.like",
        "outlet.site",
        "outlet.news_site",
        "outlet.office",
        "outlet.heading",
        "outlet.slogan",
        "outlet.two_names",
        "outlet.edition",
        "outlet.year",
        "header.via_outlet",
        "header.title_tail",
        "header.title_press",
        "header.carrier",
        "header.caption",
        "header.session",
        "header.heard",
        "header.title_head",
        "header.title_field",
        "outlet.name",
        "outlet.not_a_name",
        "outlet.self_name",
        "outlet.page_owner",
        "outlet.copyright",
        "outlet.not_a_header",
        "outlet.tail",
        "outlet.private",
    }
)


class Examples(RuleModel):
    """Texts that the pattern must be found in, and texts it must not be found in."""

    match: tuple[str, ...] = Field(min_length=1)
    no_match: tuple[str, ...] = ()


class PatternRule(RuleModel):
    """A named pattern; ``id`` is what the splitter asks for."""

    id: str
    pattern: str
    note: str = ""
    examples: Examples


class RecordFile(RuleModel):
    """What one file of ``rules/records`` may hold.

    ``dates`` are the ways to write the date of a heading, the first that fits wins;
    ``era_letters`` tell which era H, R … stand for; ``outlets`` give the usual name of an
    outlet that its pages write in another way.
    """

    note: str = ""
    macros: dict[str, str] = Field(default_factory=dict)
    era_letters: dict[str, str] = Field(default_factory=dict)
    outlets: dict[str, str] = Field(default_factory=dict)
    dates: tuple[PatternRule, ...] = ()
    patterns: tuple[PatternRule, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordRules:
    """All record rules, ready for use: patterns by id, and the date patterns in order."""

    patterns: dict[str, regex.Pattern[str]]
    dates: tuple[tuple[str, regex.Pattern[str]], ...]
    era_letters: dict[str, str]
    outlets: dict[str, str]
    sources: tuple[PatternRule, ...] = ()

    def __getitem__(self, name: str) -> regex.Pattern[str]:
        return self.patterns[name]


def load_record_rules(folder: Path) -> RecordRules:
    """Read every rule file of ``folder``.

    Raises :class:`RuleFilesError` with all that is wrong, each with file, line and column.
    """
    files: list[tuple[RecordFile, RuleText]] = []
    errors: list[RuleError] = []
    for path in rule_files(folder):
        try:
            files.append(load_rule_file(path, RecordFile, root=folder.parent))
        except RuleFilesError as error:
            errors += error.errors
        except RuleError as error:
            errors.append(error)
    raise_all(folder.as_posix(), errors)
    macros = {name: body for file, _ in files for name, body in file.macros.items()}
    ids = Ids()
    patterns: dict[str, regex.Pattern[str]] = {}
    dates: list[tuple[str, regex.Pattern[str]]] = []
    for file, text in files:
        for key in ("dates", "patterns"):
            for index, rule in enumerate(getattr(file, key)):
                compiled = compile_rule(text, (key, index, "pattern"), rule.pattern, macros)
                errors += ids.faults(rule.id, text, key, index)
                if isinstance(compiled, RuleError):
                    errors.append(compiled)
                else:
                    patterns[rule.id] = compiled
                    if key == "dates":
                        dates.append((rule.id, compiled))
    missing = sorted(NEEDED - patterns.keys())
    if missing and not errors:
        errors.append(
            RuleError(folder.as_posix(), f"no pattern is called '{missing[0]}'", "Add it.")
        )
    raise_all(folder.as_posix(), errors)
    sources = tuple(r for file, _ in files for r in (*file.dates, *file.patterns))
    letters = {letter: era for file, _ in files for letter, era in file.era_letters.items()}
    outlets = {name: known for file, _ in files for name, known in file.outlets.items()}
    return RecordRules(patterns, tuple(dates), letters, outlets, sources)
