"""Dates: the temporal expressions of a text, each with its value.

The words and patterns are data in ``rules/dates``; this package reads them, finds what
they describe and works out the days that are meant.
"""

from pipeline.stages.dates.finding import find_dates
from pipeline.stages.dates.patterns import PatternTimeout
from pipeline.stages.dates.rules import DateRules, load_date_rules
from pipeline.stages.dates.wareki import wareki

__all__ = ["DateRules", "PatternTimeout", "find_dates", "load_date_rules", "wareki"]
