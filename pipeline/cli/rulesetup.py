"""What the commands of ``renkei rules`` share: options, sessions, output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.errors import InputError, RuleError

if TYPE_CHECKING:
    from pipeline.decisions import State
    from pipeline.flow import Session
    from pipeline.tuning.catalogue import RuleInfo
    from pipeline.tuning.corpus import Corpus
    from pipeline.tuning.explaining import Explanation

Rules = Annotated[
    Path | None, typer.Option(help="folder of rules (default: rules/, else the program's)")
]
Out = Annotated[Path, typer.Option(help="folder with the tables of the last run")]
Cache = Annotated[Path, typer.Option(help="folder that keeps what the model said of each text")]
Docs = Annotated[
    list[Path] | None,
    typer.Option(help="files or folders to look at (default: those of the last run, else seeds/)"),
]
Json = Annotated[bool, typer.Option("--json", help="print the result as JSON")]
OUT = Path("outputs")
CACHE = Path(".renkei")


@contextmanager
def session_of(
    rules: Path | None, cache: Path, *, load_model: bool = False
) -> Iterator[tuple[Session, list[RuleInfo], list[RuleError]]]:
    """Rules loaded, every rule by its place, and files that could not be read."""
    from pipeline.flow import Session, load_rules  # noqa: PLC0415  # --help starts without it
    from pipeline.tuning.catalogue import read_rules  # noqa: PLC0415

    folder = folder_of(rules)
    loaded = load_rules(folder, cache=cache)
    infos, errors = read_rules(folder)
    with Session(loaded, cache, load_model=load_model) as session:
        yield session, infos, errors


def refuse(errors: list[RuleError]) -> None:
    """Raise the first of the errors, if any."""
    if errors:
        raise errors[0]


def folder_of(rules: Path | None) -> Path:
    """The folder of rules that is meant."""
    from pipeline.rulefiles import default_rules_folder  # noqa: PLC0415  # --help starts without it

    return rules or default_rules_folder()


def corpus_of(cache: Path, out: Path, docs: list[Path] | None) -> Corpus:
    """The documents that are meant."""
    from pipeline.tuning.corpus import Corpus  # noqa: PLC0415  # --help starts without it

    return Corpus.find(cache, out, docs or ())


def decisions_of(out: Path) -> dict[str, State]:
    """Reviewers' verdicts in the folder of tables, by event id."""
    from pipeline.decisions import DecisionLog, states_of  # noqa: PLC0415

    return states_of(DecisionLog(out).read().decisions)


def saved_at(rules: Path | None) -> list[tuple[str, int]]:
    """When each rule file was last saved."""
    from pipeline.rulefiles import rule_files  # noqa: PLC0415  # --help starts without it

    return [(p.as_posix(), p.stat().st_mtime_ns) for p in rule_files(folder_of(rules))]


def iso_day(day: str | None) -> str | None:
    """A day as given. Raises ``InputError`` when it is none."""
    from datetime import date  # noqa: PLC0415

    if day is None:
        return None
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise InputError(f"--day {day}", "is no day", "Write it as 2025-03-07.") from None


def show(found: Sequence[Explanation], render: Callable[[Explanation], str], as_json: bool) -> None:
    """Print explanations."""
    from pipeline.tuning import tables  # noqa: PLC0415  # --help starts without it

    if as_json:
        print_json({"explanations": [tables.explanation(one) for one in found]})
        return
    for one in found:
        typer.echo(render(one))


def fields_of(value: Any) -> dict[str, Any]:
    """The fields of a dataclass with slots."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def print_json(data: Any) -> None:
    """Print data as JSON."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def end(found: bool) -> None:
    """Leave with status 1 when there was something to find."""
    if found:
        sys.exit(1)
