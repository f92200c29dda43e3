"""Cleaning: a page's furniture goes, its news stays, and every cut says why."""

from pipeline.stages.cleaning.cleaning import clean
from pipeline.stages.cleaning.rules import CleaningRules, TemplateRules, load_cleaning_rules
from pipeline.stages.cleaning.templates import SiteMemory, Template, named_site, site_of

__all__ = [
    "CleaningRules",
    "SiteMemory",
    "Template",
    "TemplateRules",
    "clean",
    "load_cleaning_rules",
    "named_site",
    "site_of",
]
