"""The closed sets in the two languages of the page: what analysts say, and what tables say."""

from __future__ import annotations

TYPES = {
    "meeting": "会談",
    "visit": "訪問",
    "port_call": "寄港",
    "exercise": "共同訓練",
    "agreement": "協定・合意",
    "dispatch": "派遣",
    "aid": "支援",
    "equipment": "装備",
    "framework": "枠組み",
    "partnership": "パートナーシップ",
    "information_sharing": "情報共有",
}
STATUSES = {
    "considered": "検討",
    "planned": "予定",
    "ongoing": "実施中",
    "completed": "実施済",
    "cancelled": "中止",
}
STAGES = {
    "proposed": "提案",
    "negotiating": "交渉",
    "agreed": "合意",
    "signed": "署名",
    "approved": "承認",
    "in_force": "発効",
}
ROLES = {
    "host": "受入",
    "visitor": "訪問",
    "provider": "提供",
    "beneficiary": "受益",
    "party": "当事者",
}
REVIEWS = {
    "pending": "未判定",
    "accepted": "採用",
    "rejected": "却下",
    "edited": "修正",
    "recheck": "再確認",
}
FIELDS = {
    "event_type": "種別 Type",
    "status": "状況 Status",
    "stage": "段階 Stage",
    "date_edtf": "日付 Date (EDTF)",
    "date_start": "開始日 First day",
    "date_end": "終了日 Last day",
    "participants": "参加者 Participants",
    "location": "場所 Location",
    "location_code": "国 Country of location",
    "instrument": "名称 Instrument",
    "outcome": "成果 Outcome",
    "evidence": "根拠 Evidence",
}
SPECIAL = {
    "new": "new since last run",
    "disagreement": "reviewers disagree",
    "skipped": "skipped",
    "mine": "not decided by me",
}
FACETS = {
    "type": "種別 Type",
    "status": "状況 Status",
    "country": "国・機関 Participant",
    "outlet": "媒体 Outlet",
    "confidence": "信頼度 Confidence",
    "flag": "注意 Flags",
    "rule": "規則 Rule",
}
CONFIDENCES = {"low": "below 0.60", "mid": "0.60–0.85", "high": "0.85 and above"}

VALUES: dict[str, str] = {
    code: f"{japanese} {code}"
    for group in (TYPES, STATUSES, STAGES, REVIEWS)
    for code, japanese in group.items()
}


def labelled(code: str | None) -> str:
    """A value of a closed set as people read it.

    >>> labelled("port_call")
    '寄港 port call'
    """
    return VALUES.get(code or "", code or "").replace("_", " ") if code else ""
