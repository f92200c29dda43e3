"""Small real inputs for whole runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ARTICLES = {
    "海自.txt": (
        "海自護衛艦がマニラに寄港\n2025年6月21日\n"
        "海上自衛隊の護衛艦「いせ」は21日、フィリピンのマニラに寄港した。\n"
    ),
    "会談/岩屋.txt": (
        "岩屋外相、英外相と会談\n産経新聞\n2025年3月7日\n"
        "岩屋毅外相は7日、東京都内で英国のラミー外相と会談し、次期戦闘機の共同開発を巡り協力を確認した。\n"
        "両外相は8日に経済版2プラス2を開く。\n"
    ),
    "協定.html": (
        "<html><head><title>日比RAA、国会承認</title></head><body><nav>ホーム 政治 国際</nav>"
        "<h1>日比RAA、国会承認</h1><p>2025年6月6日</p>"
        "<p>日本とフィリピンの部隊間協力円滑化協定（RAA）が6日の参院本会議で承認された。</p>"
        "</body></html>"
    ),
    "訓練.txt": (
        "陸自と米海兵隊が共同訓練へ\n2025年9月1日\n"
        "陸上自衛隊は11日から25日まで、米海兵隊と共同訓練「レゾリュート・ドラゴン」を行う。\n"
    ),
}


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of four short articles."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def rules(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's rules, apart, so that editing them does not disturb a test under way."""
    return shutil.copytree(project / "rules", tmp_path_factory.mktemp("project") / "rules")
