"""The stages wired together; nothing else knows their order."""

from pipeline.flow.documents import STAGES, process_source
from pipeline.flow.processing import Processing, Progress
from pipeline.flow.rules import Rules, load_rules
from pipeline.flow.runs import Summary, process, run, to_frames
from pipeline.flow.session import NotAnalysedError, Session, inputs_of, stored_sources
from pipeline.rulefiles import default_rules_folder

__all__ = [
    "STAGES",
    "NotAnalysedError",
    "Processing",
    "Progress",
    "Rules",
    "Session",
    "Summary",
    "default_rules_folder",
    "inputs_of",
    "load_rules",
    "process",
    "process_source",
    "run",
    "stored_sources",
    "to_frames",
]
