"""``renkei clean``: what cleaning keeps of a page, what it drops and why, record by record."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.model import Cleaned, Dropped, Page, Record


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("clean")(clean)


def clean(
    file: Annotated[Path, typer.Argument(help="a file of scrapes (.txt, .html, .jsonl, .warc)")],
    rules: Annotated[
        Path | None, typer.Option(help="folder of rules (default: rules/, else the program's)")
    ] = None,
    cache: Annotated[
        Path, typer.Option(help="cache folder of the runs that learned the site's furniture")
    ] = Path(".renkei"),
    html: Annotated[bool, typer.Option("--html", help="print a page for the browser")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON, for programs")] = False,
) -> None:
    """Show FILE with kept and dropped lines, the reason of each drop, and its records.

    Exit status: 0 all is shown; 1 a document of FILE could not be read; 2 wrong usage or a
    mistake in a rule file.
    """
    if html and as_json:
        raise InputError("--html", "does not go with --json", "Choose one of them.")
    shown = list(_explained(file, rules, cache))
    pages = [page for page in shown if isinstance(page, Explained)]
    problems = [page for page in shown if isinstance(page, str)]
    if as_json:
        print(json.dumps([asdict(page) for page in pages], ensure_ascii=False, indent=1))
    elif html:
        print(_html(pages))
    else:
        _print(pages)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise typer.Exit(1)


# --- explanation --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line that was kept (``reason`` is empty) or dropped."""

    text: str
    start: int
    end: int
    reason: str = ""
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the page: its runs, and the numbers of the records it lies in."""

    number: int
    runs: tuple[Run, ...]
    records: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record as found: where it is and what its header says."""

    number: int
    start: int
    end: int
    title: str | None
    published: str | None
    outlet: str | None
    happened: str | None


@dataclass(frozen=True, slots=True)
class Explained:
    """A document with the fate of each of its lines."""

    source: str
    lines: tuple[ShownLine, ...]
    records: tuple[ShownRecord, ...]


def _explained(file: Path, rules: Path | None, cache: Path) -> Iterator[Explained | str]:
    """Every document of the file explained, or the message why one cannot be."""
    from functools import partial  # noqa: PLC0415  # --help starts without the stages

    from pipeline.flow.templates import known_templates  # noqa: PLC0415
    from pipeline.model import Problem  # noqa: PLC0415
    from pipeline.rulefiles import default_rules_folder  # noqa: PLC0415
    from pipeline.stages.cleaning import clean as clean_page  # noqa: PLC0415
    from pipeline.stages.cleaning import load_cleaning_rules  # noqa: PLC0415
    from pipeline.stages.dates import find_dates, load_date_rules  # noqa: PLC0415
    from pipeline.stages.records import load_record_rules, split  # noqa: PLC0415
    from pipeline.stages.sources import find_sources, read_page, read_sources  # noqa: PLC0415

    folder = rules or default_rules_folder()
    cleaning = load_cleaning_rules(folder / "cleaning")
    templates = known_templates(cleaning.templates, cache)
    record_rules = load_record_rules(folder / "records")
    dates = partial(find_dates, rules=load_date_rules(folder / "dates"))
    found = find_sources([file])
    for problem in found.problems:
        yield f"{problem.source}: {problem.problem}"
    for source_file in found.files:
        for source in read_sources(source_file):
            if isinstance(source, Problem):
                yield f"{source.source}: {source.problem} ({source.detail})"
                continue
            page = read_page(source)
            cleaned = clean_page(page, cleaning, templates.of(source))
            yield _explain(page, cleaned, split(cleaned, source, record_rules, dates))


def _explain(page: Page, cleaned: Cleaned, records: tuple[Record, ...]) -> Explained:
    markup = set(page.dropped)
    cuts = [cut for cut in cleaned.dropped if cut not in markup]
    lines = []
    for number, line in enumerate(page.lines, 1):
        runs = tuple(_runs(page, line.span.start, line.span.end, cuts))
        inside = {
            r.number
            for r in records
            for run in runs
            if r.span.start < run.end and run.start < r.span.end
        }
        lines.append(ShownLine(number, runs, tuple(sorted(inside))))
    shown = tuple(
        ShownRecord(
            r.number, *r.span, r.title, r.published, r.outlet, _days(r.item_start, r.item_end)
        )
        for r in records
    )
    return Explained(page.source.name, tuple(lines), shown)


def _days(start: str | None, end: str | None) -> str | None:
    return start if start == end or end is None else f"{start}/{end}"


def _runs(page: Page, start: int, end: int, cuts: list[Dropped]) -> Iterator[Run]:
    """The line's stretches, parted where keeping and dropping change."""
    for segment in page.text.slice(start, end).segments:
        text = page.text.text[start + segment.start : start + segment.start + segment.length]
        at, last = segment.source
        one_to_one = last - at == len(text)
        for cut in cuts:
            if cut.span.end <= at or cut.span.start >= last:
                continue
            if not one_to_one:
                yield Run(text, at, last, cut.reason, cut.rule_id)
                at = last
                break
            if cut.span.start > at:
                yield Run(text[: cut.span.start - at], at, cut.span.start)
                text, at = text[cut.span.start - at :], cut.span.start
            until = min(cut.span.end, last)
            yield Run(text[: until - at], at, until, cut.reason, cut.rule_id)
            text, at = text[until - at :], until
        if at < last or (not one_to_one and at == last == segment.source.start):
            yield Run(text, at, last)


# --- terminal -----------------------------------------------------------------------------


def _print(pages: Iterable[Explained]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False)
    for page in pages:
        console.rule(Text(page.source, style="bold"))
        for line, opened in _with_records(page):
            for record in opened:
                console.print(Text(f"┏ {_header(record)}", style="bold cyan"), soft_wrap=True)
            text = Text("┃ " if line.records else "  ", style="cyan")
            reasons = dict.fromkeys(f"{r.reason}, {r.rule_id}" for r in line.runs if r.reason)
            for run in line.runs:
                text.append(run.text, style="red strike" if run.reason else "default not strike")
            for reason in reasons:
                text.append(f"  ← {reason}", style="yellow not strike")
            console.print(text, soft_wrap=True)


def _with_records(page: Explained) -> Iterator[tuple[ShownLine, list[ShownRecord]]]:
    """Each line with the records that open in it."""
    told: set[int] = set()
    by_number = {record.number: record for record in page.records}
    for line in page.lines:
        opened = [by_number[n] for n in line.records if n not in told]
        told |= set(line.records)
        yield line, opened


def _header(record: ShownRecord) -> str:
    facts = (record.title, record.happened, record.published, record.outlet)
    return f"{record.number}  " + " · ".join(fact for fact in facts if fact)


# --- page for the browser -----------------------------------------------------------------

_STYLE = """
body{font:16px/1.7 sans-serif;margin:2em auto;max-width:60em;color:#222;background:#fff}
p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;padding-left:1em}
.in{border-left:3px solid #1a6a8a}.out{border-left:3px solid transparent}
del{color:#a22;background:#fdeeee}small{color:#7a5a00;margin-left:1em}
h2{font-size:1em;margin:1em 0 0;color:#1a6a8a}h1{font-size:1.2em}
"""


def _html(pages: Iterable[Explained]) -> str:
    body = "\n".join(line for page in pages for line in _html_lines(page))
    return (
        f'<!DOCTYPE html>\n<html lang="ja">\n<meta charset="utf-8">\n<title>renkei clean</title>\n'
        f"<style>{_STYLE}</style>\n{body}\n</html>"
    )


def _html_lines(page: Explained) -> Iterator[str]:
    yield f"<h1>{escape(page.source)}</h1>"
    for line, opened in _with_records(page):
        for record in opened:
            yield f"<h2>{escape(_header(record))}</h2>"
        runs = "".join(
            f"<del>{escape(run.text)}</del>" if run.reason else escape(run.text)
            for run in line.runs
        )
        reasons = dict.fromkeys(f"{r.reason}, {r.rule_id}" for r in line.runs if r.reason)
        notes = "".join(f"<small>{escape(reason)}</small>" for reason in reasons)
        yield f'<p class="{"in" if line.records else "out"}">{runs}{notes}</p>'
