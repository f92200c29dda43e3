"""The overview as one file that needs no server, no network and no other file."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from pipeline.review import labels
from pipeline.review.filters import Filters
from pipeline.review.overview import overview
from pipeline.review.queries import full, matching
from pipeline.review.site import Site
from pipeline.review.views import date_view, web_address

_SCRIPTS = ("echarts.min.js", "charts.js", "report.js")
_EVIDENCE = 160


def report_page(site: Site, filters: Filters, *, made: str) -> str:
    """The report of the filtered events as HTML; ``made`` is the day to print on it.

    Its Content-Security-Policy names the hash of each of its own scripts, so that nothing
    in the texts can ever run or load anything.
    """
    figures = overview(site.index, filters, site.reviewer, site.names)
    data = asdict(figures) | {
        "labels": labels.TYPES,
        "stages": labels.STAGES,
        "reviews": labels.REVIEWS,
        "statuses": labels.STATUSES,
        "events": list(_events(site, filters)),
    }
    scripts = [site.assets[name].data.decode("utf-8") for name in _SCRIPTS]
    style = site.assets["review.css"].data.decode("utf-8")
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))};"
        f" style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return site.fragment(
        "report.html",
        report=True,
        figures=figures,
        filters=filters,
        policy=policy,
        style=Markup(style),  # noqa: S704  # our own files, not the texts
        scripts=[Markup(script) for script in scripts],  # noqa: S704
        data=Markup(embedded(data)),  # noqa: S704  # escaped for its place
        made=made,
    )


def embedded(data: Any) -> str:
    r"""JSON that may stand inside a ``script`` element whatever texts are in it.

    >>> embedded("</script>")
    '"\\u003c/script>"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Also the two line ends that JSON allows and older JavaScript does not.
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(text: str) -> str:
    digest = base64.b64encode(sha256(text.encode("utf-8")).digest()).decode()
    return f"'sha256-{digest}'"


def _events(site: Site, filters: Filters) -> Iterable[dict[str, Any]]:
    threads: dict[str, list[str]] = {}
    for row in site.index.all("SELECT thread_id, event_id FROM steps"):
        threads.setdefault(row["event_id"], []).append(row["thread_id"])
    for event_id in matching(site.index, filters, site.reviewer):
        event = full(site.index, event_id)
        if event is None or (event.review == "rejected" and not filters.review):
            continue
        content = event.content
        entries = content.get("participants", ())
        evidence = " ".join(str(content.get("evidence", "")).split())
        yield {
            "id": event_id,
            "type": content.get("event_type"),
            "status": content.get("status"),
            "review": event.review,
            "start": content.get("date_start") or content.get("date_end"),
            "edtf": content.get("date_edtf"),
            "wareki": date_view(content, event.row)["wareki"],
            "codes": list(dict.fromkeys(entry.partition(":")[0] for entry in entries)),
            "names": [
                site.names.ja(c) for c in dict.fromkeys(e.partition(":")[0] for e in entries)
            ],
            "evidence": evidence[:_EVIDENCE] + ("…" if len(evidence) > _EVIDENCE else ""),
            "title": event.row.get("title"),
            "outlet": event.row.get("outlet"),
            "url": web_address(event.row.get("url")),
            "source": event.row.get("source"),
            "threads": threads.get(event_id, []),
        }
