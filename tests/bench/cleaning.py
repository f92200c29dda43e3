"""Cleaning beside other tools: how much of the news is kept, of nothing else, how fast.

The gold judges lines of flattened text, and HTML extractors live on markup: each line is
given to them as a paragraph, a line with a bullet as a list item, which suits them best.
jusText knows no Japanese, splits words at spaces and asks for the share of function words:
it gets every character as a word, and hiragana, which write the particles and endings, as
the function words. Speed is that of one process, reading of the
page included, and of pages met for the first time: what is remembered of lines is forgotten
before each round.
"""

from __future__ import annotations

import html
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

import regex
from rich.console import Console
from rich.table import Table

from pipeline.evaluation import Gold, fold, load_gold
from pipeline.evaluation.content import score_content
from pipeline.evaluation.folds import TUNED
from pipeline.model import Source, Span
from pipeline.stages.cleaning import clean, load_cleaning_rules
from pipeline.stages.sources import read_page

PROJECT = Path(__file__).parents[2]
RULES = load_cleaning_rules(PROJECT / "rules" / "cleaning")
ROUNDS = 3

# The lengths in characters (two for each Japanese one, with its space) and the shares of
# function words that serve jusText best on the seeds and the tuned folds.
JUSTEXT = {"length_low": 40, "length_high": 80, "stopwords_low": 0.1, "stopwords_high": 0.2}

Cleaner = Callable[[str], tuple[Span, ...]]
Extractor = Callable[[str], str]

KANA = frozenset(map(chr, range(ord("ぁ"), ord("ん") + 1)))
BULLET = regex.compile(r"^[-・•*＊●◆■]\s*")


def ours() -> Cleaner:
    rules = replace(RULES, known={})

    def cleaner(text: str) -> tuple[Span, ...]:
        page = read_page(Source("page.txt", text, ""))
        return tuple(dropped.span for dropped in clean(page, rules).dropped)

    return cleaner


def peers() -> Iterator[tuple[str, Callable[[], Cleaner]]]:
    """The tools that are installed; ``pip install -e .[bench]`` brings them all."""
    with suppress(ImportError):
        import trafilatura  # noqa: PLC0415

        yield "trafilatura", lambda: by_lines(lambda page: trafilatura.extract(page) or "")
        yield (
            "trafilatura, fast",
            lambda: by_lines(lambda page: trafilatura.extract(page, fast=True) or ""),
        )
    with suppress(ImportError):
        from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

        yield (
            "resiliparse",
            lambda: by_lines(lambda page: extract_plain_text(page, main_content=True)),
        )
    with suppress(ImportError):
        import justext  # noqa: PLC0415

        def extract(page: str) -> str:
            paragraphs = justext.justext(page, KANA, **JUSTEXT)
            return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)

        yield "jusText", lambda: by_lines(extract, words=True)


def by_lines(extract: Extractor, *, words: bool = False) -> Cleaner:
    """What an extractor of HTML drops of a text: the lines that it does not give back."""

    def cleaner(text: str) -> tuple[Span, ...]:
        lines = text.split("\n")
        given = [bare(line) for line in extract(marked_up(lines, words=words)).split("\n")]
        given = [line for line in given if line]
        wanted = [bare(line) for line in lines]
        matcher = SequenceMatcher(None, wanted, given, autojunk=False)
        kept = {i for m in matcher.get_matching_blocks() for i in range(m.a, m.a + m.size)}
        dropped, at = [], 0
        for number, line in enumerate(lines):
            if number not in kept:
                dropped.append(Span(at, at + len(line)))
            at += len(line) + 1
        return tuple(dropped)

    return cleaner


def marked_up(lines: list[str], *, words: bool) -> str:
    parts = []
    for bulleted, run in groupby(
        filter(str.strip, lines), key=lambda line: bool(BULLET.match(line))
    ):
        tag = "li" if bulleted else "p"
        contents = [BULLET.sub("", line.strip()) for line in run]
        if words:
            contents = [" ".join(content) for content in contents]
        items = "".join(f"<{tag}>{html.escape(content)}</{tag}>" for content in contents)
        parts.append(f"<ul>{items}</ul>" if bulleted else items)
    return f"<html><body><div>{''.join(parts)}</div></body></html>"


def bare(line: str) -> str:
    """The line without bullet and white space, which extractors rewrite."""
    return "".join(BULLET.sub("", line.strip()).split())


def row(name: str, make: Callable[[], Cleaner], sets: Mapping[str, Gold]) -> list[str]:
    cells = [name]
    pages, seconds = 0, 0.0
    for gold in sets.values():
        texts = {file: gold.texts[file] for file in gold.stretches}
        best = float("inf")
        for _ in range(ROUNDS):
            cleaner = make()
            start = time.perf_counter()
            dropped = {file: cleaner(text) for file, text in texts.items()}
            best = min(best, time.perf_counter() - start)
        pages, seconds = pages + len(texts), seconds + best
        scores = score_content(dropped, gold)
        cells += [f"{scores.pooled.f1:.3f}", f"{scores.macro_f1:.3f}"]
    return [*cells, f"{pages / seconds:,.0f}"]


def main() -> None:
    """Print the table."""
    gold = PROJECT / "tests" / "gold"
    development = load_gold(gold / "dev")
    tuned = [file for file in development.files if fold(file) in TUNED]
    sets = {
        "seeds": load_gold(gold / "seeds"),
        "tuned folds": development.only(tuned),
        "other folds": development.only(set(development.files) - set(tuned)),
    }
    table = Table(title="Cleaning: F1 of characters, pooled and mean of pages", box=None)
    table.add_column("")
    for name in sets:
        table.add_column(name, justify="right")
        table.add_column("mean", justify="right")
    table.add_column("pages/s", justify="right")
    for name, cleaner in (("renkei", ours), *peers(), ("keep all", lambda: lambda _: ())):
        table.add_row(*row(name, cleaner, sets))
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
