"""renkei: Japanese news scrapes in, a table of international cooperation events out.

The same job as the command's, from Python:

>>> import pipeline
>>> pipeline.run("seeds/", out="outputs")                   # what `renkei run seeds/` does
>>> frames = pipeline.to_frames(pipeline.process("seeds/"))  # the tables as DataFrames
>>> frames["events"][["event_type", "participants", "date_edtf"]]

``process`` also takes :class:`Source` objects, for texts that are in no file;
``load_rules`` reads another rule folder, once for many calls.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.flow import load_rules, process, run, to_frames
    from pipeline.model import Source

__all__ = ["Source", "load_rules", "process", "run", "to_frames"]

_HOME = dict.fromkeys(__all__, "pipeline.flow") | {"Source": "pipeline.model"}


def __getattr__(name: str) -> Any:
    """Load what is asked for, when it is: ``import pipeline`` itself stays light."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
