"""All rules of a run, loaded once, every mistake in them told at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, RuleError, RuleFilesError
from pipeline.flow.program import program_digest
from pipeline.flow.templates import SiteTemplates
from pipeline.rulefiles import (
    default_rules_folder,
    raise_all,
    remembered,
    remembering,
    rule_files,
)
from pipeline.stages.actors import Lexicon, load_lexicon
from pipeline.stages.cleaning import CleaningRules, load_cleaning_rules
from pipeline.stages.dates import DateRules, load_date_rules
from pipeline.stages.events import EventRules, load_event_rules
from pipeline.stages.linking import Knowledge, load_linking
from pipeline.stages.records import RecordRules, load_record_rules
from pipeline.stages.tables import load_codes

# The folders of the stages before events.
_READING = ("cleaning", "records", "dates", "actors")
# Those read only when a document is: a run after an edit of event rules needs none of them.
_DEFERRED = ("records", "dates", "actors")
Codes = Callable[[str, str, str | None], tuple[str, str]]
Name = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """The rules of the stages between cleaning and events."""

    records: RecordRules
    dates: DateRules
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Rules:
    """What a rule folder says to each stage. ``digest`` changes with any byte of it.

    ``reading_digest`` changes with the rules of the stages before events alone; ``reading``
    gives those that may wait until a document is read. ``names`` are the Japanese name,
    English name and kind of every code that the rules have.
    ``templates`` are no rules of the folder: they were learned from the pages.
    """

    folder: Path
    digest: str
    reading_digest: str
    cleaning: CleaningRules
    reading: Callable[[], ReadingRules]
    names: Mapping[str, Name]
    events: EventRules
    linking: Knowledge
    codes: Codes
    templates: SiteTemplates = field(default_factory=SiteTemplates)

    @property
    def records(self) -> RecordRules:
        """The rules of the records stage."""
        return self.reading().records

    @property
    def dates(self) -> DateRules:
        """The rules of the dates stage."""
        return self.reading().dates

    @property
    def lexicon(self) -> Lexicon:
        """The words of the actors stage."""
        return self.reading().lexicon

    def name_of(self, code: str) -> Name:
        """As :meth:`Lexicon.name_of`."""
        return self.names.get(code) or self.lexicon.name_of(code)


def rules_digest(folder: Path, parts: Sequence[str] = ()) -> str:
    """A hash of every rule file's path and bytes, or of those in the subfolders ``parts``.

    Raises ``RuleError`` for no folder.
    """
    digest = hashlib.sha256()
    for path in rule_files(folder):
        if parts and path.relative_to(folder).parts[0] not in parts:
            continue
        name = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
        for part in (name, path.read_bytes()):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _when_needed(root: Path, cache: Path | None, digest: str) -> Callable[[], ReadingRules]:
    """Reads the rules between cleaning and events once, when it is first called.

    It raises what :func:`load_rules` raises, and ``InputError`` when the files no longer
    have the ``digest`` that the run goes by.
    """

    @lru_cache
    def read() -> ReadingRules:
        trial = _Trial()
        with remembering(cache):
            found = ReadingRules(
                trial(load_record_rules, root / "records"),
                trial(load_date_rules, root / "dates"),
                trial(load_lexicon, root / "actors"),
            )
        raise_all(root.as_posix(), trial.errors)
        if rules_digest(root, _DEFERRED) != digest:
            raise InputError(
                root.as_posix(),
                "changed while the run was going on",
                "Run again: what is analysed already is not analysed again.",
            )
        return found

    return read


def _names(reading: Callable[[], ReadingRules], digest: str) -> Mapping[str, Name]:
    """The names of all codes. They are known of files alone that were once read well."""

    def read(_: str) -> dict[str, Name]:
        lexicon = reading().lexicon
        return {code: lexicon.name_of(code) for code in lexicon.codes}

    known = remembered(f"names {program_digest()}", digest, read)
    return {code: (ja, en, kind) for code, (ja, en, kind) in known.items()}


class _Trial:
    """Loads parts, gathering what is wrong with them."""

    def __init__(self) -> None:
        self.errors: list[RuleError] = []

    def __call__(self, load: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return load(*arguments)
        except RuleFilesError as error:
            self.errors.extend(error.errors)
        except RuleError as error:
            self.errors.append(error)
        return None


def load_rules(
    folder: Path | str | None = None, *, cache: Path | None = None, like: Rules | None = None
) -> Rules:
    """Load the rules of ``folder``, by default :func:`default_rules_folder`.

    With ``cache``, the folder of a run's cache, only what was edited is read anew; what is
    equal in ``like``, loaded before from another folder, is taken from there.

    Raises :class:`RuleFilesError` with every mistake found in any file, or
    :class:`RuleError` when there is no such folder.

    >>> load_rules("rules").lexicon.name_of("LTU")[0]  # doctest: +SKIP
    'リトアニア'
    """
    root = Path(folder) if folder is not None else default_rules_folder()
    digest, reading_digest = rules_digest(root), rules_digest(root, _READING)
    trial = _Trial()
    with remembering(cache):
        if like is not None and like.reading_digest == reading_digest:
            cleaning, reading, names = like.cleaning, like.reading, like.names
        else:
            deferred = rules_digest(root, _DEFERRED)
            cleaning = trial(load_cleaning_rules, root / "cleaning")
            reading = _when_needed(root, cache, deferred)
            names = trial(_names, reading, deferred)
        events = trial(load_event_rules, root / "events")
        linking = trial(load_linking, root)
        codes = trial(load_codes, root)
    raise_all(root.as_posix(), trial.errors)
    return Rules(root, digest, reading_digest, cleaning, reading, names, events, linking, codes)
