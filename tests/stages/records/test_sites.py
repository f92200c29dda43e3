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
