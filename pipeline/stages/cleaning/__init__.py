"""Cleaning: a page's furniture goes, its news stays, and every cut says why."""

from pipeline.stages.cleaning.cleaning import clean
from pipeline.stages.cleaning.rules import CleaningRules, load_cleaning_rules

__all__ = ["CleaningRules", "clean", "load_cleaning_rules"]
