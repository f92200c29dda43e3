"""Sentences, dates and mentions → cooperation events, by the rules of ``rules/events``."""

from pipeline.stages.events.extract import Trace, extract_events
from pipeline.stages.events.ruleloading import load_event_rules
from pipeline.stages.events.rules import EventRules

__all__ = ["EventRules", "Trace", "extract_events", "load_event_rules"]
