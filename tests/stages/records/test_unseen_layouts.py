"""Layouts of newsletters, timelines, boards and tables, with their records and headers."""

from __future__ import annotations

NEWSLETTER = """合同メールマガジン『青い波』 第212号
━━━━━━━━━━━━━━━━
2023年3月31日発行
━━━━━━━━━━━━━━━━
■目次
[1] 地震の被災地へ救援物資を届けました
[2] シナイ半島の監視団、4年目の春
────────────────
[1] 地震の被災地へ救援物資を届けました
2月6日の地震を受け、防衛大臣が国際緊急援助活動を命じました。輸送機が13日に小牧を発ちました。
────────────────
[2] シナイ半島の監視団、4年目の春
監視団の司令部に陸上自衛官が着任したのは2019年4月でした。現在は4名が勤務中です。
────────────────
★配信停止はこちら
転載はご遠慮ください。
"""
TIMELINE = """リスト: 海の話
フォロワー 3,401 メンバー 2
海鷹ウォッチ @umitaka_w · 1月14日
伊首相があす来日、16日に官邸で首相と会談の段取りだそう。楽しみ。
12 48 210 1.1万件の表示
湾岸日記 @bay_minato · 1月13日
カナダのフリゲートが9時すぎに横須賀へ入ってきた。
3 22 140
湾岸日記 @bay_minato · 2025年12月28日
年内最後のポスト。去る12月18日、佐世保にフランスの艦艇が入港していました。
2 35 199
利用規約 ©2026
"""
BRIEFS = """世界短信 令和7年6月19日(木曜日)
◎インド海軍が横須賀へ【横須賀=共信】
インド海軍の訓練艦が十八日、横須賀基地に着いた。接岸は二十一日まで。
◎豪、パプア兵の入隊に道【キャンベラ=時報】
豪政府は十八日、パプアニューギニアと結ぶ条約の概要を公表した。
▽英首相は十七日、印首相と電話し、通商協定に早期に署名することで一致した。
▽ネパール国防省は、八月から国連部隊に要員二百人を追加で送ると決めた。
"""
MONTH_DAYS = """国際交流のきろく(令和6年9月~12月)
月日	国	交流の内容
9.3-5	オーストラリア	豪陸軍第1師団長、総監を表敬
9.30	モンゴル	駐日武官ら2名、衛生隊を訪問
10.8	カナダ	方面総監、司令官とテレビ会談
10.21~11.1	英国	隊員15名を派遣、競技会に出場
12.19	台湾	海巡署の職員が寄港地を見学
"""
PAPER = """国際面の記事から

蘭艦「トロンプ」が入港
オランダ海軍のフリゲートが二日、東京港に入った。六日まで停泊する。

日独、物品協定が発効
国内手続きを終えて
日本とドイツの協定が七月十二日に発効した。両国は燃料の融通を進める。

カナダ艦が佐世保を出港
カナダ海軍のフリゲートは一日、補給を終えて佐世保を離れた。
"""


def test_the_table_of_contents_of_a_newsletter_is_none_of_its_pieces(records) -> None:
    found = records(NEWSLETTER)
    assert [r.title for r in found] == [
        "[1] 地震の被災地へ救援物資を届けました",
        "[2] シナイ半島の監視団、4年目の春",
    ]
    assert [r.outlet for r in found] == ["青い波"] * 2
    assert NEWSLETTER[slice(*found[1].span)].endswith("勤務中です。")


def test_each_post_of_a_timeline_is_of_its_account(records) -> None:
    found = records(TIMELINE)
    assert [(r.outlet, r.published) for r in found] == [
        ("海鷹ウォッチ", "2026-01-14"),
        ("湾岸日記", "2026-01-13"),
        ("湾岸日記", "2025-12-28"),
    ]
    assert TIMELINE[slice(*found[1].span)].endswith("入ってきた。")


def test_briefs_close_a_column_of_short_news(records) -> None:
    found = records(BRIEFS)
    assert [r.title for r in found] == [
        "インド海軍が横須賀へ",
        "豪、パプア兵の入隊に道",
        None,
        None,
    ]
    assert BRIEFS[slice(*found[2].span)].startswith("▽英首相")


def test_days_of_a_month_are_no_months_of_a_year(records) -> None:
    assert [(r.item_start, r.item_end) for r in records(MONTH_DAYS)] == [
        ("2024-09-03", "2024-09-05"),
        ("2024-09-30", "2024-09-30"),
        ("2024-10-08", "2024-10-08"),
        ("2024-10-21", "2024-11-01"),
        ("2024-12-19", "2024-12-19"),
    ]


def test_a_headline_may_have_a_second_line(records) -> None:
    titles = ["蘭艦「トロンプ」が入港", "日独、物品協定が発効", "カナダ艦が佐世保を出港"]
    assert [r.title for r in records(PAPER)] == titles
