"""The words that govern an act, along the chain of predicates."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.stages.events.clauses import read_clauses
from pipeline.stages.events.governing import read_chain
from pipeline.stages.events.triggers import find_triggers

pytestmark = pytest.mark.model

# sentence → (the act, what its words must hold, what they must not, its predicate's start)
CHAINS = {
    "日英両首脳は来月、ロンドンで会談する方向で調整している。": ("会談", "調整", "", "会談する"),
    "日英両首脳は13日に会談し、首相は懸念を示した。": ("会談", "", "懸念", "示した"),
    # an object belongs to the verb right after it
    "自衛隊は米軍と共同訓練を実施しましたので、お知らせします。": (
        "共同訓練",
        "実施しました",
        "お知らせ",
        "実施しました",
    ),
    # a topic passes a clause with a subject of its own
    "岸田首相の英国訪問は、国会審議が長引き、見送りとなった。": ("訪問", "見送り", "", "なった"),
    # and so is one that the parser sets apart
    "海自は今後、グアムで日米豪印の海上共同訓練マラバールにも参加するという。": (
        "共同訓練",
        "参加する",
        "",
        "参加すると",
    ),
    # the name in brackets is part of what is told
    "米比両軍による共同訓練「バリカタン」は今年の開催が見送られた。": (
        "共同訓練",
        "見送られた",
        "",
        "見送られた",
    ),
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(CHAINS))


@pytest.mark.parametrize("text", CHAINS)
def test_words_and_predicate_of_an_act(text: str, pages: Any) -> None:
    act, holds, misses, predicate = CHAINS[text]
    page = pages[text]
    triggers, _ = find_triggers(text, 0, page.rules, title=False)
    trigger = next(t for t in triggers if act in t.text)
    chain = read_chain(trigger, read_clauses(page.annotation.sentences[0]))
    assert holds in chain.words
    assert not misses or misses not in chain.words
    assert chain.predicate is not None
    assert chain.predicate.text.startswith(predicate)


def test_spaces_do_not_shift_the_words_after_an_act(read: Any) -> None:
    text = "・21日 訪米中の岸田首相、デラウェア州でモディ印首相と会談。"
    page = read([text])[text]
    trigger = next(
        t for t in find_triggers(text, 0, page.rules, title=True)[0] if t.rule.type == "visit"
    )
    chain = read_chain(trigger, read_clauses(page.annotation.sentences[0]))
    assert chain.words.startswith("中の")
