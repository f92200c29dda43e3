"""Record texts to tokens, dependencies, bunsetsu and entities: GiNZA through spaCy.

Importing this package is cheap; spaCy itself loads in :func:`load_analyser`.
"""

from pipeline.stages.nlp.analyser import Analyser, load_analyser
from pipeline.stages.nlp.identity import DEFAULT_MODEL, model_identity
from pipeline.stages.nlp.sentences import split_sentences

__all__ = ["DEFAULT_MODEL", "Analyser", "load_analyser", "model_identity", "split_sentences"]
