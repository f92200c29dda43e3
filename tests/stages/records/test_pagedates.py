"""The page's own date, and the days and outlets that pieces of a digest give."""

from __future__ import annotations

DIGEST = """太洋総合戦略研究所
月例ダイジェスト 2024年6月号
公開情報をもとにまとめたものです。

【1】 独空軍、日本で初の共同訓練へ
ドイツ空軍の戦闘機が7月19日から千歳基地に展開し、航空自衛隊と訓練する。
(北都新聞、6月4日)

【2】 オランダのフリゲート、長崎へ
東シナ海で国連制裁の履行を見張った後、11日に長崎港に姿を見せた。
(港湾日報、6月12日)

【3】 日・EU、安保対話を新設か
文書を年内にまとめる方向で、日本とEUが詰めの作業に入った。
(経世通信、12月28日)
"""


def test_notes_of_source_give_outlet_and_day(records) -> None:
    found = records(DIGEST)
    assert [(r.title, r.outlet, r.published) for r in found] == [
        ("独空軍、日本で初の共同訓練へ", "北都新聞", "2024-06-04"),
        ("オランダのフリゲート、長崎へ", "港湾日報", "2024-06-12"),
        ("日・EU、安保対話を新設か", "経世通信", "2023-12-28"),
    ]


def test_a_note_behind_the_headline_is_no_part_of_it(records) -> None:
    text = """国際短信集(週刊)
第812号 2025年8月22日(金) 発行:記者クラブ

◆ケニア警察、ハイチへ追加要員を派遣(ネーション紙、8月19日)
ケニアは18日、警察官230人をハイチの首都に送り込んだ。ミッションには他国も要員を出している。

◆西アフリカ待機軍構想、国防相が協議へ(プレミアム・タイムズ、8月20日)
西アフリカ諸国経済共同体の国防相会合が今週末、ナイジェリアのアブジャで開かれる。
"""
    first, second = records(text)
    assert (first.title, first.outlet) == (
        "ケニア警察、ハイチへ追加要員を派遣",
        "ネーション紙",
    )
    assert [first.published, second.published] == ["2025-08-19", "2025-08-20"]


def test_places_beside_days_are_no_outlets(records) -> None:
    text = (
        DIGEST.replace("北都新聞", "千歳").replace("港湾日報", "長崎").replace("経世通信", "東京")
    )
    assert {r.outlet for r in records(text)} == {"太洋総合戦略研究所"}


def test_a_digest_has_the_date_above_it(records) -> None:
    text = """中部経済タイムス
マーケット 企業 国際短信 オピニオン 人事
国際短信 2025年5月13日(火)朝刊から

トルコ大統領、プーチン氏と電話 停戦協議の場を提供へ
エルドアン大統領は11日、ロシアのプーチン大統領と電話で話し、協議を受け入れる用意があると伝えた。

印パ、銃声やんで3日目 軍の当局者がホットラインで
軍作戦局長が12日、ホットラインを通じて話し合い、越境しての発砲をしないことを確かめた。

台湾の頼総統、中南米訪問は「検討していない」
総統府の報道官は12日の記者会見で、現時点で外遊の予定はないと語った。
"""
    assert {r.published for r in records(text)} == {"2025-05-13"}


def test_a_chronology_has_the_day_of_its_foot_but_not_that_of_a_row(records) -> None:
    rows = """日越関係のあゆみ
2019年6月14日 防衛相が会談し、協力の覚書に署名した。
2020年10月19日 首相が訪越し、装備移転協定で実質合意した。
2021年9月11日 装備移転協定に署名した。
"""
    assert {r.published for r in records(rows)} == {None}
    assert {r.published for r in records(rows + "\n最終更新:2025年1月8日\n")} == {"2025-01-08"}


def test_an_article_has_the_day_its_list_holds(records) -> None:
    text = """第213回国会議案一覧
議案名から経過を参照できます。(令和6年6月21日現在)
協定は本院で可決承認され、政府は署名に向けて法的な点検を終えたと説明している。
"""
    assert records(text)[0].published == "2024-06-21"


def test_the_day_of_an_event_is_not_that_of_publication(records) -> None:
    text = """報道発表資料
7.9.18
海上協同活動の実施について
自衛隊は、下記のとおり、米軍及び豪軍と海上協同活動を実施しましたので、お知らせします。
1 目的
関係国との相互運用性の向上
2 実施日
令和7年9月16日(火)
3 海域
南シナ海(フィリピンの排他的経済水域内)
4 参加部隊
(1)海上自衛隊 護衛艦「たかなみ」
"""
    assert records(text)[0].published == "2025-09-18"
    undated = text.replace("7.9.18\n", "")
    assert records(undated)[0].published is None


def test_the_day_of_publication_goes_before_that_of_a_revision(records) -> None:
    text = """日豪の外相が電話会談、協力を確認
更新:2024年7月15日 9:00
公開:2024年7月14日 18:00
両外相は14日、電話で会談し、安全保障での協力を続けることで一致した。
"""
    assert records(text)[0].published == "2024-07-14T18:00:00+09:00"


def test_days_of_other_countries_notations(records) -> None:
    for written in ("16.10.2025 09:41", "Oct 16th, 2025", "16-Oct-2025", "10月16日 木曜日 2025年"):
        text = f"""米国製兵器の購入枠組み、参加は16か国超に
{written}

加盟国の国防相会合が15日に開かれ、事務総長は会見で枠組みに加わる国が増えたと述べた。
"""
        assert (records(text)[0].published or "")[:10] == "2025-10-16", written
