"""Every type that passes between stages: frozen, slotted, standard library only.

Two coordinate systems exist and no third:

* *source* offsets count Unicode code points of the decoded source (``Source.text``);
  every table of ``outputs/`` uses them.
* *text* offsets count code points of one :class:`AlignedText` (a page or a record).
  Stages work in them and ``AlignedText.to_source`` leads back.

All spans are half-open. Cleaning deletes and joins; it never rewrites what it keeps, save
for character references in HTML, where one kept character stands for ``&amp;``.
"""

from __future__ import annotations

from pipeline.model.events import (
    EVENT_TYPES,
    ROLES,
    STAGES,
    STATUSES,
    Event,
    EventDate,
    Links,
    Participant,
    Party,
    Thread,
    Told,
)
from pipeline.model.language import Annotation, Entity, Mention, Sentence, Timex, TimexType, Token
from pipeline.model.pages import (
    Cleaned,
    Dropped,
    Hints,
    Line,
    MediaType,
    Page,
    Part,
    PartRole,
    Record,
    Source,
)
from pipeline.model.problems import Problem
from pipeline.model.results import Document, RecordResult
from pipeline.model.spans import AlignedText, Segment, Span

__all__ = [
    "EVENT_TYPES",
    "ROLES",
    "STAGES",
    "STATUSES",
    "AlignedText",
    "Annotation",
    "Cleaned",
    "Document",
    "Dropped",
    "Entity",
    "Event",
    "EventDate",
    "Hints",
    "Line",
    "Links",
    "MediaType",
    "Mention",
    "Page",
    "Part",
    "PartRole",
    "Participant",
    "Party",
    "Problem",
    "Record",
    "RecordResult",
    "Segment",
    "Sentence",
    "Source",
    "Span",
    "Thread",
    "Timex",
    "TimexType",
    "Token",
    "Told",
]
