"""The review page on 100,000 synthetic events: ``python -m tests.bench review``."""

from __future__ import annotations

import argparse
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.client import HTTPConnection
from json import dumps
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from pipeline.model import EVENT_TYPES, STAGES, STATUSES
from pipeline.stages.tables import SCHEMA, write_tables
from pipeline.stages.tables.frames import frame

EVENTS = 100_000
PER_RECORD = 4
OUTLETS = [f"媒体{n}" for n in range(40)]
CODES = [
    *("FRA", "DEU", "ITA", "GBR", "USA", "AUS", "IND", "PHL", "VNM", "IDN"),
    *("KOR", "UKR", "NATO", "EU", "POL", "EST", "LTU", "CAN", "NZL", "SGP"),
]
ACTS = (
    "首脳会談を行い",
    "共同訓練を実施し",
    "協定に署名し",
    "艦艇が寄港し",
    "装備品の移転で合意し",
)
SHOWN = {
    "first page": "/",
    "type and country": "/?type=visit&country=FRA",
    "outlet, status, confidence": "/?outlet=媒体7&status=planned&confidence=low",
    "search (2 characters)": "/?q=署名",
    "period by date": "/?since=2024-01&until=2024-06&sort=date",
    "page behind 5,000 events": "/queue?after=,5000000",
    "one event": "/event/ev_000000000000c350",
}


def tables(count: int) -> dict[str, Any]:
    """All tables of a run with so many events; equal each time."""
    chance = random.Random(7)  # synthetic figures, not secrets
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMA}
    for n in range(count):
        record, document = n // PER_RECORD, n // PER_RECORD // 10
        doc_id, record_id = f"doc_{document:016x}", f"rec_{record:016x}"
        source = f"{document:06d}.txt"
        place = {"doc_id": doc_id, "source": source}
        if n % (PER_RECORD * 10) == 0:
            rows["documents"].append(
                place
                | {"sha256": "0", "media_type": "text/plain", "encoding": "utf-8"}
                | {"chars": 9000, "chars_kept": 8000, "records": 10, "status": "ok"}
            )
        head = {
            "record_id": record_id,
            "record_no": record % 10 + 1,
            "published": f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02d}-15",
            "outlet": chance.choice(OUTLETS),
            "title": f"記事{record} 協力をめぐる動き",
        }
        if n % PER_RECORD == 0:
            rows["records"].append(place | head | {"char_start": 0, "char_end": 900})
            last = head
        event_id = f"ev_{n:016x}"
        members = ["JPN", *chance.sample(CODES, chance.randint(1, 3))]
        day = (
            f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        )
        event_type = chance.choice(EVENT_TYPES)
        evidence = f"両国は{chance.choice(ACTS)}、第{n}回の協議で今後の協力を確認した"
        rows["events"].append(
            place
            | last
            | {"event_id": event_id, "event_type": event_type, "status": chance.choice(STATUSES)}
            | {"stage": chance.choice(STAGES) if event_type == "agreement" else None}
            | {"date_start": day, "date_end": day, "date_edtf": day, "date_precision": "day"}
            | {"date_basis": "explicit", "participants": ";".join(sorted(members))}
            | {"evidence": evidence, "evidence_start": n % 700, "evidence_end": n % 700 + 30}
            | {"rule_id": f"{event_type}.rule{chance.randint(1, 9)}", "review": "pending"}
            | {"confidence": round(chance.random(), 2), "plover": "X", "cameo": "01"}
            | {"flags": "date_unresolved" if n % 11 == 0 else None}
        )
        rows["participants"] += [
            {"event_id": event_id, "position": p, "code": c, "name_ja": c, "name_en": c}
            | {"kind": "country", "role": "party"}
            for p, c in enumerate(members, 1)
        ]
    return {
        name: frame(table, {c: [row.get(c) for row in rows[name]] for c in table.column_names})
        for name, table in SCHEMA.items()
    }


def timed(call: Callable[[], object], times: int = 15) -> tuple[float, float]:
    """Median and worst milliseconds of a call, after one to warm up."""
    call()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken), max(taken)


def main() -> None:
    """Print the figures: building, pages, decisions over HTTP, decisions in Chromium."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=EVENTS)
    count = parser.parse_known_args()[0].events
    folder = Path(tempfile.mkdtemp(prefix="renkei-bench-"))
    try:
        _measure(folder, count)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path, count: int) -> None:
    write_tables(tables(count), folder / "outputs", versions={})
    print(f"\nReview page, {count:,} synthetic events\n")
    begun = time.perf_counter()
    command = [sys.executable, "-m", "pipeline", "review", str(folder / "outputs")]
    command += ["--port", "0", "--no-browser", "--cache", str(folder / "cache")]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        port = int(re.search(r":(\d+)/", server.stdout.readline())[1])  # type: ignore[index]
        while True:
            try:
                page = _get(port, "/records")
                break
            except OSError:
                time.sleep(0.05)
        print(f"{'start, index built':34} {time.perf_counter() - begun:8.1f} s")
        token = re.search(r'renkei-token" content="([^"]+)', page)[1]  # type: ignore[index]
        print(f"{'':34} {'median':>8}   {'worst':>8}")
        for name, path in SHOWN.items():
            median, worst = timed(lambda path=path: _get(port, path))  # type: ignore[misc]
            print(f"{name:34} {median:8.1f}   {worst:8.1f} ms")
        for name, path in (("filter counts (f)", "/facets"), ("overview", "/api/overview")):
            median, worst = timed(lambda path=path: _get(port, path), 5)  # type: ignore[misc]
            print(f"{name:34} {median:8.1f}   {worst:8.1f} ms")
        ids = iter(range(count // 2, count))
        median, worst = timed(lambda: _decide(port, token, next(ids)), 20)
        print(f"{'one decision, synced to disk':34} {median:8.1f}   {worst:8.1f} ms")
        _in_browser(port)
        status = Path(f"/proc/{server.pid}/status")
        if status.exists():
            memory = re.search(r"VmRSS:\s+(\d+)", status.read_text())
            print(f"{'memory of the server':34} {int(memory[1]) / 1024:8.0f} MB")  # type: ignore[index]
    finally:
        server.terminate()
        server.wait()


def _in_browser(port: int) -> None:
    path = shutil.which("chromium")
    if path is None:
        print("20 decisions by key: no chromium here")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})

        def filtered(address: str) -> None:
            page.goto(f"http://127.0.0.1:{port}/?{address}")
            page.wait_for_selector("body[data-ready] #event article")

        begun = time.perf_counter()
        filtered("type=visit")
        print(f"{'first page of a new Chromium':34} {1000 * (time.perf_counter() - begun):8.0f} ms")
        addresses = iter(["status=planned", "country=FRA", "type=aid", "confidence=low"] * 3)
        median, worst = timed(lambda: filtered(next(addresses)), 8)
        print(f"{'filtered page in Chromium':34} {median:8.1f}   {worst:8.1f} ms")
        filtered("type=visit")
        begun = time.perf_counter()
        for _ in range(20):
            page.keyboard.press("a")
        page.wait_for_function("() => document.body.dataset.waiting === '0'")
        taken = time.perf_counter() - begun
        page.reload()
        page.wait_for_selector("body[data-ready] .item")
        kept = page.locator(".item.v-accepted").count()
        print(f"{'20 decisions by key in Chromium':34} {taken:8.2f} s, {kept} kept after a reload")
        browser.close()


def _get(port: int, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    quoted = "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode()) for c in path)
    connection.request("GET", quoted)
    answer = connection.getresponse()
    text = answer.read().decode()
    assert answer.status == 200, (path, answer.status, text[:300])
    connection.close()
    return text


def _decide(port: int, token: str, number: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Origin": f"http://127.0.0.1:{port}", "X-Renkei-Token": token}
    headers["Content-Type"] = "application/json"
    body = dumps({"event_id": f"ev_{number:016x}", "action": "accept"})
    connection.request("POST", "/api/decide", body, headers)
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    connection.close()


if __name__ == "__main__":
    main()
