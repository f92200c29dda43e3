"""Where an article ends: what stands below its last sentence and belongs to it, and what not."""

from __future__ import annotations

import pytest

PAGE = """みさき日報
トップ 政治 国際 社会 スポーツ
日本とペルー、海上保安の覚書に署名
2021年9月14日
日本とペルーの海上保安機関は13日、東京で協力の覚書に署名した。研修生の受け入れを増やす。
両機関は今年、交流を始めて10年を迎えた。
{end}
関連記事
・ペルーの首都で津波の訓練
Copyright みさき日報
"""
LAST = "両機関は今年、交流を始めて10年を迎えた。"


@pytest.mark.parametrize(
    "end",
    [
        "(2021年9月14日 記)",
        "以 上",
        "——次は何を。\n「共同の訓練を始めたい」",
        "長官の話 「海でつながる隣人として、力を合わせたい」",
        "【出席者】\n海上保安庁長官\n駐日ペルー大使\n沿岸警備局長",
        "覚書の柱は次の通り。\n・研修生の受け入れ\n・巡視船の往来",
        "〈覚書の骨子〉\n一、研修生の受け入れ\n一、巡視船の往来",
        "<主要目>\n全長:約96m\n速力:24ノット以上",
        "■変更点\n・研修の期間 6カ月以上\n・研修生の数 12人",
        "日時:9月15日 午前10時\n場所:横浜\n入場:無料",
        "記\n1 期間\n9月14日から16日まで\n2 場所\n横浜海上防災基地",
        "注1 覚書に法的な拘束力はない。",
        "ではまた。",
    ],
)
def test_what_an_article_lists_or_says_last_is_part_of_it(records, end: str) -> None:
    [found] = records(PAGE.format(end=end))
    assert found.text.text.endswith(end.splitlines()[-1])


@pytest.mark.parametrize(
    "end",
    [
        "左から 長官、大使、局長",
        "署名を終え握手する両氏\n記念撮影",
        "国際企画課",
        "筆者:岬 一郎",
        "[筆者]岬一郎 海洋ライター。月刊誌に連載中。",
        "岬一郎(みさき・いちろう) 福岡県出身。海運会社を経て現職。",
        "この記事を書いた人\n岬\n港町に住むライター。船と猫を追う。",
        "次回は10月1日に掲載予定です。",
        "※本連載は毎月第2火曜に更新します",
        "記事の内容は掲載時点のものです。",
        "【当会について】1985年設立。日本とペルーの友好を進める団体です。",
        "2021年9月15日更新",
        "9月14日付朝刊2面",
    ],
)
def test_what_a_site_says_below_an_article_is_not(records, end: str) -> None:
    [found] = records(PAGE.format(end=end))
    assert found.text.text.endswith(LAST)
    assert found.published == "2021-09-14"


def test_a_release_ends_at_its_three_strokes(records) -> None:
    [found] = records(PAGE.format(end="#　#　#\n国連の機関は、飢餓をなくすために活動しています。"))
    assert found.text.text.endswith(LAST)


def test_flashes_without_text_are_kept_among_those_with_it(records) -> None:
    """A flash list, where headlines without text stand between those with it."""
    page = "\n".join(
        [
            "みさき通信 | 速報一覧 | 政治 | 経済",
            "国際の速報(1月15日 水曜日 2025年)",
            "21:51　大統領、外相の表敬を受ける",
            "【リマ】ペルーの大統領は15日、日本の外相と会った。",
            "20:08　政府、巡視船の供与を検討",
            "19:40　レーダーの供与で調整",
            "日本政府がペルー海軍にレーダーを贈る方向で調整に入った。",
            "18:22　事務総長「春に訪日」",
            "17:30　首相、訪米へ調整",
            "16:12　豪空軍機、千歳に飛来",
        ]
    )
    assert len(records(page)) == 6
