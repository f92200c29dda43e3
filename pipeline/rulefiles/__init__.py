"""Rule files: YAML read safely, with the place of everything that is wrong."""

from pipeline.rulefiles.budget import GuardedPattern, guarded, noting_stops
from pipeline.rulefiles.lazy import LazyPattern
from pipeline.rulefiles.loading import (
    Day,
    Ids,
    RuleModel,
    check,
    default_rules_folder,
    load_rule_file,
    raise_all,
    real_day,
    rule_files,
)
from pipeline.rulefiles.memory import compile_regex, deferred, remembered, remembering
from pipeline.rulefiles.reading import Node, RuleText, parse_rule_text, read_rule_file

__all__ = [
    "Day",
    "GuardedPattern",
    "Ids",
    "LazyPattern",
    "Node",
    "RuleModel",
    "RuleText",
    "check",
    "compile_regex",
    "default_rules_folder",
    "deferred",
    "guarded",
    "load_rule_file",
    "noting_stops",
    "parse_rule_text",
    "raise_all",
    "read_rule_file",
    "real_day",
    "remembered",
    "remembering",
    "rule_files",
]
