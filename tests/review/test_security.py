"""Attacks over a real socket: refused, or without effect."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.decisions import DecisionLog

Serve = Callable[..., Any]
BODY = {"event_id": "ev_0", "action": "accept"}
HOSTILE = '<script>document.title="owned"</script><img src=x onerror=alert(1)>'


def first_event(outputs: Path) -> str:
    lines = (outputs / "events.csv").read_text(encoding="utf-8-sig").splitlines()
    return lines[1].split(",")[0]


@pytest.fixture(scope="module")
def folder(gold_outputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this module's own: what is refused must leave it as it is."""
    made = tmp_path_factory.mktemp("attacked") / "outputs"
    shutil.copytree(gold_outputs, made)
    return made


@pytest.fixture(scope="module")
def served(folder: Path, launch: Serve) -> Any:
    """One page for all attacks that leave no trace."""
    return launch(folder, folder.parent / "cache")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:{port}"},
        {"Host": "127.0.0.1.evil.example:{port}"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Host": None},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://localhost:{port}"},
        {"Origin": "http://127.0.0.1:{port}.evil.example"},
        {"X_Renkei_Token": None},
        {"X_Renkei_Token": ""},
        {"X_Renkei_Token": "guess"},
    ],
    ids=str,
)
def test_a_write_from_anywhere_else_is_refused(
    served: Any, folder: Path, headers: dict[str, str | None]
) -> None:
    told = {k: v.format(port=served.port) if v else v for k, v in headers.items()}
    status, _, _ = served.request(
        "POST", "/api/decide", BODY | {"event_id": first_event(folder)}, **told
    )
    assert status in {400, 403}
    assert DecisionLog(folder).read().decisions == ()


def test_the_reviewers_own_page_may_write(serve: Serve, outputs: Path) -> None:
    served = serve(reviewer="山田")
    event_id = first_event(outputs)
    status, _, _ = served.request("POST", "/api/decide", BODY | {"event_id": event_id})
    assert status == 200
    [kept] = DecisionLog(outputs).read().decisions
    assert (kept.event_id, kept.reviewer, kept.after) == (event_id, "山田", {"review": "accepted"})


def test_another_host_cannot_even_read(served: Any) -> None:
    for path in ("/", "/overview", "/api/overview", "/static/queue.js"):
        status, text, _ = served.request("GET", path, Host=f"evil.example:{served.port}")
        assert (status, served.token in text) == (403, False)


def test_a_token_of_another_start_is_worth_nothing(
    served: Any, serve: Serve, outputs: Path
) -> None:
    other = serve()
    body = BODY | {"event_id": first_event(outputs)}
    status, _, _ = other.request("POST", "/api/decide", body, X_Renkei_Token=served.token)
    assert status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../etc/passwd",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "/static/%2e%2e/%2e%2e/server.py",
        "/static//etc/passwd",
        "/static/..\\..\\server.py",
        "/event/..%2f..%2fetc%2fpasswd",
        "/static/queue.js%00.css",
        "/docs",
        "/openapi.json",
    ],
)
def test_no_path_leads_out_of_the_pages(served: Any, path: str) -> None:
    status, text, _ = served.request("GET", path)
    assert status == 404
    assert "root:" not in text


def test_every_answer_carries_the_policy_and_no_inline_script(served: Any, folder: Path) -> None:
    event_id = first_event(folder)
    for path in ("/", "/overview", "/records", "/orphans", f"/event/{event_id}", "/nowhere"):
        _, text, headers = served.request("GET", path)
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert " style=" not in text
        assert " onclick=" not in text
        assert "<script>" not in text


def test_hostile_texts_are_shown_and_not_run(
    serve: Serve, rerun: Any, change_events: Any, outputs: Path
) -> None:
    def hostile(documents: list[Any]) -> list[Any]:
        changed = change_events(
            documents, lambda e: replace(e, instrument=HOSTILE, location="javascript:alert(1)")
        )
        return [
            replace(
                document,
                records=tuple(
                    replace(
                        r,
                        record=replace(
                            r.record, title=HOSTILE, url="javascript:alert(1)", outlet=HOSTILE
                        ),
                    )
                    for r in document.records
                ),
            )
            for document in changed
        ]

    rerun(hostile)
    served = serve(reviewer='"><script>alert(1)</script>')
    event_id = first_event(outputs)
    served.request("POST", "/api/decide", {"event_id": event_id, "action": "note", "note": HOSTILE})
    for path in ("/", f"/event/{event_id}", "/records", "/queue", "/facets", "/overview"):
        status, text, _ = served.request("GET", path)
        assert status == 200
        assert "<script>document" not in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'href="javascript' not in text
    assert "&lt;script&gt;" in served.request("GET", f"/event/{event_id}")[1]


def test_odd_addresses_are_answered(served: Any) -> None:
    for query in (
        "type=nonsense&country=%27%3B--&confidence=9&since=x&sort=zz",
        "q=%25%5F%5C&flag=x&after=1,2,3&thread=t&event=e",
        "q=" + "%E3%80%80" * 40,
        "review=pending&review=pending&new=1&mine=1&disagreement=1&skipped=1",
        "&".join(f"outlet={n}" for n in range(500)),
    ):
        for path in ("/", "/queue", "/facets", "/api/progress", "/api/bulk", "/api/overview"):
            assert served.request("GET", f"{path}?{query}")[0] == 200
    assert served.request("GET", "/queue?sort=confidence&after=x,y")[0] == 200
    assert served.request("GET", "/records?after=" + "9" * 400 + ":x")[0] == 200


def test_a_body_that_is_too_long_or_not_ours_is_refused(served: Any, folder: Path) -> None:
    assert served.request("POST", "/api/decide", {"note": "x" * 1_100_000})[0] == 413
    for body in ({}, [], {"event_id": 3, "action": "accept"}, BODY | {"extra": 1}):
        assert served.request("POST", "/api/decide", body)[0] == 422
    assert served.request("POST", "/api/decide", BODY)[0] == 404
    assert DecisionLog(folder).read().decisions == ()


def test_only_this_machine_can_connect(served: Any) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            outside = probe.getsockname()[0]
        except OSError:
            outside = "127.0.0.2"
    address = outside if not outside.startswith("127.0.0.1") else "127.0.0.2"
    with pytest.raises(OSError, match=r"refused|unreachable"):
        socket.create_connection((address, served.port), timeout=5)
