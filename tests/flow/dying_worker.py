"""A worker that does what the text of its document tells it; sent to real processes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.flow.worker import Processed
from pipeline.model import Document, Source


def start() -> Callable[[Source], Processed]:
    return work


def start_broken() -> Callable[[Source], Processed]:
    raise OutputError("cache", "disk is full", "Make room.")


def start_dying() -> Callable[[Source], Processed]:
    os._exit(9)


def work(source: Source) -> Processed:
    verb, _, argument = source.text.partition(" ")
    if verb == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif verb == "die-once" and not Path(argument).exists():
        Path(argument).write_text("died")
        os.kill(os.getpid(), signal.SIGKILL)
    elif verb == "sleep":
        time.sleep(float(argument))
    elif verb == "pid":
        Path(argument).write_text(str(os.getpid()))
        time.sleep(60)
    return Processed(Document(source, None), {"nlp": 1.0})
