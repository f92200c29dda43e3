"""Layouts of pages as scrapers leave them: posts, broadcasts, clippings, rows with places."""

from __future__ import annotations

import pytest


def test_feet_of_posts_part_them(records) -> None:
    page = """竹富の小学生が大使館へ

竹富町の小学生8名が大使館を訪れました。大使は海の生きものについてお話をしました。

Posted in 大使館の活動 | Comments closed

海上保安庁の長官が表敬

長官が大使を表敬され、来月の救難訓練の準備についてお話しくださいました。

Posted in 大使の活動 | Comments closed

宮城の高校生、パラオへ

県立高校の生徒6名が出発する前に、大使館にあいさつに来られました。

Posted in 大使の活動 | Comments closed
"""
    assert [r.title for r in records(page)] == [
        "竹富の小学生が大使館へ",
        "海上保安庁の長官が表敬",
        "宮城の高校生、パラオへ",
    ]


def test_credits_below_their_texts_close_them(records) -> None:
    page = """2021年6月9日 海自、豪州、宮古島

2021年6月9日の3件の記事をチェックしました。3件の記事は以下の通り。
防衛省は8日、護衛艦が豪海軍の艦艇を守る警護を近く初めて行うことを明らかにした。
北都新聞2021/6/9北都
日仏の艦艇が東シナ海で続けた訓練を終え、佐世保に立ち寄った。
長崎新聞2021/6/9長崎
八戸市の航空基地で、海自の隊員が尼軍の士官に整備の手順を教えている。
東奥日報2021/6/9青森
"""
    found = records(page)
    assert [r.outlet for r in found] == ["北都新聞", "長崎新聞", "東奥日報"]
    assert [r.text.text[:4] for r in found] == ["防衛省は", "日仏の艦", "八戸市の"]


def test_paragraphs_that_agencies_lead(records) -> None:
    page = """メコン流域ニュース 2015年11月

【ハノイ時事】防衛相は6日、越国防相と会談し、艦艇の寄港で合意した。

【バンコク共同】タイ国軍は9日、中国軍と合同訓練を始めると発表した。

【ビエンチャン=白石透】ラオスの国防相は11日、中国の国防相と会談した。
"""
    assert [r.outlet for r in records(page)] == ["時事通信", "共同通信", None]


def test_abstracts_of_programmes(records) -> None:
    page = """2010年11月3日 放送番組抄録

NHK総合 19:00~19:30 夜のニュース
政府は駐ロ大使を一時帰国させることを決めた。

北都テレビ 21:54~23:10 報道の夜
米韓両軍は合同演習に空母を参加させる方向で最終調整に入った。
"""
    found = records(page)
    assert [(r.outlet, r.title) for r in found] == [
        ("NHK総合", "夜のニュース"),
        ("北都テレビ", "報道の夜"),
    ]


def test_numbered_news_in_brief(records) -> None:
    page = """今週の協力ニュース

①政府はジブチに巡視艇2隻を供与する書簡を交換した。
②JICAはヨルダンと無償資金協力の贈与契約を結んだ。
③国連は日本の拠出でスーダンに米を配ると発表した。
"""
    assert [r.text.text[0] for r in records(page)] == ["①", "②", "③"]


def test_a_press_conference_and_its_day_on_one_line(records) -> None:
    page = """防衛大臣記者会見概要 平成28年5月10日(09時02分〜09時15分)

1 発表事項

なし。

2 質疑応答

Q:週末にラオスへ行かれますが、どのような会談を予定されていますか。

A:各国の大臣と率直に意見を交わしたいと思っております。
"""
    [found] = records(page)
    assert found.title == "防衛大臣記者会見概要"
    assert found.published == "2016-05-10T09:02:00+09:00"


@pytest.mark.parametrize("place", ["青島(中国)", "パリ", "鳥島の東方"])
def test_places_beside_days_are_no_headlines(records, place) -> None:
    page = f"""海幕長の動静
2019年4月
22日 {place}
国際観艦式に参加。海軍の司令員と会談した。
26日 ウラジオストク
太平洋艦隊の司令官を表敬した。
5月
7日 横須賀
米第7艦隊の司令官と会い、訓練について意見を交わした。
"""
    found = records(page)
    assert [r.item_start for r in found] == ["2019-04-22", "2019-04-26", "2019-05-07"]
    assert {r.title for r in found} == {None}


def test_days_of_visits_are_no_dates_of_publication(records) -> None:
    page = """知事の部屋

駐日カナダ大使の表敬訪問
日時 令和5年4月18日(火曜日) 14時00分
場所 知事応接室
内容 大使は水素の輸入をめぐる協力について知事と意見を交わしました。

ベトナムの省人民委員長の表敬訪問
日時 令和5年5月9日(火曜日) 11時00分
場所 知事応接室
内容 友好協定の更新に向けた協議を続けることで一致しました。
"""
    found = records(page)
    assert [r.title for r in found] == [
        "駐日カナダ大使の表敬訪問",
        "ベトナムの省人民委員長の表敬訪問",
    ]
    assert [r.published for r in found] == [None, None]


def test_news_in_brief_below_the_date_of_their_page(records) -> None:
    page = """みなとラジオ きょうのニュース
2010年9月14日 火曜日

イランとアルメニアが鉄道の建設で覚書
両国の運輸相は13日、エレバンで鉄道建設の覚書に署名しました。

パキスタンへの救援物資、第3便が到着
救援物資を載せた3機目の輸送機が14日、首都に着きました。

テヘランで国際書籍展が開幕
国際書籍展が14日に開幕しました。
"""
    found = records(page)
    assert len(found) == 3
    assert {r.published for r in found} == {"2010-09-14"}


def test_a_table_flattened_onto_one_line(records) -> None:
    page = """二国間関係 要人往来
1 往訪 年月 要人名 1999年5月 外務大臣 2006年9月 外務大臣政務官 2014年9月 外務副大臣 2018年11月 首相
"""
    assert [r.item_start for r in records(page)] == [
        "1999-05-01",
        "2006-09-01",
        "2014-09-01",
        "2018-11-01",
    ]


def test_a_headline_below_a_word_of_its_section(records) -> None:
    page = """令和6年3月11日
大使の活動
オマーン海上保安庁長官との会談
3月10日、大使はマスカットで海上保安庁の長官と会談し、研修への協力について意見を交わしました。
"""
    assert [r.title for r in records(page)] == ["オマーン海上保安庁長官との会談"]


def test_the_name_of_a_section_above_and_below_a_text_is_no_headline(records) -> None:
    page = """世界の出来事

 【ヤンゴン共同】日本の財団の会長は21日、国軍の最高司令官と会談し、協力を求めた。

共同通信

 世界の出来事
"""
    [found] = records(page)
    assert (found.title, found.outlet) == (None, "共同通信")


def test_the_agency_of_a_lead_where_the_page_names_no_outlet(records) -> None:
    [found] = records(
        "【ハノイ共同】両国政府は14日、次官級の対話を開き、連絡網づくりで一致した。\n"
    )
    assert found.outlet == "共同通信"


def test_a_headline_with_its_time_right_behind(records) -> None:
    page = """海の便り
日豪、補給協定に署名2020/9/9(水) 21:30
日本とオーストラリア両政府は9日、自衛隊と豪軍が物資を融通し合う協定に署名した。
"""
    [found] = records(page)
    assert (found.title, found.published) == ("日豪、補給協定に署名", "2020-09-09")


def test_days_with_leading_zeros_are_no_page_numbers(records) -> None:
    page = """2017年
05/29
英仏の艦隊、合同で太平洋へ
両国は来春、艦隊を太平洋に派遣する。仏海軍が明らかにした。
05/12
海自の補給艦がスバに入港
補給艦「はまな」はフィジーのスバで親善行事を行った。
04/30
タイとマレーシアの海軍が哨戒協力
両海軍は国境の海域で合同の哨戒を始めた。
"""
    found = records(page)
    assert [r.title for r in found] == [
        "英仏の艦隊、合同で太平洋へ",
        "海自の補給艦がスバに入港",
        "タイとマレーシアの海軍が哨戒協力",
    ]
