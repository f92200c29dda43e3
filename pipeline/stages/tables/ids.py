"""Ids that outlive a re-run, an edited rule and a re-scrape of the same article.

An event's id comes from what identifies its article, its type, its evidence as words and,
for equal ones, their order: never from offsets, rule ids, extracted values or file names.
So a page saved again under another name, with more boilerplate or other line breaks, keeps
its events' ids and with them the reviewers' decisions.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from pipeline.model import Event, Record
from pipeline.rulefiles import deferred

_BLANK = deferred(r"[\s\p{Cf}\p{Cc}]+")
_OPENING = 80


def hashed(prefix: str, *parts: str) -> str:
    """An id: prefix, underscore and 16 hexadecimal digits of the parts' hash."""
    data = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return f"{prefix}_{blake2b(data, digest_size=8).hexdigest()}"


def normalised(text: str) -> str:
    r"""Text for comparison: NFKC, without white space and invisible characters.

    >>> normalised("ＮＡＴＯと　会談\n")
    'NATOと会談'
    """
    plain = unicodedata.normalize("NFKC", text)
    # Most texts hold no invisible character and no blank but the space, which is soon told.
    return plain.replace(" ", "") if plain.isprintable() else str(_BLANK.sub("", plain))


def article_key(record: Record) -> str:
    """What identifies a record's article wherever it was scraped.

    Its reference number or address with its headline (one page can carry many items);
    without either, headline and day; without a headline, the opening of its text.
    """
    title = normalised(record.title or "")
    if record.article_ref:
        return "\x1e".join(("ref", normalised(record.article_ref), title))
    if record.url:
        return "\x1e".join(("url", record.url.strip(), title or _opening(record)))
    day = (record.published or record.item_start or "")[:10]
    if title:
        return "\x1e".join(("title", title, day))
    return "\x1e".join(("text", _opening(record), day))


def _opening(record: Record) -> str:
    # Twice as much raw text leaves enough after blanks are gone.
    return normalised(record.text.text[: 2 * _OPENING])[:_OPENING]


def event_key(article: str, event: Event, evidence: str) -> str:
    """What identifies an event beside its order among equals."""
    return "\x1e".join((article, event.type, normalised(evidence)))


def numbered(prefix: str, keys: Iterable[str]) -> Iterator[str]:
    """An id for each key in turn; equal keys are told apart by their order."""
    seen: dict[str, int] = {}
    for key in keys:
        occurrence = seen[key] = seen.get(key, 0) + 1
        yield hashed(prefix, key, str(occurrence))
