"""What a clause of a row of acts takes from the predicate that it leans on.

会談し、協定に署名する予定だ: the plan is both acts'. 会談し、署名することで一致した: what is
agreed is the second act's alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.rulefiles import deferred
from pipeline.stages.events.chunks import Chunk
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.triggers import Trigger

# Nouns that carry the modality of the clause before them on to the predicate after them.
MODAL_NOUN = deferred(
    r"^(?:こと|方針|方向|予定|計画|意向|意欲|考え|見通し|見込み|運び|段取り|手はず|日程|構え|つもり|はず|よう|の[がはを]|もの|可能性|調整|協議|検討|準備|交渉|作業|提案|希望|期待|呼び?[かが掛]け|申し出|誘い|打診|意思|決意|構想|案|事業|取り組み|取組|プロジェクト|プログラム|段階|件に|話[がをもに])"
)
# What ends an act of a row as a chunk of its own: 出席する|ほか、 出席した|後、
_AND_THEN = deferred(r"(?:ほか|他|後|あと|のち|うえ|上|一方)(?:に|で|は)?、")
# What talks agree on or tell each other of: …する|方針で|一致した, …する|考えを|伝えた.
_SETTLED = deferred(r"(?:方針|方向|考え|認識|意向|計画)で")
_AGREED = deferred(r"(?:意見が)?(?:一致|合意|足並み|折り合|了解)")
_CONCLUDED = deferred(
    r"(?:意見が|改めて)?(?:一致|合意|確認|申し合わせ|申合せ|足並み|折り合|了解|約束)"
)
_STATED = deferred(r"(?:方針|考え|意向|計画|意思|決意|姿勢)(?:など|について)?[をも]")
_SPOKEN = deferred(r"(?:改めて)?(?:伝え|示し|説明|述べ|表明|強調|打ち出|伝達|申し入れ|申し伝え)")
# こと and its like hold the content of what is agreed; 方針 and its like plan the whole.
_CONTENT_NOUN = deferred(r"^(?:こと|よう|もの|旨|点|の[がはを])")
_PLAN_NOUN = deferred(
    r"^[^。、]{0,8}?(?:調整|方針|意向|考え|予定|計画|見通し|方向|日程|意欲|段取り|手はず)(?:に|を|で|が|だ)"
)
# A predicate that only says that what its clause tells is planned: …に臨む|予定である.
_BARE_PLAN = deferred(
    r"(?:予定|方針|見通し|見込み|計画|運び|方向|意向|考え|構え)(?![^。、]{0,4}通り)"
)
# Verbs that have become particles: a topic's or ground's words, no predicate of the act.
PARTICLE_VERB = deferred(
    r"(?:に(?:つい|関し|対し|向け|む|際し|おい|伴|応じ|加え|先立|沿っ|基づ|よ[りっ])|を(?:めぐ|巡|通じ|踏まえ|受け))"
    r"(?:たの?|て|り|って|い|き|いて)?(?:も|は|の)?、?"
)
# …し、…することになった plans both acts, …し、…することで一致した the second alone.
_BOTH_ACTS = deferred(r"^こと(?:に|と)")
# 出席するとともに、…に臨む予定 plans both; 会談し、協議する|としている has both in what is said.
_JOINED = deferred(
    r"(?:と(?:とも|共|同時)に|ほか|他|(?:うえ|上)で|(?:だけ|のみ)でなく|のみならず)、$"
)
# What is done with a plan, and makes none of what stands before.
_OF_THE_PLAN = deferred(
    r"(?:再?確認|共有|協議|議論|話し合|討議|評価|報告|紹介|点検|検証|聴取|視察)"
)
_OPENING = ("「", "『", "(", "（", "“", "〈")
MAX_CHAIN = 6


@dataclass(frozen=True, slots=True)
class Leaning:
    """A row of acts of which a trigger tells the first.

    ``told_of`` tells that somebody tells of another's acts: 政府は、大統領が来日し、…すると
    発表した.
    """

    clauses: Clauses
    talks: bool
    told_of: bool

    @classmethod
    def of(cls, at: Chunk, trigger: Trigger, clauses: Clauses) -> Leaning:
        """The row that goes on after the conjunctive predicate ``at``. Pure."""
        topic = next((c.index for c in clauses.chunks if c.particle == "は"), at.index)
        told_of = any(c.particle == "が" for c in clauses.chunks[topic + 1 : at.index])
        return cls(clauses, trigger.rule.type == "meeting", told_of)

    def words(self, chunk: Chunk, *, comma: bool) -> tuple[str, Chunk]:
        """The words of the predicate ``chunk`` with its modality, and what decides the tense.

        Only what follows the predicate's own noun counts: in 会談し、協定の署名を確認した the
        second act's words say nothing of the first. After a comma the content of an agreement
        (…し、…することで一致した) is the second act's alone, a plan (…する方針だ) is both acts'.
        """
        if self.clauses.leads_up(chunk):
            return self._of(chunk, first=True), chunk
        words: list[str] = []
        at, final = chunk, final_of(chunk, self.clauses)
        # 会談することを明らかにし、…: what follows says no more of what is told
        told = planned = False
        for _ in range(MAX_CHAIN):
            words.append(self._of(at, first=at is chunk))
            following = next_of(at, self.clauses)
            if following is None or at.form == "quote":
                break
            further = self._further(at, following, first=at is chunk and comma)
            if further is not None:
                return self.words(further, comma=True)
            relative = at.form == "attributive"
            if relative and not MODAL_NOUN.match(following.text):
                break
            noun = following.text
            content = bool(_CONTENT_NOUN.match(noun) and not _BOTH_ACTS.match(noun))
            agreed = self._agreed(following)
            if relative and comma and (content or agreed):
                if planned and content and not self._concluded(following):
                    break  # 会談する調整を進めている|ことを明らかにした
                if self.told_of and not agreed and not self._concluded(following):
                    return "".join(words), at
                return self._plan_before(final) + final.text, final
            if told and at.form == "conjunctive" and at.comma:
                break
            told, planned = told or content, planned or (relative and not content)
            if at.form == "conjunctive" and at.comma and not at.progressive:
                # One more act of the row: its own words say nothing of the first either.
                return self.words(following, comma=True)
            if at.form not in {"attributive", "none"} and at.predicate:
                break
            at = following
        return "".join(words), final

    def _of(self, chunk: Chunk, *, first: bool) -> str:
        """A chunk's words; of the first those behind its verb, unless it tells a plan alone."""
        text = chunk.text
        if first and not self._only_plans(chunk):
            verb = next((t for t in chunk.tokens if t.pos == "VERB"), None)
            text = text[verb.span.end - chunk.span.start :] if verb is not None else ""
        plan = self._plan_before(chunk) if chunk.predicate else ""
        return plan + chunk.text if plan else text

    def _further(self, at: Chunk, following: Chunk, *, first: bool) -> Chunk | None:
        """The predicate at which the next act of the row is told, after one set apart.

        会議に出席する|ほか、 出席した|後、 行うとともに、; and 訪問し、|選出される|首相と|会談する,
        where no act leans on the relative clause.
        """
        relative = at.form == "attributive"
        if relative and _AND_THEN.fullmatch(following.text):
            return next_of(following, self.clauses) or following
        if at.comma and _JOINED.search(at.text):
            return following
        if relative and first and not at.past and not MODAL_NOUN.match(following.text):
            above = self.clauses.owner[following.index]
            return self.clauses.chunks[above] if above > at.index else None
        return None

    def _only_plans(self, chunk: Chunk) -> bool:
        """Whether a predicate tells a plan alone: 臨む|予定である, 臨む|ことを|予定している."""
        if not _BARE_PLAN.match(chunk.text) or chunk.index == 0:
            return False
        before = self.clauses.chunks[chunk.index - 1]
        relative = before.predicate and before.form == "attributive"
        return relative or before.text in {"ことを", "ことが"}

    def _agreed(self, noun: Chunk) -> bool:
        """Whether talks brought a plan, of which the talks are no part.

        …し、調整を続ける|方針で|一致した; 会談し、供与する|方針を|伝えた.
        """
        if noun.index + 1 >= len(self.clauses.chunks):
            return False
        following = self.clauses.chunks[noun.index + 1].text
        if _SETTLED.match(noun.text):
            return _AGREED.match(following) is not None
        stated = self.talks and _STATED.match(noun.text) is not None
        return stated and _SPOKEN.match(following) is not None

    def _concluded(self, noun: Chunk) -> bool:
        """Whether こと holds what an act brought: 訪れ、交流を深める|ことで|一致したと発表した."""
        rest = self.clauses.chunks[noun.index + 1 : noun.index + 2]
        return any(_CONCLUDED.match(chunk.text) for chunk in rest)

    def _plan_before(self, chunk: Chunk) -> str:
        """方針を|固めた, 調整に|入った: the noun that makes the final predicate a plan."""
        if chunk.index == 0 or PARTICLE_VERB.fullmatch(chunk.text):
            return ""  # 訪日日程を|巡り: what is talked about, no plan
        if _OF_THE_PLAN.match(chunk.text):
            return ""  # 計画を|協議した, 推進する意欲を|確認した
        left = self.clauses.chunks[chunk.index - 1]
        if left.form == "quote" and "」" in left.text:
            return ""  # 会談し「…する予定だ」と語った: a plan that is quoted
        if not _PLAN_NOUN.match(left.text) or left.head != chunk.index or self._agreed(left):
            return ""
        before = self.clauses.chunks[left.index - 1] if left.index else None
        aims_elsewhere = before is not None and before.particle in {"に", "への", "へ"}
        return "" if aims_elsewhere and not (before and before.predicate) else left.text


def next_of(chunk: Chunk, clauses: Clauses, *, predicate: bool = True) -> Chunk | None:
    """The chunk that this one hangs on, when it stands to the right.

    A topic passes a clause that has a subject of its own (訪問は、審議が長引き、中止となった).
    """
    if chunk.head > chunk.index:
        above = clauses.chunks[chunk.head]
        passes = not (chunk.predicate and predicate) and chunk.particle in {"は", "も"}
        if passes and above.form == "conjunctive" and _has_subject(above, chunk, clauses):
            return final_of(above, clauses)
        return above
    following = clauses.chunks[chunk.index + 1] if chunk.index + 1 < len(clauses.chunks) else None
    if following is not None and not chunk.predicate and following.text.startswith(_OPENING):
        return following  # 訓練|「マリーン・エイド」は: the name of what is told
    if chunk.predicate and chunk.form == "conjunctive":
        rest = [
            c for c in clauses.chunks[chunk.index + 1 :] if c.predicate and c.form != "attributive"
        ]
        return rest[-1] if rest else None
    if chunk.predicate and chunk.form == "attributive" and chunk.index + 1 < len(clauses.chunks):
        return clauses.chunks[chunk.index + 1]
    return None


def _has_subject(predicate: Chunk, topic: Chunk, clauses: Clauses) -> bool:
    between = clauses.chunks[topic.index + 1 : predicate.index]
    return any(c.particle == "が" and c.head == predicate.index for c in between)


def final_of(chunk: Chunk, clauses: Clauses) -> Chunk:
    """The predicate at which the chain from a chunk ends. Pure."""
    at = chunk
    for _ in range(MAX_CHAIN):
        following = next_of(at, clauses)
        if following is None or (at.predicate and at.form in {"final", "quote"}):
            break
        at = following
    return at
