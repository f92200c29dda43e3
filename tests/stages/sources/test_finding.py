"""Which files are read, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.stages.sources import find_sources


def names(*paths: Path) -> list[str]:
    return [file.name for file in find_sources(paths).files]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.html",
        "2024/11/記事.HTM",
        "2024/list.jsonl.gz",
        "crawl.warc.gz",
        "memo.pdf",
        ".git/x.txt",
        ".hidden.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def test_a_folder_is_searched_and_its_files_named_from_within_it(tree: Path) -> None:
    found = find_sources([tree])
    assert [(file.name, file.kind) for file in found.files] == [
        ("2024/11/記事.HTM", "html"),
        ("2024/list.jsonl.gz", "jsonl"),
        ("a.html", "html"),
        ("b.txt", "text"),
        ("crawl.warc.gz", "warc"),
    ]
    assert found.ignored == ("memo.pdf",)
    assert found.problems == ()


def test_names_do_not_depend_on_where_the_folder_is_given_from(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree.parent)
    assert names(Path(tree.name)) == names(tree) == names(tree / "2024" / "..")


def test_a_file_given_by_itself_has_its_own_name(tree: Path) -> None:
    assert names(tree / "2024/11/記事.HTM") == ["記事.HTM"]


def test_a_file_reached_twice_is_read_once_under_its_outer_name(tree: Path) -> None:
    everything = names(tree)
    assert names(tree / "2024", tree, tree / "b.txt") == everything
    assert names(tree, tree / "b.txt", tree / "2024") == everything


def test_two_folders_with_the_same_names_are_told_apart(tmp_path: Path) -> None:
    for folder in ("朝刊/a", "夕刊/a"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "1.txt").write_bytes(b"x")
    (tmp_path / "夕刊/a/2.txt").write_bytes(b"x")
    expected = ["2.txt", "夕刊/a/1.txt", "朝刊/a/1.txt"]
    assert names(tmp_path / "朝刊/a", tmp_path / "夕刊/a") == expected
    assert names(tmp_path / "夕刊/a", tmp_path / "朝刊/a") == expected


def test_links_pipes_and_circles_are_told_not_followed(tree: Path, tmp_path: Path) -> None:
    (tree / "circle").symlink_to(tree)
    (tree / "out.txt").symlink_to("/etc/hostname")
    os.mkfifo(tree / "pipe.txt")
    found = find_sources([tree])
    assert len(found.files) == 5
    assert [(p.source, p.problem, p.action) for p in found.problems] == [
        ("circle", "is a link, and links are not followed", "skipped"),
        ("out.txt", "is a link, and links are not followed", "skipped"),
        ("pipe.txt", "is not a regular file", "skipped"),
    ]


def test_a_link_that_the_user_gives_is_followed(tree: Path, tmp_path: Path) -> None:
    link = tmp_path / "today"
    link.symlink_to(tree / "2024")
    assert names(link) == ["11/記事.HTM", "list.jsonl.gz"]


def test_a_given_file_of_another_kind_is_a_problem(tree: Path) -> None:
    found = find_sources([tree / "memo.pdf", tree / "b.txt"])
    assert [file.name for file in found.files] == ["b.txt"]
    (problem,) = found.problems
    assert problem.source == "memo.pdf"
    assert ".txt" in problem.detail


def test_a_missing_path_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        find_sources([tmp_path / "nothing"])
    assert str(caught.value).startswith(f"{tmp_path / 'nothing'}: does not exist")
    assert "renkei run" in str(caught.value)


def test_a_link_in_a_circle_is_an_error_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(InputError):
        find_sources([tmp_path / "loop"])


def test_names_that_are_not_utf8_are_escaped(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\x8bL\x8e\x96.txt"))).write_bytes(b"x")
    assert names(tmp_path) == ["\\x8bL\\x8e\\x96.txt"]
