"""Lists of news in many makes: each piece is a record, whatever parts it from the next."""

from __future__ import annotations

from itertools import product

import pytest

HEADS = [
    "海自護衛艦、ベトナムのカムランに入港",
    "日英、次期戦闘機の共同開発で合意",
    "外相がラオス外相と電話会談",
    "フィリピン沿岸警備隊に巡視船を供与へ",
]
TEXTS = [
    "海上自衛隊の護衛艦がベトナム中部の港に入港した。乗員は現地の海軍と交流する。",
    "両国の防衛相がロンドンで会談し、2035年の配備を目指すことで一致した。",
    "外相は地域情勢について意見を交わし、協力を続けることを確認した。",
    "政府は円借款を通じて大型の巡視船を供与する方針を固めた。両政府が調印式を開く。",
]
OUTLETS = ["共同通信", "読売新聞", "時事通信", "NHK"]
DAYS = ["2021年12月20日", "2021年11月18日", "2021年10月16日", "2021年9月14日"]
DOTS = ["2021.12.20", "2021.11.18", "2021.10.16", "2021.09.14"]
ISO = ["2021-12-20", "2021-11-18", "2021-10-16", "2021-09-14"]
DATED = {
    "date, headline": lambda i: [DOTS[i], HEADS[i], TEXTS[i]],
    "date and outlet": lambda i: [f"{DOTS[i]} {OUTLETS[i]}", HEADS[i], TEXTS[i]],
    "date, outlet": lambda i: [DAYS[i], OUTLETS[i], HEADS[i], TEXTS[i]],
    "headline, date": lambda i: [HEADS[i], DAYS[i], TEXTS[i]],
    "headline, date and time": lambda i: [HEADS[i], f"{DOTS[i]} 10:2{i}", TEXTS[i]],
    "headline, outlet in brackets": lambda i: [HEADS[i], f"({OUTLETS[i]} {DAYS[i]})", TEXTS[i]],
    "headline, outlet": lambda i: [HEADS[i], f"{OUTLETS[i]} {DOTS[i]}", TEXTS[i]],
    "date below": lambda i: [HEADS[i], TEXTS[i], f"({DAYS[i]})"],
    "outlet and date below": lambda i: [HEADS[i], TEXTS[i], f"({OUTLETS[i]} {DAYS[i]})"],
    "date beside headline": lambda i: [f"{DOTS[i]} {HEADS[i]}", TEXTS[i]],
    "marked headline, date": lambda i: [f"■{HEADS[i]}", DAYS[i], TEXTS[i]],
    "headline closed by its date": lambda i: [f"{HEADS[i]}({DAYS[i]})", TEXTS[i]],
    "timeline": lambda i: [f"海の便り @umi_tayori · {DAYS[i]}", TEXTS[i]],
    "board": lambda i: [f"No.{120 - i} 投稿者:北風 投稿日:{DOTS[i]} 12:3{i}", TEXTS[i]],
}
UNDATED = {
    "marked": lambda i: [f"◆{HEADS[i]}", TEXTS[i]],
    "marked, two paragraphs": lambda i: [f"●{HEADS[i]}", TEXTS[i], TEXTS[i - 1]],
    "bracketed": lambda i: [f"【{HEADS[i]}】", TEXTS[i]],
    "numbered": lambda i: [f"{i + 1}. {HEADS[i]}", TEXTS[i]],
    "plain": lambda i: [HEADS[i], TEXTS[i]],
}
TITLES = ["今週の安全保障ニュース・ダイジェスト", "防衛関係の報道", "東アジアの海"]


def page(title: str, form, gap: bool) -> tuple[str, list[str]]:
    pieces = ["\n".join(form(i)) for i in range(len(HEADS))]
    parted = ("\n\n" if gap else "\n").join(pieces)
    lines = ["くらしと海の情報館", "ホーム | ニュース | 資料 | リンク", title, parted]
    return "\n".join([*lines, "", "前のページ | 次のページ", "お問い合わせ"]), pieces


@pytest.mark.parametrize(("form", "title", "gap"), product(DATED, TITLES, [False, True]))
def test_dated_pieces(records, form: str, title: str, gap: bool) -> None:
    text, pieces = page(title, DATED[form], gap)
    found = records(text)
    assert [text[slice(*record.span)] for record in found] == pieces
    assert [(record.published or "")[:10] for record in found] == ISO
    if "outlet" in form:
        assert [record.outlet for record in found] == OUTLETS
    if form not in {"timeline", "board"}:
        assert [record.title for record in found] == HEADS


@pytest.mark.parametrize(("form", "title", "gap"), product(UNDATED, TITLES, [False, True]))
def test_undated_pieces(records, form: str, title: str, gap: bool) -> None:
    text, pieces = page(title, UNDATED[form], gap)
    found = records(text)
    assert [text[slice(*record.span)] for record in found] == pieces
    assert [record.published for record in found] == [None] * len(pieces)
    assert all(head in (record.title or "") for head, record in zip(HEADS, found, strict=True))
