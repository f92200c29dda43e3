"""Reviewing the seeds' events in a real browser, with the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.decisions import Decision, DecisionLog, states_of
from pipeline.review.filters import Filters
from pipeline.review.report import report_page

pytestmark = pytest.mark.browser
Serve = Callable[..., Any]


def opened(page: Any, url: str) -> Any:
    """Open the queue and wait until its first event is shown."""
    page.goto(url)
    page.wait_for_selector("body[data-ready] #event article")
    return page


def until(page: Any, expression: str) -> None:
    """Wait for an expression; as a function, for the page's policy forbids ``eval``."""
    page.wait_for_function(f"() => ({expression})")


def settled(page: Any) -> None:
    """Wait until every decision is on the disk."""
    until(page, "!Number(document.body.dataset.waiting || 0)")


def current(page: Any) -> str:
    return str(page.get_attribute('.item[aria-current="true"]', "data-id"))


def press(page: Any, key: str) -> None:
    """Press a key when the event in the list is also the one on the right."""
    until(
        page,
        "(() => { const i = document.querySelector('.item[aria-current]');"
        " const a = document.querySelector('#event article');"
        " return i && a && a.dataset.event === i.dataset.id; })()",
    )
    page.keyboard.press(key)


def decisions(outputs: Path) -> tuple[Decision, ...]:
    return DecisionLog(outputs).read().decisions


def test_twenty_events_by_keyboard_alone(serve: Serve, page: Any, outputs: Path) -> None:
    served = serve(reviewer="山田")
    opened(page, served.url)
    expected = []
    for number in range(20):
        key = "axs"[number % 3] if number % 3 < 2 else "s"
        expected.append((current(page), {"a": "accept", "x": "reject", "s": "skip"}[key]))
        page.keyboard.press(key)
        until(
            page,
            f"document.querySelector('.item[aria-current]').dataset.id !== '{expected[-1][0]}'",
        )
    settled(page)
    assert [(d.event_id, d.action) for d in decisions(outputs)] == expected
    assert {d.reviewer for d in decisions(outputs)} == {"山田"}
    page.reload()
    page.wait_for_selector("body[data-ready] #event article")
    for event_id, action in expected:
        wanted = {"accept": "v-accepted", "reject": "v-rejected", "skip": "v-pending"}[action]
        assert wanted in str(page.get_attribute(f'.item[data-id="{event_id}"]', "class"))
    until(page, "document.querySelector('[data-n=done]').textContent === '14'")


def test_moving_and_undo(serve: Serve, page: Any, outputs: Path) -> None:
    opened(page, serve().url)
    first = current(page)
    press(page, "j")
    second = current(page)
    assert first != second
    press(page, "k")
    assert current(page) == first
    press(page, "x")
    settled(page)
    assert current(page) == second
    press(page, "u")
    until(page, f"document.querySelector('.item[aria-current]').dataset.id === '{first}'")
    page.wait_for_selector(f'.item.v-pending[data-id="{first}"]')
    assert states_of(decisions(outputs))[first].verdict == "pending"


def test_editing_by_keyboard(serve: Serve, page: Any, outputs: Path) -> None:
    opened(page, serve().url)
    event_id = current(page)
    press(page, "e")
    form = page.locator("form[data-edit]:visible")
    form.locator('[name="status"]').select_option("cancelled")
    form.locator('[name="date_edtf"]').fill("令和7年13月")
    page.wait_for_selector("[data-date-hint].bad")
    page.keyboard.press("Control+Enter")
    until(page, "document.querySelector('form:not([hidden]) [data-error]').textContent")
    assert decisions(outputs) == ()
    form.locator('[name="date_edtf"]').fill("令和7年11月3日")
    until(
        page,
        "document.querySelector('form:not([hidden]) [data-date-hint]')"
        ".textContent.includes('2025-11-03')",
    )
    form.locator("[data-finder]").fill("ふらんす")
    page.wait_for_selector("[data-found] li")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-actors] li[data-code="FRA"]:visible')
    page.keyboard.press("Control+Enter")
    settled(page)
    [kept] = decisions(outputs)
    assert (kept.event_id, kept.action) == (event_id, "edit")
    assert kept.after["status"] == "cancelled"
    assert (kept.after["date_edtf"], kept.after["date_start"]) == ("2025-11-03", "2025-11-03")
    assert kept.after["participants"][-1] == "FRA:party"
    until(page, f"document.querySelector('.item[aria-current]').dataset.id !== '{event_id}'")
    press(page, "k")
    page.wait_for_selector("#event .facts del")
    assert "2025-11-03" in page.inner_text("#event .facts")
    page.wait_for_selector(f'.item.v-edited[data-id="{event_id}"]')


def test_adding_a_missed_event_with_selected_evidence(
    serve: Serve, page: Any, outputs: Path
) -> None:
    opened(page, serve().url)
    words = "日本が参加する地雷除去コアリション"
    press(page, "i")
    page.evaluate(
        """words => {
          const text = document.querySelector('[data-text]');
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode;
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            document.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
            return;
          }
          throw new Error('not in the text');
        }""",
        words,
    )
    form = page.locator("form[data-record]:visible")
    until(page, "document.querySelector('form[data-record] [name=evidence]').value.length > 5")
    form.locator('[name="event_type"]').select_option("framework")
    form.locator('[name="status"]').select_option("ongoing")
    form.locator("[data-finder]").fill("日本")
    page.wait_for_selector("[data-found] li")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/?record=*")
    page.wait_for_selector("body[data-ready] #event article")
    [kept] = decisions(outputs)
    text = (Path("seeds") / kept.after["source"]).read_bytes().decode("utf-8")
    assert text[kept.after["evidence_start"] : kept.after["evidence_end"]] == words
    assert (kept.action, kept.after["event_type"]) == ("add", "framework")
    assert current(page) == kept.event_id
    page.wait_for_selector(f'.item.v-accepted[data-id="{kept.event_id}"]')


def test_bulk_accept_with_preview_and_undo(serve: Serve, page: Any, outputs: Path) -> None:
    opened(page, f"{serve().url}/?type=port_call")
    press(page, "b")
    page.wait_for_selector("#bulk[open]")
    count = int(page.inner_text("[data-bulk-count]"))
    assert count > 2
    assert page.locator("[data-bulk-sample] li").count() >= 3
    assert decisions(outputs) == ()
    page.click('[data-do="bulk-accept"]')
    page.wait_for_selector(".toast button")
    kept = decisions(outputs)
    assert len(kept) == count
    assert {(d.action, d.batch) for d in kept} == {("accept", kept[0].batch)}
    page.click(".toast button")
    until(page, "document.querySelectorAll('.item.v-accepted').length === 0")
    assert {s.verdict for s in states_of(decisions(outputs)).values()} == {"pending"}


def test_keys_rest_while_typing_and_composing_japanese(
    serve: Serve, page: Any, outputs: Path
) -> None:
    opened(page, serve().url)
    press(page, "/")
    session = page.context.new_cdp_session(page)
    page.keyboard.type("axu")
    session.send("Input.imeSetComposition", {"text": "か", "selectionStart": 1, "selectionEnd": 1})
    session.send("Input.insertText", {"text": "会談"})
    assert page.input_value("#q") == "axu会談"
    page.keyboard.press("Escape")
    # A composition that began with the focus elsewhere: its keys carry isComposing or 229.
    for init in ({"isComposing": True}, {"keyCode": 229}, {"ctrlKey": True}, {"metaKey": True}):
        page.evaluate(
            "init => document.body.dispatchEvent("
            "new KeyboardEvent('keydown', {key: 'a', bubbles: true, ...init}))",
            init,
        )
    press(page, "n")
    page.keyboard.type("xxaa")
    page.keyboard.press("Escape")
    until(page, "!document.activeElement.matches('input, textarea, select')")
    settled(page)
    assert decisions(outputs) == ()
    press(page, "a")
    until(page, "document.body.dataset.waiting !== undefined")
    settled(page)
    assert [d.action for d in decisions(outputs)] == ["accept"]


def test_search_filters_and_help(serve: Serve, page: Any) -> None:
    opened(page, serve().url)
    press(page, "?")
    page.wait_for_selector("#help[open]")
    page.keyboard.press("Escape")
    press(page, "/")
    page.keyboard.type("イタリア")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    page.wait_for_selector("body[data-ready] #event article")
    found = page.locator(".item").count()
    assert found > 0
    page.keyboard.press("f")
    page.wait_for_selector("#facets a")
    page.click('#facets a:has-text("寄港")')
    page.wait_for_url("**type=port_call**")
    assert "q=" in page.url
    assert 0 < page.locator(".item").count() < found
    assert set(page.locator(".item .type").all_inner_texts()) == {"寄港"}


def test_dropped_text_is_one_key_away(serve: Serve, page: Any) -> None:
    opened(page, serve().url)
    assert not page.locator(".text .m-dropped").first.is_visible()
    press(page, "r")
    assert page.locator(".text .m-dropped").first.is_visible()


def test_a_note_and_merging(serve: Serve, page: Any, outputs: Path) -> None:
    opened(page, serve().url)
    first = current(page)
    press(page, "n")
    page.keyboard.type("出典を確認")
    page.keyboard.press("Control+Enter")
    settled(page)
    page.wait_for_selector("#event .note")
    press(page, "m")
    page.keyboard.press("Enter")
    page.wait_for_selector(f'.item.v-rejected[data-id="{first}"]')
    settled(page)
    note, merge = decisions(outputs)
    assert (note.note, merge.action) == ("出典を確認", "merge")
    assert merge.after["merged_into"] not in {"", first}


def test_killing_the_server_loses_nothing(serve: Serve, page: Any, outputs: Path) -> None:
    served = serve()
    opened(page, served.url)
    done = []
    for _ in range(5):
        done.append(current(page))
        press(page, "a")
        settled(page)
    served.kill()
    press(page, "x")
    page.wait_for_selector(".toast.bad")
    assert "not kept" in page.inner_text(".toast.bad")
    again = serve(port=served.port)
    opened(page, again.url)
    for event_id in done:
        assert page.locator(f'.item.v-accepted[data-id="{event_id}"]').count() == 1
    assert [d.event_id for d in decisions(outputs)] == done
    # The token of the killed server is void; the reloaded page has the new one.
    press(page, "x")
    settled(page)
    assert len(decisions(outputs)) == 6


def test_two_servers_and_windows_on_one_folder(
    serve: Serve, page: Any, chromium: Any, outputs: Path
) -> None:
    first = serve(reviewer="山田", cache="cache")
    second = serve(reviewer="佐藤", cache="cache")
    other = chromium.new_context().new_page()
    opened(page, first.url)
    opened(other, second.url)
    for _ in range(6):
        press(page, "a")
        press(other, "x")
    settled(page)
    settled(other)
    kept = decisions(outputs)
    assert sorted(d.reviewer for d in kept) == ["佐藤"] * 6 + ["山田"] * 6
    opened(page, f"{first.url}/?disagreement=1")
    assert page.locator(".item").count() == 6
    press(page, "a")
    settled(page)
    page.goto(f"{first.url}/agreement")
    assert "5 events" in page.inner_text("main")
    assert "κ" in page.inner_text("table")
    other.context.close()


def test_a_rerun_after_a_rule_edit(
    serve: Serve, page: Any, outputs: Path, rerun: Any, change_events: Any
) -> None:
    served = serve()
    opened(page, f"{served.url}/?type=exercise")
    ids = [str(e.get_attribute("data-id")) for e in page.locator(".item").all()]
    for _ in ids:
        press(page, "a")
    settled(page)
    opened(page, f"{served.url}/?type=port_call")
    changed = current(page)
    press(page, "a")
    settled(page)
    kept = current(page)
    press(page, "a")
    settled(page)
    seen: list[Any] = []

    def edited_rule(event: Any) -> Any:
        if event.type == "exercise":
            return None
        if event.type == "port_call":
            seen.append(event)
            if len(seen) == 1:
                return replace(event, status="cancelled", rule_id="port_call.new")
        return event

    rerun(lambda documents: change_events(documents, edited_rule))
    opened(page, f"{served.url}/?type=port_call")
    page.wait_for_selector(f'.item.v-recheck[data-id="{changed}"]')
    page.wait_for_selector(f'.item.v-accepted[data-id="{kept}"]')
    page.wait_for_selector(".recheck del")
    assert "cancelled" in page.inner_text(".recheck ins")
    assert f"{len(ids)} accepted events are no longer found" in page.inner_text(".banner.alarm")
    page.click(".banner.alarm a")
    page.wait_for_selector("main table")
    assert page.locator("tr.v-accepted").count() == len(ids)
    opened(page, f"{served.url}/?type=port_call")
    press(page, "a")
    settled(page)
    page.wait_for_selector(f'.item.v-accepted[data-id="{changed}"]')
    # Everything is found again: the decisions come back with it.
    rerun(lambda documents: documents)
    opened(page, f"{served.url}/?type=exercise")
    assert page.locator(".item.v-accepted").count() == len(ids)
    assert page.locator(".banner.alarm").count() == 0


def test_a_hostile_text_does_nothing(
    serve: Serve, page: Any, rerun: Any, change_events: Any
) -> None:
    bad = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'
    rerun(
        lambda documents: change_events(
            documents, lambda e: replace(e, instrument=bad, outcome=bad)
        )
    )
    served = serve()
    opened(page, served.url)
    page.wait_for_selector("#event article")
    assert bad in page.inner_text("#event .facts")
    page.goto(f"{served.url}/overview")
    page.wait_for_selector("body[data-drawn]")
    assert page.title() != "owned"


def test_overview_marks_lead_to_their_events(serve: Serve, page: Any) -> None:
    served = serve()
    page.goto(f"{served.url}/overview")
    page.wait_for_selector("body[data-drawn]")
    for chart in ("chart-time", "chart-network", "chart-lanes"):
        assert page.locator(f"#{chart} canvas").count() == 1
    cell = page.locator('.matrix td a[data-type="port_call"]').first
    count = int(cell.inner_text())
    country = cell.get_attribute("data-country")
    cell.click()
    page.wait_for_selector("body[data-ready] #event article")
    assert f"country={country}" in page.url
    assert page.locator(".item").count() == count
    page.go_back()
    page.wait_for_selector("body[data-drawn]")
    # A bar: its place on the canvas is where the chart says that it drew it.
    place = page.evaluate(
        """() => {
          const box = document.getElementById('chart-time');
          const option = box.chart.getOption();
          const seriesIndex = option.series.findIndex(s => s.data.some(n => n > 0));
          const data = option.series[seriesIndex].data;
          const at = data.findIndex(n => n > 0);
          const [x, y] = box.chart.convertToPixel({seriesIndex}, [at, data[at] / 2]);
          const r = box.getBoundingClientRect();
          return {x: r.x + x, y: r.y + y};
        }"""
    )
    page.mouse.move(place["x"], place["y"])
    page.mouse.click(place["x"], place["y"])
    page.wait_for_selector("body[data-ready] #event article")
    assert "since=" in page.url
    assert "type=" in page.url
    assert page.locator(".item").count() >= 1


def test_the_report_file_needs_nothing_else(
    site: Callable[..., Any], page: Any, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text(report_page(site(), Filters(), made="2025-11-03"), encoding="utf-8")
    requests: list[str] = []
    page.on("request", lambda r: requests.append(r.url))
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-drawn]")
    total = page.locator("#rows tr").count()
    cell = page.locator('.matrix td a[data-type="port_call"]').first
    count = int(cell.inner_text())
    cell.click()
    assert page.locator("#rows tr").count() == count < total
    assert requests == [file.as_uri()]
