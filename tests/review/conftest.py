"""The seeds' events as a reviewer's folder, and the page served for tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from pipeline.model import (
    AlignedText,
    Cleaned,
    Document,
    Dropped,
    Event,
    EventDate,
    Links,
    Participant,
    Record,
    RecordResult,
    Source,
    Span,
    Thread,
    Timex,
    Told,
)
from pipeline.review.names import Name, Names
from pipeline.review.server import Setup, open_site
from pipeline.review.site import Site
from pipeline.stages.actors import load_lexicon
from pipeline.stages.dates import wareki
from pipeline.stages.tables import build_tables, load_codes, write_tables

PROJECT = Path(__file__).parents[2]
GOLD = PROJECT / "tests" / "gold" / "seeds"
Change = Callable[[list[Document]], list[Document]]


def _gold(name: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["file"]].append(row)
    return found


def _event(row: dict[str, Any], start: int) -> Event:
    span = Span(row["char_start"] - start, row["char_end"] - start)
    return Event(
        type=row["type"],
        status=row["status"],
        stage=row["stage"],
        participants=tuple(Participant(p["code"], p["role"]) for p in row["participants"]),
        evidence=span,
        trigger=Span(span.end - 2, span.end),
        rule_id=f"{row['type']}.gold",
        date=EventDate(
            row["date_start"],
            row["date_end"],
            "none" if not row["date_start"] else "day",
            row["edtf"],
            row["date_text"],
            row["date_basis"],
        ),
        location=row["location"],
        location_code=row["location_code"],
        instrument=row["instrument"],
        outcome=row["outcome"],
        confidence=0.5 + (row["event"] % 5) / 10,
        flags=("date_unresolved",) if not row["date_start"] else (),
    )


def seed_documents() -> list[Document]:
    """The seeds with the records, dates and events that the gold says they hold."""
    records, events, dates, lines = map(_gold, ("records", "events", "dates", "lines"))
    documents = []
    for path in sorted((PROJECT / "seeds").glob("*.txt")):
        data = path.read_bytes()
        text = data.decode("utf-8")
        starts = [0, *(m.end() for m in re.finditer("\n", text))]
        dropped = tuple(
            Dropped(Span(starts[row["line_no"] - 1], ends), "boilerplate", "gold")
            for row in lines[path.name]
            if row["label"] == "boilerplate"
            and (ends := [*starts, len(text)][row["line_no"]]) > starts[row["line_no"] - 1]
        )
        results = []
        for row in records[path.name]:
            start, end = row["char_start"], row["char_end"]
            aligned = AlignedText.keep(text, [Span(start, end)])
            record = Record(
                row["record"],
                Span(start, end),
                aligned,
                (),
                title=row["title"],
                published=row["published"],
                outlet=row["outlet"],
                via=row["via"],
            )
            own = [e for e in events[path.name] if e["record"] == row["record"]]
            found = [
                Timex(
                    Span(d["char_start"] - start, d["char_end"] - start),
                    d["text"],
                    d["type"],
                    edtf=d["edtf"],
                    rule_id="gold",
                )
                for d in dates[path.name]
                if d["record"] == row["record"]
                and start <= d["char_start"]
                and d["char_end"] <= end
            ]
            results.append(
                RecordResult(
                    record, dates=tuple(found), events=tuple(_event(e, start) for e in own)
                )
            )
        source = Source(path.name, text, sha256(data).hexdigest())
        documents.append(
            Document(source, Cleaned(AlignedText.whole(text), dropped), tuple(results))
        )
    return documents


def _threads(told: Any) -> Links:
    """Agreements between the same two states are one thread here."""
    groups: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for one in told:
        if one.type == "agreement" and one.stage:
            groups[tuple(sorted({party.code for party in one.parties}))].append(one)
    return Links(
        threads=tuple(
            Thread(";".join(codes), "協定", codes, tuple(t.event_id for t in members))
            for codes, members in groups.items()
            if len(members) > 1
        )
    )


def write_seeds(folder: Path, documents: list[Document]) -> None:
    """The tables of a run over the documents."""
    lexicon = load_lexicon(PROJECT / "rules" / "actors")
    tables = build_tables(
        documents,
        names=lexicon.name_of,
        wareki=wareki,
        codes=load_codes(PROJECT / "rules"),
        link=_threads,
    )
    write_tables(tables, folder, versions={"renkei": "test"})


@pytest.fixture(scope="session")
def gold_outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the seeds, written once; tests copy them."""
    folder = tmp_path_factory.mktemp("gold") / "outputs"
    write_seeds(folder, seed_documents())
    return folder


@pytest.fixture
def outputs(tmp_path: Path, gold_outputs: Path) -> Path:
    """A reviewer's folder with the seeds' events."""
    folder = tmp_path / "outputs"
    folder.mkdir()
    for file in gold_outputs.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.fixture
def rerun(outputs: Path) -> Callable[[Change], None]:
    """Run again over the seeds, with other results: ``rerun(change)``."""

    def run(change: Change) -> None:
        write_seeds(outputs, change(seed_documents()))

    return run


def with_events(
    documents: list[Document], change: Callable[[Event], Event | None]
) -> list[Document]:
    """Documents whose events are changed one by one, or removed (None)."""
    return [
        replace(
            document,
            records=tuple(
                replace(
                    result,
                    events=tuple(new for e in result.events if (new := change(e)) is not None),
                )
                for result in document.records
            ),
        )
        for document in documents
    ]


@pytest.fixture(scope="session")
def change_events() -> Callable[..., list[Document]]:
    """The function :func:`with_events`, for tests that run again."""
    return with_events


@pytest.fixture(scope="session")
def all_names() -> Names:
    """Names of all countries and organisations."""
    lexicon = load_lexicon(PROJECT / "rules" / "actors")
    codes = sorted({*lexicon.countries, *lexicon.organisations})
    return Names.of(Name(code, *lexicon.name_of(code)) for code in codes)


@pytest.fixture
def site(outputs: Path, tmp_path: Path, all_names: Names) -> Iterator[Callable[..., Site]]:
    """Open the reviewer's folder: ``site("山田")``; each call is another program."""
    opened: list[Site] = []
    clock = count()

    def make(reviewer: str = "山田") -> Site:
        number = len(opened)
        made = open_site(
            Setup(
                outputs=outputs,
                cache=tmp_path / f"cache-{reviewer}",
                reviewer=reviewer,
                sources=[PROJECT / "seeds"],
                names=all_names,
                notes={},
                now=lambda: f"2025-11-03T10:{next(clock) // 60 % 60:02d}:{0:02d}+09:00",
                salt=lambda: f"{number}-{next(clock)}",
            )
        )
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.index.close()


@dataclass(slots=True)
class Served:
    """A running page."""

    process: subprocess.Popen[bytes]
    port: int
    token: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def request(
        self, method: str, path: str, body: Any = None, **headers: str | None
    ) -> tuple[int, str, dict[str, str]]:
        """One request over a socket of its own; a header given as None is left out."""
        sent: dict[str, str | None] = {"Host": f"127.0.0.1:{self.port}"}
        data = b"" if body is None else json.dumps(body).encode()
        if method == "POST":
            sent |= {"Origin": self.url, "X-Renkei-Token": self.token}
            sent |= {"Content-Type": "application/json", "Content-Length": str(len(data))}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(data if method == "POST" else None)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        connection.close()
        return answer.status, text, {k.lower(): v for k, v in answer.getheaders()}

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()


def _started(outputs: Path, cache: Path, reviewer: str, port: int) -> Served:
    log = cache.parent / f"server-{reviewer.encode().hex()[:12]}-{time.monotonic_ns()}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "pipeline", "review", str(outputs)),
                *("--port", str(port), "--no-browser", "--reviewer", reviewer),
                *("--sources", str(PROJECT / "seeds"), "--rules", str(PROJECT / "rules")),
                *("--cache", str(cache)),
            ],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
    deadline = time.monotonic() + 120
    while True:
        text = log.read_text(encoding="utf-8", errors="replace")
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", text)
        if found:
            served = Served(process, int(found[1]), "")
            try:
                page = served.request("GET", "/records")[1]
            except OSError:
                page = ""
            token = re.search(r'name="renkei-token" content="([^"]+)"', page)
            if token:
                served.token = token[1]
                return served
        assert process.poll() is None, text
        assert time.monotonic() < deadline, text
        time.sleep(0.05)


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Served]]:
    """Start ``renkei review``: ``launch(outputs, cache, reviewer="山田", port=0)``."""
    running: list[Served] = []

    def start(outputs: Path, cache: Path, reviewer: str = "山田", port: int = 0) -> Served:
        running.append(_started(outputs, cache, reviewer, port))
        return running[-1]

    yield start
    for each in running:
        each.process.terminate()
    for each in running:
        each.process.wait(timeout=20)


@pytest.fixture
def serve(
    outputs: Path, tmp_path: Path, launch: Callable[..., Served]
) -> Iterator[Callable[..., Served]]:
    """Start ``renkei review`` on the reviewer's folder; it ends with the test."""
    running: list[Served] = []

    def start(reviewer: str = "山田", port: int = 0, cache: str = "cache") -> Served:
        running.append(launch(outputs, tmp_path / cache, reviewer, port))
        return running[-1]

    yield start
    for each in running:
        each.kill()


CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, started once; tests that use it carry the marker ``browser``."""
    path = shutil.which("chromium")
    assert path, "browser tests need Debian's chromium: apt-get install chromium fonts-noto-cjk"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, headless=True, args=CHROMIUM_FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh window; any script error or breach of the policy fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP")
    window = context.new_page()
    errors: list[str] = []
    window.on("pageerror", lambda error: errors.append(str(error)))
    window.on(
        "console",
        lambda m: errors.append(m.text) if m.type == "error" and "Policy" in m.text else None,
    )
    window.set_default_timeout(15_000)
    yield window
    context.close()
    assert errors == []
