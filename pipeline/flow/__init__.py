"""The stages wired together; nothing else knows their order."""

from pipeline.flow.documents import STAGES, process_source
from pipeline.flow.rules import Rules, load_rules
from pipeline.flow.runs import Processing, Progress, Summary, process, run, to_frames
from pipeline.rulefiles import default_rules_folder

__all__ = [
    "STAGES",
    "Processing",
    "Progress",
    "Rules",
    "Summary",
    "default_rules_folder",
    "load_rules",
    "process",
    "process_source",
    "run",
    "to_frames",
]
