"""How firmly a named country, force or person takes part in what is told."""

from __future__ import annotations

from itertools import pairwise

import regex

from pipeline.model import Mention
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import AND, Actor, Strength
from pipeline.stages.events.home import PLACES
from pipeline.stages.events.rules import EventRules

_OPENING = frozenset("【[(〔［（")
_QUOTES = frozenset("「」『』“”")
_STRONG = frozenset(
    {"office", "person", "force", "ministry", "countries", "ship", "demonym", "soldiers", "posted"}
)
_BODY_NOUN = (
    r"首相|大統領|外相|国防相|防衛相|大臣|長官|大使|司令官|参謀|軍|艦|機(?!関)|船|隊|一行|(?:一|代表|使節|訪問|視察|調査|議員|楽|顧問|医療|派遣)団|要員|職員|"
    r"政府|当局|センター(?=[とにへがは])|機構|省|庁|警察|将兵|学生|留学生|高官|閣僚|首脳|議員|議長|トップ|制服組|幹部|実務者|関係者|局長|補佐官"
)
# What follows a bare country name when it acts: a particle, a shared office, a list.
_ACTS = deferred(
    r"(?:両(?:国|政府|首脳|軍|氏|外相|防衛相|国防相|首相|海軍|空軍|陸軍|者|隊)"
    r"|(?:など)?[0-9０-９一二三四五六七八九十数]+(?:[かカヵケヶか箇]国|国|者)"
    r"|各国|側(?!近|面)|政府|当局|外務|国防|防衛|軍|海軍|空軍|陸軍|海兵隊|沿岸警備隊|大統領府|議会|首脳"
    r"|の(?:主催|共催)|など"
    r"|のほか|の他|は|が|も|と|、|や|および|及び|並びに|・|へ|に|を|から|[\s　]|$"
    rf"|の?[^。、の】]{{0,10}}?(?:{_BODY_NOUN}))"
)
_AT = deferred(
    r"(?:国内|領内|沖|近海|周辺|各地|本土|南部|北部|東部|西部)?"
    r"(?!と?の?間|の(?:主催|共催|仲介|要請|提案|協力|招))[^。、はがを]{0,3}?"
    r"(?:で(?!は?な)|にて|において|での)"
)
# 日米韓のミサイル警戒データ: what several share about missiles is theirs.
_WARNING = deferred(r"の?(?:弾道)?ミサイル(?:発射)?(?:警戒|警報|防衛|情報|探知)")
# カンボジアを訪れている首相: where the talks are, not who takes part in them.
_VISITED = deferred(
    r"を(?:公式に?|国賓として|非公式に?)?(?:訪問中の|訪れて(?:いる|いた)(?=[^。、]{2})"
    r"|訪問して(?:いる|いた)(?=[^。、]{2})|(?:訪れた|訪問した)(?!際|時|後|の|こと|ため|うえ|上|。|、))"
)
# ホワイトハウスで会談した: an organ's house.
_VENUE = deferred(r"(?:内|本省|本庁|庁舎|本部|本館)?(?:で(?![はの]|も)|にて|において)")
# 官邸に首相を迎え: whose house it is, the subject tells.
_RECEIVED_AT = deferred(r"(?:内)?[にへ](?=[^。]{0,40}?(?:迎え|招[いき]|訪ね|訪れ))")
_HOUSE = deferred(r"(?:官邸|公邸|迎賓館|大統領府|首相府|総統府)")
# タイのドーン、ラオスのサルムサイ両外相: the office told last is that of all.
_SHARES_OFFICE = deferred(
    r"(?:の[^。、はがをにの]{1,16}(?:、|と|および|及び)[^。、はがをにの]{2,12}){1,4}の[^。、はがをにの]{1,16}?"
    rf"(?:両|各|[3-9３-９三四五六]|の[0-9０-９三四五六][カか]国)(?:{_BODY_NOUN}|氏|者)"
)
# G7外相会合のため: the group names an occasion and acts in it, not in what else is told.
_OCCASION = deferred(
    r"[^。、はがをにと]{0,12}?(?:会合|会議|サミット|総会|シンポジウム|フォーラム|議長国|本部|大使)"
    # APECの折に中国と: what else happens there is of those named with it.
    r"|(?:期間中|開催中)?の(?:折|際|機会|合間|傍ら)(?:に|、)"
)
# 【シンガポール共同】: where the report was sent from.
_SENT_FROM = deferred(
    r"[^】\]］)）。]{0,14}(?:共同|時事|ロイター|聯合|新華|タス|中央社|AFP|ＡＦＰ|CNN|ＣＮＮ|BBC|AP|ＡＰ"
    r"|通信|記者|支局|特派員)"
    r"[^】\]］)）。、]{0,10}[】\]］)）]"
)
_TALKED_OF = deferred(r"や|・|、|及び|および")


def strength_of(
    mention: Mention,
    codes: tuple[str, ...],
    text: str,
    following: Mention | None,
    rules: EventRules,
) -> Strength:
    """How firmly a mention takes part in what is told: see ``Strength``.

    ``following`` is the mention after it: フィンランドの|オルポ首相 act as one.
    """
    after = _what_follows(mention, text)
    before = text[max(0, mention.span.start - 4) : mention.span.start]
    if not codes:
        return "weak" if mention.kind == "pronoun" else "place"
    if before[-1:] in _OPENING and _SENT_FROM.match(after):
        return "place"
    if mention.kind == "pronoun":
        return "place" if _AT.match(after) or after.startswith("の") else "strong"
    if rules.bystander_before.search(before) or rules.bystander_name.match(mention.text):
        return "bystander"
    if mention.kind in PLACES:
        return "place"
    shared = len(codes) > 1 and _WARNING.match(after)
    if not shared and rules.bystander_after.match(after):
        return "bystander"
    states = all(rules.is_state(c) for c in codes)
    chairs = mention.text.endswith("議長国") and after.startswith("を務め")
    if (mention.kind == "organisation" or not states) and (chairs or _OCCASION.match(after)):
        return "occasion"
    if mention.kind == "country" and (named := _named_with(mention, text, after)):
        return named
    if mention.kind in _STRONG:
        return "place" if mention.kind == "ministry" and _is_venue(mention, after) else "strong"
    if (
        following is not None
        and text[mention.span.end : following.span.start] in {"", "の", "・"}
        and set(following.codes) & set(codes)
    ):
        return "place" if following.kind in PLACES else "strong"
    if _AT.match(after) or (following is not None and _in_place(mention, following, text)):
        return "place"
    return "strong" if _ACTS.match(after) else "weak"


def _named_with(mention: Mention, text: str, after: str) -> Strength | None:
    """A country that somebody visits, or whose official shares the office told later."""
    if _VISITED.match(after):
        return "place"
    return "strong" if _SHARES_OFFICE.match(text, mention.span.end) else None


def _is_venue(mention: Mention, after: str) -> bool:
    """Whether an organ is the house where something takes place or guests are received."""
    house = _HOUSE.fullmatch(mention.text) is not None
    return _VENUE.match(after) is not None or (house and _RECEIVED_AT.match(after) is not None)


def _what_follows(mention: Mention, text: str) -> str:
    """The text behind a name, and behind the quotes of a body's name: 「OPECプラス」は."""
    start, end = mention.span
    quoted = text[max(0, start - 1) : start] in _QUOTES and text[end : end + 1] in _QUOTES
    acts = mention.kind == "organisation" and text[end + 1 : end + 2] in {"は", "が"}
    end += quoted and acts
    return text[end : end + 24]


def _in_place(mention: Mention, following: Mention, text: str) -> bool:
    """ドイツの首都ベルリン, 中国・瀋陽: the country only says where the place lies."""
    between = text[mention.span.end : following.span.start]
    return (
        following.kind in PLACES
        and bool(set(following.codes) & set(mention.codes))
        and regex.fullmatch(r"・|の[^。、はがを]{0,5}", between) is not None
    )


def promote_lists(actors: list[Actor], text: str) -> None:
    """日本、米国、韓国の…: in a list that acts, every name acts.

    So do names that a page ran together (ポーランドハンガリーの首脳); and in a list that is
    only talked about (ウクライナやポーランドと国境を接する) none does.
    """
    pairs = list(pairwise(actors))
    for one, other in reversed(pairs):
        listed = other.strength == "bystander" and one.mention.kind == "country"
        if listed and _TALKED_OF.fullmatch(text[one.span.end : other.span.start]):
            one.strength = "bystander"
    for one, other in pairs:
        # (ILO、UNDP)の代表: the office is theirs
        shared = other.mention.kind == "office" and set(one.codes) & set(other.codes)
        if shared and text[one.span.end : other.span.start] in {")の", "）の"}:
            one.strength = other.strength
    for one, other in [*pairs, *reversed(pairs)]:
        between = text[one.span.end : other.span.start]
        states = {one.mention.kind, other.mention.kind} <= {"country", "countries"}
        if not (AND.fullmatch(between) or (states and not between.strip())):
            continue
        pair = {one.strength, other.strength}
        if pair == {"strong", "weak"} and one.codes and other.codes:
            one.strength = other.strength = "strong"
