"""The year that a page tells above or below an item whose days leave it out."""

from __future__ import annotations

import pytest

REPORT = """首脳の往来
グエン首相は9月15日に来日し、16日に首相と会談した。両首脳は海上警備での協力を確認した。
11月6日には防衛相がベトナムを訪れ、ザン国防相と会談した。
"""


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (f"月刊アジア情勢 2015年12月号\n{REPORT}", ("2015年12月",)),
        (f"ホーム > 活動報告 > 2015年\n{REPORT}", ("2015年",)),
        (f"{REPORT}(会報 2015年12月号より転載)\n", ("2015年12月",)),
        (f"ホーム > 活動報告 > 2015年\n11月\n{REPORT}", ("2015年11月",)),
        (f"2013年\n2014年\n2015年\n{REPORT}", ()),
        (f"首脳の往来\n2015年11月20日\n{REPORT.partition(chr(10))[2]}", ()),
    ],
    ids=[
        "issue above",
        "path above",
        "issue below",
        "month under a year",
        "menu of years",
        "dated item",
    ],
)
def test_a_line_outside_an_undated_item_tells_its_year(records, page, told) -> None:
    assert [r.headings for r in records(page)] == [told]
