"""Pieces that each name whose report they retell, in the same place."""

from __future__ import annotations

OPENED = """湾岸の朝刊から

【マスカット日報】オマーン外相、イランの次官を迎え、海峡の安全を協議した。
【ドーハの窓】カタールとトルコ、共同司令部の要員の交代を終えたと発表した。
【湾岸週報】サウジとイラク、国境の検問所を再び開くことで合意した。
"""
DATED = """黒海の情報 まとめ 2021年

【アンカラ通信 6月4日】トルコの国防相がキーウを訪れ、無人機の共同生産を話し合った。
【ドナウ日報 6月9日】ルーマニアとブルガリア、掃海の共同部隊を置くことで合意した。
【オデーサ新報 7月2日】多国間演習「シーブリーズ」に32か国が加わったと発表した。
"""
CLOSED = """東欧の報道から(2007年3月)

リトアニア、隣国と電力網の接続を協議。年内に調査を終える。――「ビリニュス報知」

ラトビアと米国、基地の使用の細則に署名。演習は来月から。――「リガの声」

エストニア、アフガニスタンの部隊を延長すると決定。――「バルト週報」
"""
CARDS = """海の守りをめぐる話題
巡視船の供与はどこまで広がるか、手元の記事を並べてみた。

南海経済新報
大型巡視船、スリランカへ2隻目
沿岸警備隊は5日、無償資金協力の巡視船の就役式を開いた。

北岬放送
首相、マーシャル大統領と会談
両首脳は監視の協力を進めることで一致した。

島しょ日日
ソロモンの港に救難艇の基地
両国は基地の整備で覚書に署名した。

並べると、南へ広がるのがわかる。
"""
RELEASE = """【概要】両国は会談を行い、海の安全のための協力を進めることで一致した。
【背景】両国は2015年に覚書に署名し、毎年協議を重ねてきたところである。
【今後】来年は東京で会談を行い、協力の計画をまとめることとしている。
"""
HEADLINES = (
    "切り抜き帳 2013年6月の見出しから\n"
    "▽潜水艦の救難、豪とも調整(6.4・岬新聞) ▽日印の協定、月内にも署名か(6.9・東岸日報) "
    "▽ダーウィンに海兵隊の第2陣(6.21・港湾タイムス) ▽支援国が会合(6.30・東岸日報)\n"
)


def test_the_source_opens_each_text(records) -> None:
    found = records(OPENED)
    assert [r.outlet for r in found] == ["マスカット日報", "ドーハの窓", "湾岸週報"]


def test_the_source_and_its_day_open_each_text(records) -> None:
    found = records(DATED)
    assert [(r.outlet, r.published) for r in found] == [
        ("アンカラ通信", "2021-06-04"),
        ("ドナウ日報", "2021-06-09"),
        ("オデーサ新報", "2021-07-02"),
    ]


def test_the_source_closes_each_text(records) -> None:
    assert [r.outlet for r in records(CLOSED)] == ["ビリニュス報知", "リガの声", "バルト週報"]


def test_sources_above_headlines_are_those_of_cards(records) -> None:
    article, *cards = records(CARDS)
    assert article.title == "海の守りをめぐる話題"
    assert "わかる。" in article.text.text
    assert "救難艇" not in article.text.text
    assert [(c.outlet, c.title) for c in cards] == [
        ("南海経済新報", "大型巡視船、スリランカへ2隻目"),
        ("北岬放送", "首相、マーシャル大統領と会談"),
        ("島しょ日日", "ソロモンの港に救難艇の基地"),
    ]


def test_the_parts_of_a_paper_have_no_sources(records) -> None:
    assert len(records(RELEASE)) == 1


def test_headlines_with_their_sources_on_one_line(records) -> None:
    found = records(HEADLINES)
    assert [(r.title, r.outlet, r.published) for r in found][:2] == [
        ("潜水艦の救難、豪とも調整", "岬新聞", "2013-06-04"),
        ("日印の協定、月内にも署名か", "東岸日報", "2013-06-09"),
    ]
    assert len(found) == 4
