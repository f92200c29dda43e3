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


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "退役水兵の日記\n日々の出来事と船の写真\n掃海隊、ペルシャ湾から戻る",
            "掃海隊、ペルシャ湾から戻る",
        ),
        (
            "世界の翼マガジン\nNEWS 連載 写真館\n連載「基地の街から」(17)\n"
            "掃海隊、横須賀に戻る\n2016.5.1",
            "掃海隊、横須賀に戻る",
        ),
        ("友好協会 会報\n掃海隊の帰国に寄せて\n会長 三田 恒夫", "掃海隊の帰国に寄せて"),
    ],
)
def test_a_headline_below_a_motto_or_above_a_byline(records, head: str, title: str) -> None:
    text = "ペルシャ湾で訓練を終えた掃海隊が30日、横須賀に帰国した。岸壁で家族が迎えた。"
    [found] = records(f"{head}\n{text}\n30か国が参加した。\nページの先頭へ\n")
    assert found.title == title


@pytest.mark.parametrize(
    ("date", "told", "day"),
    [
        ("29.5.12", "5月16日(火)から19日(金)まで入港する。", "2017-05-12"),
        ("1.9.27", "令和元年10月3日に出港する。", "2019-09-27"),
        ("5.12.20", "1月9日(火)に横須賀へ戻る。", "2023-12-20"),
        ("17-07-2023", "事務総長は訪日の意向を示した。", "2023-07-17"),
    ],
)
def test_days_in_figures_are_read_by_the_days_of_the_week(
    records, date: str, told: str, day: str
) -> None:
    page = (
        "海上自衛隊 呉地方隊\n豪海軍艦艇の呉入港について\n"
        f"{date}\n呉地方総監部\n{told}\n乗員が交流する。\n"
    )
    [found] = records(page)
    assert found.published == day


def test_the_foot_of_a_post_tells_its_day(records) -> None:
    page = (
        "港の日記\nプロフィール 最近の記事 リンク\n"
        "掃海隊、横須賀に戻る\n掃海隊が30日、横須賀に帰国した。\n"
        "2016年04月30日 21:40 投稿者 みなと | 個別ページ | コメント (4) | トラックバック (0)\n"
    )
    [found] = records(page)
    assert found.published == "2016-04-30"


def test_the_numbered_day_of_an_event_is_not_that_of_publication(records) -> None:
    page = (
        "北方県 HOKPO PREF.\nホーム>防災>基地対策\n"
        "オスプレイの飛来に関する情報\n最終更新日:平成29年8月21日(月)\n"
        "本日、下記の情報提供がありましたのでお知らせします。\n"
        "記\n1 日時 平成29年8月22日(火)午前\n2 場所 千歳\n"
    )
    [found] = records(page)
    assert found.published == "2017-08-21"
