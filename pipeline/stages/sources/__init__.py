"""Files, archives and streams to decoded sources, and sources to pages of lines."""

from pipeline.stages.sources.decoding import Decoded, decode
from pipeline.stages.sources.finding import Found, SourceFile, find_sources
from pipeline.stages.sources.pages import read_page
from pipeline.stages.sources.reading import read_sources

__all__ = [
    "Decoded",
    "Found",
    "SourceFile",
    "decode",
    "find_sources",
    "read_page",
    "read_sources",
]
