"""Shapes that real pages take once their markup is gone, with their records and headers."""

from __future__ import annotations

CELLS = """国際主要事項
2002年 |
日本関係 |
|
国際関係 |
1月 |
|
1日 |
ペルー議会は、暫定大統領の後任を選出。 |
3~12日 |
田島外務大臣がトルコ、ポルトガルを訪問。 |
|
6~7日 |
歴訪中の英首相が、6日、インド首相と会談(デリー)。 |
9~15日 |
総理大臣がASEAN5か国を歴訪。 |
21~22日 |
復興支援国際会議開催(東京)。 |
"""
INDENTED = """日・ラオス関係年表(国交樹立以降)

令和5年2月8日
1972年 9月 外務大臣訪問、共同声明発表
  10月 動物園に象2頭贈呈
    航空覚書署名
  11月 議員団来日

1973年 1月 大使館開設
  5月 電力協力の取極め署名
  6月 姉妹都市提携(第1号)
"""
VISITS = """来客の記録
湾岸記念館には、2019年2月16日(土)から3月9日(土)まで、各国の海軍の方々が見えました。
2月16日(土) | 豪海軍の艦長が来館 |
2月18日(月)-2月21日(木) | 仏海軍の士官候補生が実習 |
2月27日(水)-2月28日(木) | 加海軍の訪問団が見学 |
3月9日(土) | 英海軍の駐在武官が来館 |
"""
BLOG = """湾岸研究室

防衛のひろば:東の書斎/西の書斎(旧ブログ:2005.07.29~/新ブログ:2014.11.24~)

海自練習艦隊:今年の近海航海・日程発表

2024-03-15 07:00:26 | 湾岸研究室 広報

練習艦隊が江田島を出る季節になりました。

近海航海の部隊は3月18日に神戸へ入り、21日まで留まります。
"""
SITE_ABOVE = """しおかぜ日和 --日刊しおかぜ新報WEB--
2026年4月10日(金)
日比の両外相、2週で2度目の顔合わせ
マニラで9日、両国の外相が会談した。海上警備の協力を広げることで一致した。
"""
ANALYSIS = """北州経済新報 電子版
朝刊 夕刊 人事 株価 おすすめ
<焦点>半導体の同志国 枠組みの内実は
編集委員 浜中 学
2024年7月9日 2:00
半導体の競争は、企業名だけを追っていては読み解けない。政府同士の約束が土台にある。
日本とオランダは6月、研究人材の往来を促す覚書を取り交わした。
"""
TWICE = """ワールド
世界の出来事を広く解説します。
Category
豪首相が来日へ 燃料協力を協議

豪首相が来日へ 燃料協力を協議

外務省は10月22日、豪首相が来日し、首相と会談すると発表した。

比大統領、巡視艇を視察

比大統領、巡視艇を視察

フィリピン大統領は20日、マニラ港で供与された巡視艇を視察した。

リトアニア議会が国防費を上積み

リトアニア議会が国防費を上積み

議会は国家予算の修正案を可決した。
"""

THREAD = """軍事の広場
【貼るだけ】防衛交流の話題 その4
1 :名無しさん@海風:2021/06/01(火) 10:00:11.02 ID:aaA
ニュースを貼っていきましょう。雑談はほどほどに。
2 :名無しさん@海風:2021/06/02(水) 08:12:40.51 ID:bbB
海自と仏海軍、南シナ海で補給の訓練。護衛艦と揚陸艦が参加した。
3 :名無しさん@海風:2021/06/02(水) 09:02:09.11 ID:ccC
>>2 フランス最近よく来るよな
5 :名無しさん@海風:2021/06/04(金) 18:40:27.90 ID:bbB
日本政府は4日、ワクチン124万回分を無償で送った。
6 :名無しさん@海風:2021/06/04(金) 19:10:03.40 ID:ddD
早いな
8 :名無しさん@海風:2021/06/11(金) 07:58:21.77 ID:eeE
英南部で首脳会議が開幕。首相は米大統領と立ち話。
レス数が900を超えています。
"""
REPLIES = """速報の広場
【防衛】日豪、艦艇の共同開発で委員会 [無断転載禁止]
1 :かもめ ★:2024/12/14(土) 20:07:26.31 ID:CAP
日豪両政府は14日、新型艦艇の共同開発に向けた官民の委員会を開いた。
2 :名無しさん:2024/12/14(土) 20:08:40.51 ID:bbB
また金がかかるのか
3 :名無しさん:2024/12/14(土) 20:09:09.11 ID:ccC
>>2 売る側だぞ
4 :名無しさん:2024/12/14(土) 20:11:27.90 ID:ddD
うまくいくといいね
"""
PICTURES = """写真特集:日豪共同訓練「南十字」
2023年9月12日 小松基地
離陸する豪空軍の戦闘機=石川県の空自小松基地で2023年9月12日、大島撮影
編隊で飛行する空自機と豪空軍機=日本海上空で、航空自衛隊提供
握手を交わす空自の司令官(左)と豪空軍の幹部=小松基地で12日
"""
SOURCES = """海自艦とインド艦が訓練
海上自衛隊は6月27日、インド洋でインド海軍と親善訓練を行った。
両国の艦が並走した。(北海タイムス 2020年6月29日)

日英が貿易協定で大筋合意
日本とイギリスは11日、経済連携協定で大筋合意した。
来年の発効をめざす。(東都新報 2020年9月12日)

豪州と部隊の協定、署名へ
日豪の首脳は17日、部隊の往来に関する協定で大枠合意した。(北海タイムス 2020年11月18日)
"""
PORTS = """令和5年度インド太平洋方面派遣 第2水上部隊 行動予定
寄港地\t国名\t入港\t出港\t内容
コロンボ\tスリランカ\t6月12日\t6月15日\t親善訓練
チャンギ\tシンガポール\t6月20日\t6月23日\t補給・表敬
ダナン\tベトナム\t6月27日\t7月1日\t海軍と親善訓練
"""
CALENDAR = """2022年4月の主な動き
1(金) 海自とカンボジア海軍が親善訓練
4(月) 首相、ポーランド首相と電話会談
8(金) 日比、初の2プラス2をテレビ会議形式で
28(木) 日独首脳会談(東京)
"""

TEASERS = """半島便り
目まぐるしい半島外交、議連も再始動
半島をめぐる外交が目まぐるしい。 各国の要人が活発に会合を繰り広げている。
2018.06.01 @hantobin
南北首脳、板門店で再び会談
委員長と大統領が26日、板門店で面談した。2度目の首脳会談となる。
2018.05.27 @hantobin
米大統領、首脳会談の中止を発表
大統領が24日、来月に予定されていた首脳会談の中止を発表した。
2018.05.25 @hantobin
"""
MARKED_DAYS = """紙面ダイジェスト 2019年8月
21日■韓日外相会談、対話継続で一致
両国の外相が北京で会談した。
20日■韓中外相が関係強化を議論
両国の外相は北京で会談し、関係の強化について議論した。
17日■朝中が北京で高位級会談
北朝鮮と中国が16日に会談を進めたと、メディアが明らかにした。
"""
CLOSED_DAYS = """半島アワー
2018年05月24日(木)
米朝首脳会談:中国の役割(5月24日)
社説は、信用をもたらすことができる仲介者となり得ると述べている。

米朝首脳会談の延期の原因(5月23日)
米大統領は、会談を6月12日ではなく延期する可能性が高いと述べた。

日米韓の外相が電話で協議(5月22日)
日本の外相は22日、米韓の外相と電話で協議した。
"""
MAYOR = """港松市長 公式ウェブサイト
HOME > 活動報告 > 2007年
1月
2月
8月
市長討論会

8月31日(金)

 大きな行事に立て続けに出席し、ばたばたとした一日となりました。

総領事の表敬

8月29日(水)

 着任した総領事が市役所を訪れ、姉妹都市の交流について意見を交わしました。

インド海軍練習艦の入港

8月20日(月)

 インド海軍の練習艦が入港し、歓迎の式典に出席しました。
"""
HEADLINES = """国際ニュース
日韓、往来で一致 首脳がソウルで会談
共栄通信 2023/5/7 18:20
政府、フィリピンに沿岸レーダー供与へ
時報ドットコム 2023/5/7 12:05
海自とインド海軍、ベンガル湾で訓練
北洋放送 2023/5/6 20:44
"""
MOTTO = """本文へスキップ

海上自衛隊は自由で安全な海を守るため、日々訓練等に取り組んでいます。

日米合同「三笠」研修(H28.3.16)

 平成28年3月16日(水)、地方総監部は、在日米海軍司令部と記念艦の研修を行いました。
"""
CATEGORY = """友好のひろば

2013-05-15 | お知らせ・一般資料

     内閣官房参与が訪朝 関係打開へ接触か

 内閣官房参与が14日、空路平壌入りした。当局者が出迎えており、接触する可能性もある。

2013-05-14 | 投稿

     開城が世界遺産へ=高麗古都、2例目

 高麗王朝の都だった開城市の遺跡地区が、登録される見通しであることが13日分かった。
"""

CLIPPINGS = """海と世界の話題

2019.12.24-NHK NEWS WEB-https://news.example/html/20191224/k100.html
日中韓首脳会議 3か国連携して対応

3か国の首脳会議が開かれ、連携して対応していくとする立場を確認しました。

2019.12.27-南海新聞-https://www.nankai.example/a/20191227.html
中東に護衛艦派遣、閣議決定

政府は27日、中東海域に護衛艦を派遣することを閣議決定した。
首相はイラン大統領に方針を説明した。
"""
STROKES = """以下は通信社が選んだニュース要約の最新リストです。
———-
東京 – 外相は土曜日、ベトナムの外相と電話で会談し、海上警備の協力を続けることで一致した。
来月に対面の会談を調整する。
———-
マニラ – フィリピン政府は、日本が供与する沿岸監視レーダーの1基目が届いたと発表した。
———-
東京 – 日本は来週末に東京でアフリカ開発の閣僚会合を開く。平和構築が主題になる。
"""
BASICS = """ラオス基礎データ
令和3年6月1日
二国間関係
1 政治関係
1973年 国家承認
2013年 大使館開設
4 要人往来
往訪(2000年以降)
2000年8月 | 東田政務次官 |
2012年6月 | 山根副大臣 |
来訪(2000年以降)
2003年5月 | 首相(島サミット) |
2009年5月 | 首相(第5回島サミット) |
"""
COUNTRIES = """週刊 南アジア情勢 2022年10月10日~16日
<インド>
◆印海軍、ブラジルと訓練「IBSAMAR」
 南アの沖で12日まで、3カ国の海軍が訓練を行った。
◆印外相、豪州を訪問
 外相は10日、キャンベラで豪外相と会談し、協力の拡大で一致した。
<パキスタン>
◆米、F-16の維持支援を承認
 米国防省は、F-16の維持にかかわる支援を議会に通知した。
◆日本、洪水被害に緊急無償
 日本政府は11日、緊急無償資金協力を実施すると発表した。
"""

MARKED_HAPPENINGS = """海外派遣をめぐる動き 2004年1月
2004年1月1日
■首相が神社を参拝。就任以来、4回目の参拝となる。
■タイ政府は、駐留の医療部隊を護衛する約30人を派遣する方針を明らかにした。
2004年1月2日
■米軍は、自衛隊が訓練する基地の内部を通信社に公開した。
2004年1月9日
■防衛庁長官が陸上自衛隊先遣隊に派遣命令。
■日本とオランダの外相が電話で協議し、サマワでの協力を確認した。
"""
RELATED = """日米の指揮所演習は1月9日から実施
そらのノート / 2018年1月4日 19時24分
統合幕僚監部は、「日米共同統合演習」を1月9日から2月3日まで実施すると発表しました。
参加部隊は自衛隊の部隊と在日米軍などとなっています。
この記事に関連するニュース
-
まもなく発足! 自衛隊の「運び屋」
乗りものだより / 2024年11月17日 6時12分
-
在日米軍、司令部の移転検討 米紙報道
共栄通信 / 2024年11月15日 10時56分
-
「記念撮影」やっちゃう! カナダ海軍も参加
乗りものだより / 2024年11月8日 17時22分
"""
RELEASE = """統合幕僚監部 報道発表資料
(お知らせ)
28.1. 8
統合幕僚監部
日米共同統合演習(指揮所演習)について
自衛隊は、下記のとおり演習を実施いたします。
記
1
演習の目的
日米共同対処に係る指揮幕僚活動について演練・検証する。
2
実施時期
平成28年1月12日(火)~同年2月2日(火)
3
実施場所
防衛省市ヶ谷地区及び在日米軍横田基地等
"""
FIELDS = """データベース「海と日本」
政治・国際関係データベース
[文書名] 外務大臣演説,日本外交の課題−安全確保に向けて−
[年月日] 2003年8月27日
[出典] 外務省
[全文]
ご列席の皆様、
 私は、昨年3月に、ここで政策スピーチを行う機会を頂きました。
"""
INTERVIEWS = """記者会見
外務大臣会見記録(平成17年10月31日(月曜日)23時10分~於:本省・会見室)
日米同盟
(問)在日米軍の再編について。
(外務大臣)国務長官と電話で話しました。
外務大臣会見記録(平成17年10月28日(金曜日)9時12分~於:官邸)
日韓関係
(問)日韓外相会談についてお聞かせください。
(外務大臣)昨日、韓国の長官と会談を行い、協力を確認しました。
"""
BEFORE = """- 東京の教諭、4回目の逮捕
- 国内最高齢のコウノトリが老衰で死ぬ(2023年3月8日)
- 【速報】損保に改善命令 金融庁が発表(2024年1月25日)
- 神宮の再開発 住民らが提訴(2023年3月1日)
日米豪印の共同訓練始まる 海洋進出を念頭に
日本とアメリカ、インド、オーストラリアの4カ国の枠組みによる共同訓練が始まりました。
今月11日から21日まで、オーストラリアの東側の太平洋で行われています。
"""


def days(found) -> list[tuple[str | None, str | None]]:
    return [(r.item_start, r.item_end) for r in found]


def test_cells_on_lines_of_their_own_are_rows(records) -> None:
    found = records(CELLS)
    assert days(found) == [
        ("2002-01-01", "2002-01-01"),
        ("2002-01-03", "2002-01-12"),
        ("2002-01-06", "2002-01-07"),
        ("2002-01-09", "2002-01-15"),
        ("2002-01-21", "2002-01-22"),
    ]
    assert {r.outlet for r in found} == {None}


def test_a_row_without_a_date_is_of_the_date_above(records) -> None:
    found = records(INDENTED)
    assert len(found) == 6
    assert INDENTED[slice(*found[1].span)].endswith("航空覚書署名")
    assert found[2].item_start == "1972-11-01"


def test_the_introduction_tells_the_year_of_the_rows(records) -> None:
    assert days(records(VISITS)) == [
        ("2019-02-16", "2019-02-16"),
        ("2019-02-18", "2019-02-21"),
        ("2019-02-27", "2019-02-28"),
        ("2019-03-09", "2019-03-09"),
    ]


def test_the_headline_is_below_the_names_of_a_blog(records) -> None:
    [record] = records(BLOG)
    assert record.title == "海自練習艦隊:今年の近海航海・日程発表"
    assert record.published == "2024-03-15T07:00:00+09:00"


def test_the_headline_is_below_the_date_where_the_site_stands_above(records) -> None:
    [record] = records(SITE_ABOVE)
    assert record.title == "日比の両外相、2週で2度目の顔合わせ"
    assert record.published == "2026-04-10"


def test_a_labelled_headline_over_a_byline_is_no_menu(records) -> None:
    [record] = records(ANALYSIS)
    assert record.title == "<焦点>半導体の同志国 枠組みの内実は"


def test_a_headline_that_stands_twice_heads_one_piece(records) -> None:
    assert [r.title for r in records(TWICE)] == [
        "豪首相が来日へ 燃料協力を協議",
        "比大統領、巡視艇を視察",
        "リトアニア議会が国防費を上積み",
    ]


def test_posts_that_tell_news_are_kept_and_replies_are_not(records) -> None:
    found = records(THREAD)
    assert [r.published[:10] for r in found] == ["2021-06-02", "2021-06-04", "2021-06-11"]
    assert THREAD[slice(*found[0].span)].endswith("揚陸艦が参加した。")


def test_replies_to_an_article_make_no_thread_of_news(records) -> None:
    [record] = records(REPLIES)
    assert REPLIES[slice(*record.span)].endswith("委員会を開いた。")


def test_captions_are_the_news_of_a_page_of_pictures(records) -> None:
    [record] = records(PICTURES)
    assert record.published == "2023-09-12"
    assert record.text.text.endswith("小松基地で12日")


def test_pieces_end_with_their_source(records) -> None:
    assert [(r.published, r.outlet) for r in records(SOURCES)] == [
        ("2020-06-29", "北海タイムス"),
        ("2020-09-12", "東都新報"),
        ("2020-11-18", "北海タイムス"),
    ]


def test_days_of_arrival_and_departure_are_one_period(records) -> None:
    assert days(records(PORTS)) == [
        ("2023-06-12", "2023-06-15"),
        ("2023-06-20", "2023-06-23"),
        ("2023-06-27", "2023-07-01"),
    ]


def test_days_with_their_weekdays_are_rows_below_the_month(records) -> None:
    assert days(records(CALENDAR)) == [
        (f"2022-04-{day:02d}", f"2022-04-{day:02d}") for day in (1, 4, 8, 28)
    ]


def test_dates_below_their_texts_head_no_cards(records) -> None:
    found = records(TEASERS)
    assert [(r.published, r.title) for r in found] == [
        ("2018-06-01", "目まぐるしい半島外交、議連も再始動"),
        ("2018-05-27", "南北首脳、板門店で再び会談"),
        ("2018-05-25", "米大統領、首脳会談の中止を発表"),
    ]


def test_a_mark_between_day_and_headline_is_no_part_of_it(records) -> None:
    assert [(r.published, r.title) for r in records(MARKED_DAYS)] == [
        ("2019-08-21", "韓日外相会談、対話継続で一致"),
        ("2019-08-20", "韓中外相が関係強化を議論"),
        ("2019-08-17", "朝中が北京で高位級会談"),
    ]


def test_headlines_closed_by_their_days_head_pieces(records) -> None:
    found = records(CLOSED_DAYS)
    assert [r.title for r in found] == [
        "米朝首脳会談:中国の役割",
        "米朝首脳会談の延期の原因",
        "日米韓の外相が電話で協議",
    ]
    assert found[2].published == "2018-05-22"


def test_headlines_stand_above_days_without_a_year(records) -> None:
    found = records(MAYOR)
    assert [(r.title, r.published) for r in found] == [
        ("市長討論会", "2007-08-31"),
        ("総領事の表敬", "2007-08-29"),
        ("インド海軍練習艦の入港", "2007-08-20"),
    ]


def test_headlines_with_source_and_time_are_reports(records) -> None:
    assert [(r.title, r.outlet, r.published) for r in records(HEADLINES)] == [
        ("日韓、往来で一致 首脳がソウルで会談", "共栄通信", "2023-05-07T18:20:00+09:00"),
        ("政府、フィリピンに沿岸レーダー供与へ", "時報ドットコム", "2023-05-07T12:05:00+09:00"),
        ("海自とインド海軍、ベンガル湾で訓練", "北洋放送", "2023-05-06T20:44:00+09:00"),
    ]


def test_a_motto_at_the_top_is_no_part_of_the_article(records) -> None:
    [record] = records(MOTTO)
    assert record.title == "日米合同「三笠」研修(H28.3.16)"
    assert "日々訓練" not in record.text.text


def test_a_category_may_stand_behind_the_date_of_a_post(records) -> None:
    assert [(r.published, r.title) for r in records(CATEGORY)] == [
        ("2013-05-15", "内閣官房参与が訪朝 関係打開へ接触か"),
        ("2013-05-14", "開城が世界遺産へ=高麗古都、2例目"),
    ]


def test_a_clipping_is_headed_by_day_outlet_and_address(records) -> None:
    found = records(CLIPPINGS)
    assert [(r.published, r.outlet, r.title) for r in found] == [
        ("2019-12-24", "NHK NEWS WEB", "日中韓首脳会議 3か国連携して対応"),
        ("2019-12-27", "南海新聞", "中東に護衛艦派遣、閣議決定"),
    ]
    assert found[1].url == "https://www.nankai.example/a/20191227.html"


def test_lines_of_strokes_part_pieces(records) -> None:
    found = records(STROKES)
    assert [STROKES[slice(*r.span)][:4] for r in found] == ["東京 –", "マニラ ", "東京 –"]
    assert [r.title for r in found] == [None] * 3


def test_headings_between_rows_are_no_part_of_them(records) -> None:
    found = records(BASICS)
    assert [r.item_start for r in found] == [
        "1973-01-01",
        "2013-01-01",
        "2000-08-01",
        "2012-06-01",
        "2003-05-01",
        "2009-05-01",
    ]
    assert BASICS[slice(*found[1].span)] == "2013年 大使館開設"


def test_countries_in_brackets_head_groups_of_pieces(records) -> None:
    found = records(COUNTRIES)
    assert len(found) == 4
    assert COUNTRIES[slice(*found[1].span)].endswith("協力の拡大で一致した。")


def test_each_marked_line_below_a_day_is_a_happening(records) -> None:
    found = records(MARKED_HAPPENINGS)
    first, second, third = ("2004-01-01",) * 2, ("2004-01-02",) * 2, ("2004-01-09",) * 2
    assert days(found) == [first, first, second, third, third]
    assert {r.published for r in found} == {None}


def test_dated_links_below_an_article_are_no_items(records) -> None:
    [record] = records(RELATED)
    assert record.title == "日米の指揮所演習は1月9日から実施"
    assert record.published == "2018-01-04T19:24:00+09:00"


def test_a_release_counts_its_years_in_the_era_of_its_text(records) -> None:
    [record] = records(RELEASE)
    assert record.title == "日米共同統合演習(指揮所演習)について"
    assert record.published == "2016-01-08"
    assert record.text.text.endswith("横田基地等")


def test_fields_name_headline_day_and_source(records) -> None:
    [record] = records(FIELDS)
    assert record.title == "外務大臣演説,日本外交の課題−安全確保に向けて−"
    assert (record.published, record.outlet) == ("2003-08-27", "外務省")


def test_a_title_holds_its_day_in_brackets(records) -> None:
    assert [r.published for r in records(INTERVIEWS)] == [
        "2005-10-31T23:10:00+09:00",
        "2005-10-28T09:12:00+09:00",
    ]
    assert records(INTERVIEWS)[1].title.startswith("外務大臣会見記録(平成17年10月28日")


def test_links_above_an_article_tell_neither_title_nor_day(records) -> None:
    [record] = records(BEFORE)
    assert record.title == "日米豪印の共同訓練始まる 海洋進出を念頭に"
    assert record.published is None
