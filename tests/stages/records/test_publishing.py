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
