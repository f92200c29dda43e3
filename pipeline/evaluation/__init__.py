"""Scores of a run against gold, by the guideline's section "Scoring".

>>> signed = EventRow("記事.txt", "agreement", frozenset({"JPN", "ITA"}), "completed", record=1)
>>> score_events([signed], [signed]).strict.f1
1.0
"""

from pipeline.evaluation.events import EventScores, Pair, Rates, Share, score_events
from pipeline.evaluation.folds import family, fold
from pipeline.evaluation.gold import load_gold, project_folder
from pipeline.evaluation.predicted import from_documents, from_tables
from pipeline.evaluation.rows import EventRow, Gold, Predicted, RecordRow, place
from pipeline.evaluation.scores import Scores, score, score_documents

__all__ = [
    "EventRow",
    "EventScores",
    "Gold",
    "Pair",
    "Predicted",
    "Rates",
    "RecordRow",
    "Scores",
    "Share",
    "family",
    "fold",
    "from_documents",
    "from_tables",
    "load_gold",
    "place",
    "project_folder",
    "score",
    "score_documents",
    "score_events",
]
