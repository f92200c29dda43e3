"""Records: a cleaned page to its news items, each with title, outlet and date."""

from pipeline.stages.records.rules import RecordRules, load_record_rules
from pipeline.stages.records.splitting import split

__all__ = ["RecordRules", "load_record_rules", "split"]
