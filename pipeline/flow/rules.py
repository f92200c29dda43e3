"""All rules of a run, loaded once, every mistake in them told at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import RuleError, RuleFilesError
from pipeline.flow.templates import SiteTemplates
from pipeline.rulefiles import default_rules_folder, raise_all, remembering, rule_files
from pipeline.stages.actors import Lexicon, load_lexicon
from pipeline.stages.cleaning import CleaningRules, load_cleaning_rules
from pipeline.stages.dates import DateRules, load_date_rules
from pipeline.stages.events import EventRules, load_event_rules
from pipeline.stages.linking import Knowledge, load_linking
from pipeline.stages.records import RecordRules, load_record_rules
from pipeline.stages.tables import load_codes

# The folders of the stages before events.
_READING = ("cleaning", "records", "dates", "actors")
Codes = Callable[[str, str, str | None], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a rule folder says to each stage. ``digest`` changes with any byte of it.

    ``reading_digest`` changes with the rules of the stages before events alone.
    ``templates`` are no rules of the folder: they were learned from the pages.
    """

    folder: Path
    digest: str
    reading_digest: str
    cleaning: CleaningRules
    records: RecordRules
    dates: DateRules
    lexicon: Lexicon
    events: EventRules
    linking: Knowledge
    codes: Codes
    templates: SiteTemplates = field(default_factory=SiteTemplates)


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
    digest = rules_digest(root)
    errors: list[RuleError] = []

    def tried(load: Callable[[Path], Any], place: Path) -> Any:
        try:
            return load(place)
        except RuleFilesError as error:
            errors.extend(error.errors)
        except RuleError as error:
            errors.append(error)
        return None

    reading = rules_digest(root, _READING)
    with remembering(cache):
        if like is not None and like.reading_digest == reading:
            cleaning, records, dates, lexicon = (
                like.cleaning,
                like.records,
                like.dates,
                like.lexicon,
            )
        else:
            cleaning = tried(load_cleaning_rules, root / "cleaning")
            records = tried(load_record_rules, root / "records")
            dates = tried(load_date_rules, root / "dates")
            lexicon = tried(load_lexicon, root / "actors")
        events = tried(load_event_rules, root / "events")
        linking = tried(load_linking, root)
        codes = tried(load_codes, root)
    raise_all(root.as_posix(), errors)
    return Rules(root, digest, reading, cleaning, records, dates, lexicon, events, linking, codes)
