"""The folder of a site takes its place whole or not at all, and nothing that is somebody else's is lost."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from summitcli.errors import SummitError, UsageError
from summitcli.export.site import folder

from .written import files


def write(target: Path, *, force: bool = False, **content: str) -> None:
    with folder.draft(target, force=force) as site:
        for name, text in content.items():
            site.write(name.replace("__", "/"), [text])


def write_twice(target: Path) -> None:
    with folder.draft(target, force=True) as site:
        for _ in range(2):
            site.write("index", ["2"])


def left(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_a_site_is_a_new_folder_with_a_list_of_its_files(tmp_path):
    write(tmp_path / "a" / "b" / "site", index="1", topics__syria="2")
    assert files(tmp_path / "a/b/site") == ["index", "summit-site.txt", "topics/syria"]
    listed = (tmp_path / "a/b/site/summit-site.txt").read_text(encoding="utf-8")
    assert listed == f"{folder.HEAD}summit-site.txt\nindex\ntopics/syria\n"


def test_others_may_read_it_as_they_may_read_any_new_folder(tmp_path):
    before = os.umask(0o022)
    try:
        write(tmp_path / "site", index="1")
    finally:
        os.umask(before)
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "site/index").stat().st_mode & 0o777 == 0o644


def test_nothing_is_replaced_without_force(tmp_path):
    write(tmp_path / "site", index="1")
    with pytest.raises(UsageError, match="site exists") as error:
        write(tmp_path / "site", index="2")
    assert error.value.hint == "--force replaces it."
    assert (tmp_path / "site/index").read_text() == "1"


def test_force_replaces_a_site_with_all_its_files_and_keeps_its_mode(tmp_path):
    write(tmp_path / "site", index="1", old__page="1")
    (tmp_path / "site").chmod(0o750)
    write(tmp_path / "site", force=True, index="2")
    assert files(tmp_path / "site") == ["index", "summit-site.txt"]
    assert (tmp_path / "site/index").read_text() == "2"
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o750
    assert left(tmp_path) == ["site"]


def test_an_empty_folder_needs_no_force(tmp_path):
    (tmp_path / "site").mkdir()
    write(tmp_path / "site", index="1")
    assert left(tmp_path) == ["site"]


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letter").write_text("dear")
    with pytest.raises(UsageError, match="home is not empty, and no site that summit wrote"):
        write(tmp_path / "home", force=True, index="1")
    (tmp_path / "home/summit-site.txt").write_text("index\n")
    with pytest.raises(UsageError, match="no site that summit wrote"):
        write(tmp_path / "home", force=True, index="1")
    assert (tmp_path / "home/letter").read_text() == "dear"


@pytest.mark.parametrize("name", ["CNAME", ".git/config", "topics/notes.txt"])
def test_a_site_with_a_file_that_somebody_else_put_there_is_not_replaced(tmp_path, name):
    write(tmp_path / "site", index="1", topics__syria="1")
    (tmp_path / "site" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "site" / name).write_text("mine")
    with pytest.raises(UsageError, match=f"site has {name}, which summit did not write"):
        write(tmp_path / "site", force=True, index="2")
    assert (tmp_path / "site" / name).read_text() == "mine"
    assert (tmp_path / "site/index").read_text() == "1"
    assert left(tmp_path) == ["site"]


def test_a_link_to_a_folder_inside_a_site_is_somebody_elses(tmp_path):
    (tmp_path / "pictures").mkdir()
    write(tmp_path / "site", index="1")
    (tmp_path / "site/pictures").symlink_to(tmp_path / "pictures")
    with pytest.raises(UsageError, match="site has pictures"):
        write(tmp_path / "site", force=True, index="2")


def test_a_list_that_names_files_elsewhere_deletes_none_of_them(tmp_path):
    (tmp_path / "precious").write_text("kept")
    write(tmp_path / "site", index="1")
    with (tmp_path / "site/summit-site.txt").open("a") as manifest:
        manifest.write("../precious\n/etc/hostname\n")
    write(tmp_path / "site", force=True, index="2")
    assert (tmp_path / "precious").read_text() == "kept"
    assert (tmp_path / "site/index").read_text() == "2"


def test_a_file_is_not_a_place_for_a_site(tmp_path):
    (tmp_path / "site").write_text("1")
    with pytest.raises(UsageError, match="site is a file, and a site is a folder"):
        write(tmp_path / "site", force=True, index="2")


def test_a_link_is_followed_and_stays(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    write(tmp_path / "site", index="1")
    assert (tmp_path / "site").is_symlink()
    assert files(tmp_path / "real") == ["index", "summit-site.txt"]


def test_a_link_that_another_user_made_is_not_followed(tmp_path, monkeypatch):
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    if mine == 0:
        os.lchown(tmp_path / "site", 65534, 65534)
    with pytest.raises(UsageError, match="site is a link that another user made"):
        write(tmp_path / "site", index="1")
    assert left(tmp_path / "real") == []


def test_what_fails_leaves_the_old_site_and_nothing_else(tmp_path):
    write(tmp_path / "site", index="1")
    for target in (tmp_path / "site", tmp_path / "a/b/site"):
        with pytest.raises(SummitError):
            write_twice(target)
    assert (tmp_path / "site/index").read_text() == "1"
    assert left(tmp_path) == ["site"]


def test_a_disk_that_is_full_is_told(tmp_path):
    def full():
        raise OSError(errno.ENOSPC, "No space left on device")
        yield ""

    with (
        pytest.raises(SummitError, match=r"cannot write .*site: No space left on device"),
        folder.draft(tmp_path / "site", force=False) as site,
    ):
        site.write("index", full())
    assert left(tmp_path) == []


def test_a_folder_that_cannot_be_renamed_is_filled(tmp_path, monkeypatch):
    """As a mount point is one."""
    write(tmp_path / "site", index="1", old__page="1", topics__syria="1")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == tmp_path / "site":
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    write(tmp_path / "site", force=True, index="2", topics__syria="2")
    assert files(tmp_path / "site") == ["index", "summit-site.txt", "topics/syria"]
    assert (tmp_path / "site/topics/syria").read_text() == "2"
    assert not (tmp_path / "site/old").exists()
    assert left(tmp_path) == ["site"]


def test_a_folder_beside_which_nothing_may_be_made_is_filled(tmp_path, monkeypatch):
    (tmp_path / "site").mkdir()
    mkdir, rename = Path.mkdir, Path.rename

    def refuse_mkdir(self: Path, *arguments: object, **options: object) -> None:
        if self.parent == tmp_path and not self.exists():
            raise PermissionError(errno.EACCES, "Permission denied")
        mkdir(self, *arguments, **options)  # type: ignore[arg-type]

    def refuse_rename(self: Path, target: Path) -> Path:
        if target.parent == tmp_path:
            raise PermissionError(errno.EACCES, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "mkdir", refuse_mkdir)
    monkeypatch.setattr(Path, "rename", refuse_rename)
    write(tmp_path / "site", index="1")
    assert files(tmp_path / "site") == ["index", "summit-site.txt"]
    assert left(tmp_path / "site") == ["index", "summit-site.txt"]
