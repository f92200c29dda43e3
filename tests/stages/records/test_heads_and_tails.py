"""Where records begin and end, and whose they are, on pages with much around their text."""

from __future__ import annotations

import pytest

BOARD = """2chまとめ 世界の海の速報
トップ | 軍事 | 国際 | お問い合わせ
【速報】海自とインド海軍が共同訓練を実施
2023/05/17(水) 08:30 カテゴリ(45)

1: 名無しさん 2023/05/17(水) 08:10:11.32 ID:xYz12
海上自衛隊とインド海軍は16日、ベンガル湾で共同訓練を実施した。
護衛艦1隻が参加した。
ソース：海鳴り通信
12: 名無しさん 2023/05/17(水) 08:12:00.10 ID:aBc
いいことだ
15: 名無しさん 2023/05/17(水) 08:14:00.10 ID:aBd
どんどんやれ
■管理人のひとこと
インドとの訓練は年々増えています。
【あわせて】
・豪州と訓練へ
・比に巡視船を供与
"""
THREAD = """5ch 5ちゃんねる国際ニュース掲示板
掲示板に戻る 全部 1- 最新50
【日比】比に巡視船2隻を引き渡し、式典開く [うみねこ★]
2023/05/17(水) 08:10:11.32

日本政府は16日、フィリピンに巡視船2隻を引き渡した。
マニラで式典が開かれ、両国の外相が出席した。
※全文はソースで

2 :名無しさん@かもめ：2023/05/17(水) 08:12:00.10 ID:aBc
どうかな
"""
SPEECHES = """<html><head><title>外務大臣の訪問</title></head><body>
<font size=-1><a href="/">トップ</a> &gt; <a href="/k/">要人往来</a> &gt; 過去の記録</font>
<h1>外務大臣のオセアニア訪問における発言</h1>
<h3>共同記者発表での発言</h3>
<p align=right>（場所：ウェリントン、平成15年9月10日）</p>
<p>本日、両国は海上安全の協力を始めることで一致しました。</p>
<h3>大学での講演</h3>
<p align=right>（キャンベラ、平成15年9月12日）</p>
<p>日豪の協力はこの十年で大きく進みました。両国は演習を重ねています。</p>
</body></html>
"""
ARTICLE = """{head}海自、比で共同訓練を実施
2023年9月12日 12:00

海上自衛隊は12日、フィリピンで共同訓練を実施した。
訓練は20日まで続く。
{tail}"""
ENDING = "訓練は20日まで続く。"
DIARY = """{head}

2023.{one}
ベトナム国防相が訪日し、会長が懇談した。
2023.5.30
ハノイで総会を開き、国防省の次官らが出席して来年の計画を話し合った。
2023.{two}
国防大学の学生12人が来日した。
{closing}
秋に記念の式典を開く。
"""
ARCHIVE = """データベース「海と外交」 日本政治文書研究プロジェクト
東都大学 海洋文化研究所

[文書名] 日・トンガ外相会談に関する共同発表
[場所] ヌクアロファ
[年月日] 2015年5月12日
[出典] 外交青書59号、412-413頁.
[備考] 仮訳

両外相は5月12日、ヌクアロファで会談し、海上安全での協力で一致した。
"""
STAMPED = """<html><head><title>ブータン軍の医療班が来日 | うみべ支援部</title></head><body>
<header><a href="/">うみべ支援部</a></header>
<h1>ブータン軍の医療班が来日</h1><p class="date">5月 17, 2023 | うみべ支援スタッフ</p>
<p>ブータン軍の医療班が16日、自衛隊中央病院を訪れた。</p><p>医官と意見を交わした。</p>
<footer><p>© 2023 うみべ支援</p></footer></body></html>
"""
ATTENDANCE = """5者会合｜2023年9月・ソウル開催

日本、米国など5か国の代表が9月にソウルで会合を開く。
会合では海上安全の協力を話し合う。
日本政府
（対象者は外務審議官）
9日時点 出席を調整中
韓国政府
（対象者は外務次官）
9日時点 出席を発表

（最終更新9月12日現在）
"""


def test_the_editors_words_belong_to_a_collected_thread(records):
    (record,) = records(BOARD)
    assert record.outlet == "2chまとめ"
    assert record.title == "【速報】海自とインド海軍が共同訓練を実施"
    assert record.text.text.endswith("インドとの訓練は年々増えています。")
    assert "いいことだ" not in record.text.text
    assert "どんどんやれ" not in record.text.text


def test_a_board_is_known_by_its_first_word_and_ends_above_the_notice(records):
    (record,) = records(THREAD)
    assert (record.outlet, record.published) == ("5ch", "2023-05-17T08:10:00+09:00")
    assert record.text.text.endswith("両国の外相が出席した。")


def test_two_headings_with_place_and_day_are_two_records(records):
    found = records(SPEECHES, "text/html")
    assert [(r.title, r.published) for r in found] == [
        ("共同記者発表での発言", "2003-09-10"),
        ("大学での講演", "2003-09-12"),
    ]


@pytest.mark.parametrize(
    "tail",
    [
        "出典：防衛省ホームページ\n",
        "取材協力:フィリピン沿岸警備隊\n",
        "資料：外務省\n",
        "\n読まれているコラム\n・太平洋の島々をめぐる競争\n・式典 10月20日に開催\n",
        "\n関連するニュース\n・日英の防衛相が会談へ\n・会合 10月12日に\n",
    ],
)
def test_what_stands_below_an_article_is_no_part_of_it(records, tail):
    (record,) = records(ARTICLE.format(head="", tail=tail))
    assert record.text.text.endswith(ENDING)


@pytest.mark.parametrize(
    ("head", "tail", "outlet"),
    [
        ("海風通信[うみかぜつうしん]\nトップ 国際 経済 特集\nテーマから探す記事\n", "", "海風通信"),
        ("umikaze.com 日本語\nホーム | 政治 | 国際 | 社会\n", "", "umikaze.com"),
        ("", "\n外務省（法人番号9000012040001）\n〒100-8919 東京都千代田区霞が関\n", "外務省"),
        ("", "\n防衛省 〒162-8801 東京都新宿区市谷本村町5-1\n", "防衛省"),
        ("", "\n引用元 >> 共同:新読ニュース/比で共同訓練\n", "新読ニュース"),
    ],
)
def test_whose_page_it_is(records, head, tail, outlet):
    (record,) = records(ARTICLE.format(head=head, tail=tail))
    assert (record.outlet, record.title) == (outlet, "海自、比で共同訓練を実施")
    assert record.text.text.endswith(ENDING)


@pytest.mark.parametrize(
    ("head", "one", "two"),
    [("日越友好協会だより", "6.12", "5.11"), ("日越友好協会 交流の記録", "3.12", "7.2")],
)
@pytest.mark.parametrize("closing", ["今後の予定", "その他", "会長より"])
def test_the_last_piece_of_a_dated_list_may_have_no_date(records, head, one, two, closing):
    page = DIARY.format(head=head, one=one, two=two, closing=closing)
    found = records(page)
    assert len(found) == 4
    assert all(r.title is None for r in found)
    assert found[-1].text.text == f"{closing}\n秋に記念の式典を開く。"
    assert (found[-1].published, found[-1].item_start) == (None, None)


def test_the_book_of_a_document_is_not_the_archive_that_shows_it(records):
    (record,) = records(ARCHIVE)
    assert record.outlet == "データベース「海と外交」"
    assert record.title == "日・トンガ外相会談に関する共同発表"


def test_a_stamp_with_the_day_and_the_staff_that_wrote(records):
    (record,) = records(STAMPED, "text/html")
    assert (record.published, record.outlet) == ("2023-05-17", "うみべ支援")


def test_who_attends_as_of_a_day_belongs_to_the_text(records):
    (record,) = records(ATTENDANCE)
    assert record.text.text.endswith("（最終更新9月12日現在）")
    assert record.outlet is None


NEWSLETTER = """このメールは配信を希望された方にお送りしています。
━━━━━━━━━━━━━━━━
 大洋週報  第412号   2025年9月9日発行
━━━━━━━━━━━━━━━━
───[ 目次 ]──────────
 1.上海協力機構 2.中国・モンゴル・ロシア 3.カザフスタン ほか
────────────────
■ 上海協力機構の首脳会議、天津で閉幕
────────────────
首脳会議は1日、天津で閉幕した。宣言を採択した。

■ インド首相、7年ぶりの訪中で習主席と会談
────────────────
インド首相は8月31日、天津で習主席と会談した。

■ 日本、タジキスタンの検問所に機材を供与
────────────────
両国は3日、書簡を交換した。

バックナンバー 第411号
"""
WEEKLY = """司令官ウイークリー
2024年6月第1週~第2週
▼6/1(土) シンガポール
司令官はカナダの参謀総長と会談した。
▼6/3(月) ハワイ
司令官は米軍の司令官を訪ね、協力を確認した。
▼6/7(金) オンライン
司令官は豪州の参謀総長と電話で協議した。
"""


def test_a_newsletter_is_named_above_its_issue(records):
    found = records(NEWSLETTER)
    assert len(found) == 3
    assert {r.outlet for r in found} == {"大洋週報"}


def test_a_newsletter_is_not_its_publisher(records):
    head = "内閣府 合同メールマガジン『青い波』 第212号\n2023年3月31日発行\n"
    page = ARTICLE.format(head=head, tail="").replace("2023年9月12日 12:00\n", "")
    assert {r.outlet for r in records(page)} == {"青い波"}


def test_a_place_beside_a_day_is_no_headline(records):
    assert [(r.item_start, r.title) for r in records(WEEKLY)] == [
        ("2024-06-01", None),
        ("2024-06-03", None),
        ("2024-06-07", None),
    ]


@pytest.mark.parametrize(
    ("head", "tail", "outlet"),
    [
        ("", "\nお問い合わせ先 海上保安庁総務部 国際戦略官付\n", "海上保安庁"),
        ("", "\n記事・写真の著作権は潮風新聞社または筆者に帰属します。\n", "潮風新聞"),
        ("国連海洋機関 日本事務所\n海を守る\n寄付する 活動内容 ニュース\n", "", "国連海洋機関"),
        ("【掲示板】ビジネスnews+ 過去ログ倉庫\n", "", "ビジネスnews+"),
    ],
)
def test_who_owns_the_page(records, head, tail, outlet):
    (record,) = records(ARTICLE.format(head=head, tail=tail))
    assert record.outlet == outlet


def test_the_tail_of_a_title_that_tells_where_and_when_names_no_site(records):
    title = "3者協議｜2022年11月・東京開催"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
    page += "<p>日本、米国、韓国の代表が11月に東京で協議を開きます。</p></body></html>"
    (record,) = records(page, "text/html")
    assert record.outlet is None


def test_the_steps_of_the_path_name_no_outlet(records):
    page = SPEECHES.replace("&gt;", "→").replace("要人往来", "演説")
    assert [r.outlet for r in records(page, "text/html")] == [None, None]


def test_the_page_of_an_event_names_no_site(records):
    page = "<html><head><title>会議の舞台裏 | 3か国会議特設ページ</title></head><body>"
    page += "<h1>3か国会議が開幕</h1><p>日本、豪州、インドの首脳がシドニーで会談した。</p></body>"
    assert [r.outlet for r in records(page, "text/html")] == [None]
