"""Parties that a sentence names together: 両首脳, 各国首脳, 3カ国."""

from __future__ import annotations

import unicodedata

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import AND
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.shared import strong
from pipeline.stages.events.triggers import Trigger

# 中国とアフリカ53カ国による会議: the other side has no code, but it is not home.
NAMELESS = deferred(
    r"(?:アフリカ|中央アジア|東南アジア|太平洋|島嶼|島しょ|欧州|東欧|北欧|中東|湾岸|アラブ|イスラム|中南米|カリブ|西側"
    r"|途上|周辺|近隣|関係|友好|有志|同志)(?:の)?(?:諸国|各国|[0-9０-９]+(?:[かカヵケヶ箇]国|国))"
)
# 豪州とは, フィリピンには, 海軍とともに: what other particles mark is no subject.
SUBJECT_MARK = deferred(r"[^。、「」をに]{0,8}?(?<![とにでへ]|から)(?:は(?!じめ)|が|も(?!交え))")
_EACH_HOST = deferred(
    r"(?:(?<![A-ZＡ-Ｚァ-ヶー一-龠])各国|(?:参加|加盟|関係|周辺|出席)(?:各)?国|(?:両|[2-6２-６二三四五六]|[0-9０-９]{1,2}(?=[か・カ]))[かカヵケヶ箇]?国(?:・地域)?|それぞれの国|訪問国|訪問先|(?:他|ほか)の(?:国)?)"
    r"(?:の|では?、?|において、?)?(?:それぞれ)?"
    r"(?:首脳|外相|国防相|大統領|首相|要人|指導者|政府|高官|閣僚|カウンターパート|(?:航空|税関|警察|規制|防災|司法|漁業|通商)?当局)[^。、]{0,8}と"
)
# 5カ国の軍幹部は、…: who is meant by number.
_MANY = deferred(
    r"[\s　]*(?:また|一方|これら(?:の)?|この|同)?、?(?P<number>[3-9３-９三四五六七八九])"
    r"[かカヵケヶ箇]国(?:(?:の)?(?:首脳|外相|国防相|軍|軍幹部|閣僚|代表|政府|部隊|当局者?|指導者"
    r"|大統領|首相))?(?:ら|たち)?(?:は|が)"
)
# Who takes part in an exercise, told again: 各国の部隊と訓練する.
_WITH_ALL = deferred(
    r"(?<![A-ZＡ-Ｚァ-ヶー一-龠])(?:参加)?(?:各国|[3-9３-９三四五六七八][かカヵケヶ箇]国)"
    r"(?:の?(?:部隊|海軍|空軍|陸軍|軍|艦艇|各艦))?と(?!も?の?間)"
)
_SEVERAL = 3
_OFFICES = deferred(r"両(?:首脳|外相|防衛相|国防相|首相|大臣|長官|閣僚|相)")
_TWO = 2
# 関係国との調整, 島しょ国との会合: others whom no code stands for.
_WITH_OTHERS = deferred(
    r"(?:各国|関係(?:各)?国|諸国|他国|外国|島[嶼し]ょ?国|[友同][好志盟]国|周辺国|近隣国)"
    r"(?:軍|政府|海軍|当局|警察|機関|駐日大使|在京大使|大使|代表|部隊)?(?:等|など|ら)?と(?!し|い|な)"
    r"|と(?:他国|外国|各国)(?:軍|部隊|海軍|政府)の"
)
_NUMBER = deferred(r"([3-6３-６三四五六])\s?(?:[かカヵケヶ箇]国|首脳|閣僚|者(?!択))")


def all_together(trigger: Trigger, clauses: Clauses, context: RecordContext) -> tuple[str, ...]:
    """Whom a subject such as 両首脳 or 4閣僚 means: all the parties of the act told before.

    両大臣 are those who met, whatever was told since of whom they help. Empty for none.
    """
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    for start in dict.fromkeys((segment.start, clauses.sentence.span.start)):
        for match in context.rules.together.finditer(text, start, trigger.span.start):
            after = text[match.end() : match.end() + 14]
            own = any(
                a.codes and len(a.codes) > 1 and a.span.start <= match.start() < a.span.end
                for a in context.within(clauses.sentence.span)
            )
            if own and match.group().startswith(("両", "双")):
                continue  # 日英両国 names its own two
            if match.start() - start <= 24 and SUBJECT_MARK.match(after):
                met = len(context.met) == _TWO and _OFFICES.match(match.group())
                meant = context.met if met else context.parties
                if len(meant) < _TWO or not _fits_number(match.group(), len(meant)):
                    return ()
                named = strong(context, Span(start, match.start()))
                return () if any(set(a.codes) - set(meant) for a in named) else meant
    return ()


def numbered(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[str]:
    """5カ国の軍幹部は…話し合う: the states of the last list of as many, as a subject names them.

    Empty where the parties of the act told before are as many, or no list is.
    """
    text = context.record.text.text
    start = clauses.sentence.span.start
    match = _MANY.match(text, start, trigger.span.start)
    if match is None:
        return []
    number = int(unicodedata.numeric(match["number"]))
    if len(context.parties) == number or strong(context, Span(start, match.end())):
        return []
    run: list[str] = []
    last = start
    for actor in context.before(start):
        states = [c for c in actor.codes if context.rules.is_state(c)]
        if not states or len(states) != len(actor.codes):
            continue
        linked = run and AND.fullmatch(text[actor.span.end : last])
        if not linked:
            if len(run) == number:
                break
            run = []
        run = list(dict.fromkeys([*states, *run]))
        last = actor.span.start
    return run if len(run) == number else []


def both_alone(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[str]:
    """両首脳は米国製兵器の導入で合意した: the pair told before, where nobody else gets anything."""
    if len(context.parties) != 2 or not all_together(trigger, clauses, context):
        return []
    named = strong(context, clauses.segment(trigger.span.start))
    others = {c for a in named for c in a.codes} - set(context.parties)
    return [] if others else list(context.parties)


def with_each(trigger: Trigger, clauses: Clauses, context: RecordContext) -> bool:
    """Whether the act is with each of several whom its clause does not name: 各国首脳と会談."""
    segment = clauses.segment(trigger.span.start)
    text = context.record.text.text
    span = segment.start, trigger.span.start
    return bool(_EACH_HOST.search(text, *span) or _WITH_OTHERS.search(text, *span))


def with_each_host(
    members: list[Participant], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """3カ国を歴訪し、各国首脳と会談する: with all the hosts of the tour told before.

    In the sentence after it too: …の3カ国を訪問する。訪問先の首脳と会談する。
    """
    position, codes = context.told
    text, span = context.record.text.text, clauses.sentence.span
    have = {p.code for p in members}
    near = 0 <= position < trigger.span.start and text.count("。", position, span.start) <= 1
    if len(codes) < 3 or not near or not have <= set(codes):
        return members
    if not with_each(trigger, clauses, context):
        return members
    return [Participant(code) for code in codes]


def with_all_of_them(
    trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """5カ国の訓練を行う。…19日からは各国と訓練する: with all who train in the exercise told before.

    Nobody where the clause names a partner of its own, or no exercise of three was told.
    """
    if trigger.rule.type != "exercise" or len(context.drilled) < _SEVERAL:
        return []
    text, segment = context.record.text.text, clauses.segment(trigger.span.start)
    if not _WITH_ALL.search(text, segment.start, trigger.span.start):
        return []
    named = strong(context, Span(segment.start, trigger.span.end))
    known = all(set(a.codes) <= set(context.drilled) for a in named)
    return [Participant(code) for code in context.drilled] if known else []


def _fits_number(words: str, parties: int) -> bool:
    """両国 are two; 3者 are three; 4閣僚 of two sides may be two or four."""
    number = int(unicodedata.numeric(words[0], 0))
    if number > 2:
        return parties == number or ("閣僚" in words and parties * 2 == number)
    return parties == 2


def up_to_number(
    members: list[Participant], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """日英伊… 3カ国: bring the parties up to the number that the clause tells."""
    segment = clauses.segment(trigger.span.start)
    match = _NUMBER.search(context.record.text.text, segment.start, segment.end)
    if match is None:
        return members
    number = int(unicodedata.numeric(match.group(1)))
    have = {p.code for p in members}
    if not 3 <= number <= 6 or len(have) >= number:
        return members
    if not all(context.rules.is_state(code) for code in have):
        return members  # 旧ソ連6カ国でつくるCSTO: the body stands for its members
    pools = [context.parties]
    pools += [a.codes for a in context.before(trigger.span.end) if len(a.codes) == number]
    pools.append(context.dominant)
    for pool in pools:
        union = list(dict.fromkeys([*(p.code for p in members), *pool]))
        if len(union) >= number and (have <= set(pool) or len(union) == number):
            return members + [Participant(c) for c in union[:number] if c not in have]
    return members
