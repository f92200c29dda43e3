"""Who a record talks about: codes that only the record gives, and how firmly they act."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.rulefiles import load_rule_file
from pipeline.stages.events import EventRules, load_event_rules
from pipeline.stages.events.rules import Exclusion
from pipeline.stages.events.schema import ContextFile

FOLDER = Path(__file__).parents[3] / "rules" / "events"
FILE, _ = load_rule_file(FOLDER / "context.yaml", ContextFile)
NOT_ACTS = load_event_rules(FOLDER).not_acts

# (text, words in it, the codes that they stand for there)
CODES = [
    # a name that an earlier line placed
    (
        "オーストラリアのマールズ国防相が来日した。木原防衛相はマールズ氏を歓迎した。",
        "マールズ氏",
        "AUS",
    ),
    # the same country, the same person
    ("岸田首相は13日、ブラジルを訪問した。同国のルラ大統領と会談した。", "同国のルラ大統領", "BRA"),
    ("英国のスナク首相が13日、来日した。同氏は協力に期待を示した。", "同氏", "GBR"),
    # an office without a country belongs to the other side of the sentence
    ("国防相が来日した。スウェーデンとの協力を協議する。", "国防相", "SWE"),
    # an office held by one whom the record names, though another land is named more
    (
        "カタールのハマド皇太子は13日、オマーンの首長と会談した。オマーンの首長はオマーンへ戻った。"
        "皇太子は空港で見送った。",
        "皇太子",
        "QAT",
    ),
    # an office without a country, in the land that was reached last
    (
        "岸田首相は米国と米軍基地、米国の都市を訪れた。岸田首相は13日、ペルーを訪問した。"
        "14日にはガルベス国防大臣と会談した。",
        "ガルベス国防大臣",
        "PER",
    ),
    # groups without an organ of their own stand for their members
    ("クアッド首脳会合が13日、開かれた。", "クアッド", "AUS IND JPN USA"),
    # Japan's offices need no country
    ("外相は13日、フランスのセジュルネ外相と会談した。", "外相", "JPN"),
]
# (text, words in it, how firmly they take part)
STRENGTHS = [
    ("日米は13日、共同訓練を行った。", "日米", "strong"),
    ("ウクライナでの戦闘が続いている。", "ウクライナ", "place"),
    ("ドイツの首都ベルリンで会議が開かれた。", "ドイツ", "place"),
    ("北朝鮮の核開発に対応するため、日米は連携する。", "北朝鮮", "bystander"),
    ("中国を念頭に、日米は連携する。", "中国", "bystander"),
    ("ロシアやイランが主導する枠組みの会議の際に、日英が協議した。", "ロシア", "bystander"),
    ("ロシアによる侵攻を受け、日英が協議した。", "ロシア", "bystander"),
    ("カンボジアを訪れている岸田首相は13日、会談した。", "カンボジア", "place"),
    ("両外相は13日、ホワイトハウスで会談した。", "ホワイトハウス", "place"),
    ("上海協力機構の首脳会議が開かれた。", "上海協力機構の首脳", "occasion"),
    ("G7外相会合の合間に会談した。", "G7", "occasion"),
]
# (text, the country whose press it is)
HOMES = [
    ("木原防衛相は13日、ドイツのピストリウス国防相と会談した。", "JPN"),
    (
        "中国とロシアの国防相が13日、北京で会談した。中国海軍とロシア海軍は共同訓練を行った。"
        "中国の国防相は、ロシアとの協力を評価した。",
        "CHN",
    ),
    # several states act, Japan is not named
    (
        "サウジアラビアは13日、ジブチの外相を迎えた。サウジアラビアはスーダンに食料を届けた。"
        "カザフスタンは会合に加わる。",
        "SAU",
    ),
    # the agency that opens the text
    ("【北京・新華社】外相は13日、日本の外相と電話で会談した。", "CHN"),
    ("【北京共同】外相は13日、中国の外相と電話で会談した。", "JPN"),
    # an office without a country acts
    ("首相は13日、インドへ向かう。インドはスリランカを支える。モルディブは中立だ。", "JPN"),
    # Japan between two others is still at home
    ("日中韓の外相が13日、会談した。中国と韓国は日本に協力を求めた。", "JPN"),
]


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read([text for table in (CODES, STRENGTHS, HOMES) for text, *_ in table])


@pytest.mark.model
@pytest.mark.parametrize(("text", "words", "codes"), CODES)
def test_codes_that_the_record_gives(text: str, words: str, codes: str, pages: Any) -> None:
    actors = [a for a in pages[text].context.actors if a.mention.text.startswith(words)]
    assert actors, [a.mention.text for a in pages[text].context.actors]
    assert sorted(actors[0].codes) == codes.split()


@pytest.mark.model
@pytest.mark.parametrize(("text", "words", "strength"), STRENGTHS)
def test_how_firmly_somebody_takes_part(text: str, words: str, strength: str, pages: Any) -> None:
    actor = next(a for a in pages[text].context.actors if a.mention.text.startswith(words))
    assert actor.strength == strength


@pytest.mark.model
@pytest.mark.parametrize(("text", "home"), HOMES)
def test_whose_press_it_is(text: str, home: str, pages: Any) -> None:
    assert pages[text].context.home == home


@pytest.mark.model
def test_the_title_says_what_a_record_is_about(read: Any) -> None:
    text = "日仏首脳が会談\n韓国、ドイツ、イタリアの首脳も現地入りした。"
    context = read([text], titled=True)[text].context
    assert set(context.dominant[:2]) == {"JPN", "FRA"}


@pytest.mark.model
def test_headings_stand_in_where_a_record_names_nobody(read: Any) -> None:
    text = "首脳会談で共同声明を発表した。"
    page = read([text], background=("MNG", "JPN"))[text]
    assert page.context.dominant == ("MNG", "JPN")
    assert page.context.partner(0) == "MNG"


@pytest.mark.model
def test_destinations_inside_a_word(read: Any) -> None:
    text = "ブラジルのルラ大統領が13日、来日した。"
    context = read([text])[text].context
    assert [(a.mention.text, a.codes) for a in context.inner] == [("来日", ("JPN",))]


@pytest.mark.model
def test_actors_are_in_the_order_of_the_text(pages: Any) -> None:
    for page in pages.values():
        spans = [a.span for a in page.context.actors]
        assert spans == sorted(spans)
        assert all(page.text[s.start : s.end] for s in spans)


def follows(exclusion: Exclusion, text: str, rules: EventRules) -> bool:
    """Whether the words stand right after any trigger that they hold for."""
    return any(
        exclusion.after.match(text, match.end())
        for rule, match in rules.matches(text)
        if not exclusion.types or rule.type in exclusion.types
    )


@pytest.mark.parametrize("exclusion", NOT_ACTS, ids=[e.id for e in NOT_ACTS])
def test_what_is_no_act_holds_its_examples(exclusion: Exclusion, event_rules: EventRules) -> None:
    entry = next(entry for entry in FILE.not_acts if entry.id == exclusion.id)
    for text in entry.match:
        assert any(exclusion.after.match(text, at) for at in range(len(text))), text
    assert not [text for text in entry.skip if follows(exclusion, text, event_rules)]
