"""The rules as they were: an earlier commit's, or another folder's."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from pipeline.errors import InputError


def rules_at(revision: str, folder: Path, cache: Path) -> Path:
    """A folder with the rules to compare with.

    ``revision`` is another folder of rules, or anything git takes for a commit; then the
    files of ``folder`` at that commit are put into the cache. Raises :class:`InputError`
    when it is neither.
    """
    if Path(revision).is_dir():
        return Path(revision)
    top = Path(_git(folder, "rev-parse", "--show-toplevel", problem=_NO_REPOSITORY))
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}",
        problem=f"'{revision}' is neither a folder nor a commit",
    )  # fmt: skip
    inside = folder.resolve().relative_to(top.resolve()).as_posix()
    place = cache / "revisions" / commit[:16]
    if not (place / folder.resolve().name).is_dir():
        data = _archive(top, commit, inside, revision)
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive.getmembers():
                # The folder's own name is kept, whatever stands above it in the repository.
                member.name = (
                    (Path(folder.resolve().name) / Path(member.name).relative_to(inside)).as_posix()
                    if Path(member.name).is_relative_to(inside)
                    else ""
                )
                if member.name:
                    archive.extract(member, place, filter="data")
    return place / folder.resolve().name


_NO_REPOSITORY = "the rules are not in a git repository, so there is no earlier version"


def _git(folder: Path, *arguments: str, problem: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # arguments are ours or checked by git
            ["git", "-C", str(folder), *arguments],  # noqa: S607  # the user's git
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        raise _not_found(folder, "git is not installed") from None
    if done.returncode:
        raise _not_found(folder, problem)
    return done.stdout.strip()


def _archive(top: Path, commit: str, inside: str, revision: str) -> bytes:
    done = subprocess.run(  # noqa: S603  # arguments are ours or checked by git
        ["git", "-C", str(top), "archive", "--format=tar", commit, "--", inside],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise InputError(inside, f"is not in the commit '{revision}'", "Name a later one.")
    return done.stdout


def _not_found(folder: Path, problem: str) -> InputError:
    return InputError(
        folder.as_posix(), problem, "Name a commit, or a folder that holds other rules."
    )
