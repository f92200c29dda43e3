"""Whose page it is, as its first lines and its furniture tell."""

from __future__ import annotations

import pytest

from pipeline.model import Hints

BODY = """
日豪の外相が電話会談、協力の継続を確認
2024年7月14日 18:00
両外相は14日、電話で会談し、安全保障での協力を続けることで一致した。次回の会合は秋に開く。
"""


@pytest.mark.parametrize(
    ("top", "outlet"),
    [
        ("報道発表 |外務省\nトップページ > 会見・発表・広報 > 報道発表", "外務省"),
        (
            "Latvijas Republikas vēstniecība Japānā\n駐日ラトビア共和国大使館\nLV | EN | 日本語",
            "駐日ラトビア共和国大使館",
        ),
        ("ТАСС タス通信 日本語配信\nロシア | 世界 | 軍事 | 経済", "タス通信"),
        ("ASIA POLICY REVIEW ―アジア政策評論―\n最新号 バックナンバー 会員ページ", "アジア政策評論"),
        ("SHIPS ONLINE 艦船専門月刊誌のニュース\n最新号 | バックナンバー", "SHIPS ONLINE"),
        ("TRT 日本語\nトルコ  世界  経済  文化・芸術  スポーツ", "TRT 日本語"),
        ("HOKUTO NEWS 24\nトップ ニュース 天気 番組表", "HOKUTO NEWS 24"),
        ("瀬戸新報デジタル\n社会 | 政治 | 経済 | スポーツ", "瀬戸新報"),
        ("朝夕デジタル\nトップ 速報 朝刊 夕刊 連載", "朝夕デジタル"),
        ("NEWSまとめて読む|まとめーる\nログイン 通知 キーワード登録", "まとめーる"),
        ("特集 国際 | 経済 | 暮らし | 写真館\n日印のあゆみ", None),
    ],
)
def test_the_first_lines_name_the_site(records, top: str, outlet: str | None) -> None:
    assert records(f"{top}\n{BODY}")[0].outlet == outlet


def test_a_copyright_in_english_gives_the_japanese_name(records) -> None:
    assert records(f"{BODY}\n© The Tokyo Shimbun\n")[0].outlet == "東京新聞"


def test_the_page_title_may_begin_with_the_owner(records) -> None:
    hints = Hints(title="防衛省・自衛隊|日豪外相電話会談")
    assert records(BODY, hints=hints)[0].outlet == "防衛省"


@pytest.mark.parametrize(
    ("page", "outlet"),
    [
        ("\n活動報告\n" + BODY, None),
        ("本文へスキップ\n\n首相官邸 Prime Minister's Office\n\n表示選択\n" + BODY, "首相官邸"),
        (BODY + "\nCopyright c 灯台の切り抜き All Rights Reserved.\n", "灯台の切り抜き"),
        (BODY + "\nおすすめ記事\n北都新聞のアカウント\nアクセスランキング\n", "北都新聞"),
        (BODY + "\n(HOKUTOWORLD)\n", "HOKUTOWORLD"),
        ("北都ニュース・ジャパン\n" + BODY.split("\n", 3)[3], "北都ニュース・ジャパン"),
    ],
)
def test_what_names_the_site_and_what_does_not(records, page: str, outlet: str | None) -> None:
    assert records(page)[0].outlet == outlet


def test_a_category_beside_the_days_of_items_names_no_site(records) -> None:
    dated = "更新日:{} 港の窓から\n\n日加の艦艇が港に入り、乗員が町を訪れた。式が開かれた。\n\n"
    page = "MENU\n\n港の窓から\n\n" + "".join(
        dated.format(day) for day in ("2019.05.23", "2019.03.14", "2018.12.06")
    )
    found = records(page)
    assert [(r.published, r.outlet) for r in found] == [
        ("2019-05-23", None),
        ("2019-03-14", None),
        ("2018-12-06", None),
    ]
