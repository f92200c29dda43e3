"""The day on which an article was published."""

from __future__ import annotations

import pytest

TEXT = (
    "\n 4月18日(木)、大湊で米海軍の駆逐艦の歓迎行事が行われました。艦長らが出迎えを受けました。\n"
)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("防衛大臣記者会見\n\n日時\n令和3年6月18日(金)10:45~11:09\n場所\n会見室\n", "2021-06-18"),
        ("入港歓迎行事(25.4.18)", "2013-04-18"),
        ("入港歓迎行事(H25.4.18)", "2013-04-18"),
        ("小休止 (2013年6月25日)", "2013-06-25"),
        ("平成25年4月19日艦艇の入港について", "2013-04-19"),
        ("入港歓迎行事\n2013-04-20 07:10:33 | 港の話題から", "2013-04-20T07:10:00+09:00"),
    ],
)
def test_the_day_of_an_article(records, head: str, day: str) -> None:
    (record,) = records(f"{head}\n{TEXT}")
    assert record.published is not None
    assert record.published.startswith(day)


def test_an_archive_puts_the_day_in_figures_before_the_text(records) -> None:
    (record,) = records(
        "検索結果 1件\n2022-11-11 第210回国会 外交委員会 第5号 政府は、本年九月十六日、"
        "米国の巡視船と合同で訓練を実施いたしました。また、十月には職員を派遣しております。\n"
    )
    assert record.published == "2022-11-11"


TOLD = "日本とペルーの海上保安機関は13日、東京で協力の覚書に署名した。研修生の受け入れを増やす。"
MORE = "両機関は今年、交流を始めて10年を迎えた。長官は署名の後、力を合わせたいと語った。"


@pytest.mark.parametrize(
    "head",
    [
        "2021年9月14日(火)「みさき日報」",
        "September 14 [Tue], 2021, 13:20",
        "2021-09-14T10:30:00+09:00",
    ],
)
def test_a_date_line_above_the_headline_tells_the_day(records, head: str) -> None:
    [found] = records(f"{head}\n\n日本とペルー、海の覚書に署名\n\n{TOLD}\n\n{MORE}\n")
    assert (found.published or "")[:10] == "2021-09-14"
    assert found.title == "日本とペルー、海の覚書に署名"


@pytest.mark.parametrize(
    "foot",
    [
        "2021/09/14(火) 09:14配信",
        "2021年9月14日のニュース",
        "2021年9月14日 みさき新聞",
        "[Copyright The Misaki Press, Ltd.] 2021.09.14",
        "みさき新聞\n2021/09/14 配信",
    ],
)
def test_a_line_below_the_article_tells_its_day(records, foot: str) -> None:
    [found] = records(f"日本とペルー、海の覚書に署名\n\n{TOLD}\n\n{MORE}\n\n{foot}\n")
    assert (found.published or "")[:10] == "2021-09-14"


def test_the_day_and_site_behind_a_headline_are_no_part_of_it(records) -> None:
    title = "日本とペルー、海の覚書に署名 今年2件目"
    [found] = records(f"{title} - 2021年9月14日, みさき通信 日本\n\n{TOLD}\n{MORE}\n")
    assert (found.published, found.title) == ("2021-09-14", title)
