"""Record text → who and what it names, with country and organisation codes."""

from pipeline.stages.actors.finding import find_mentions
from pipeline.stages.actors.lexicon import Lexicon
from pipeline.stages.actors.loading import load_lexicon

__all__ = ["Lexicon", "find_mentions", "load_lexicon"]
