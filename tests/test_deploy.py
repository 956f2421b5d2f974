"""What stands in deploy/ is read by those it is for, names settings that are there, and does what the documents say."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from kokebok.cli.commands import COMMANDS
from kokebok.config.settings import SETTINGS_WE_KNOW
from tests.test_docs import ROOT, text_of

DEPLOY = ROOT / "deploy"
FILES = sorted(one for one in DEPLOY.rglob("*") if one.is_file())
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.name)
def test_every_setting_that_is_named_is_one(file: Path) -> None:
    assert set(re.findall(r"\bKOKEBOK_\w+", file.read_text(encoding="utf-8"))) <= set(SETTINGS_WE_KNOW)


def images() -> list[str]:
    recipe = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    of_services = [one["image"] for one in COMPOSE["services"].values() if "build" not in one]
    return [*re.findall(r"^FROM (\S+)", recipe, re.MULTILINE), *of_services]


def test_every_image_is_pinned_by_its_whole_version() -> None:
    assert len(images()) == 5
    assert [one for one in images() if not re.fullmatch(r"[\w./-]+:\d+\.\d+(\.\d+)?-[a-z-]+", one)] == []


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_nothing_runs_as_root_or_writes_to_its_own_files(name: str) -> None:
    one = COMPOSE["services"][name]
    assert int(one["user"].partition(":")[0]) > 0
    assert (one["read_only"], one["cap_drop"], one["security_opt"]) == (
        True,
        ["ALL"],
        ["no-new-privileges:true"],
    )
    assert "healthcheck" in one or one.get("profiles") == ["backup"]
    assert set(one.get("ports", ())) == ({"443:8443", "80:8080"} if name == "nginx" else set())


def test_what_is_mounted_and_built_is_there() -> None:
    services = COMPOSE["services"].values()
    mounted = [volume.split(":") for one in services for volume in one.get("volumes", ())]
    own = {name for name, *_where in mounted if not name.startswith(".")}
    assert own == set(COMPOSE["volumes"])
    assert [
        name for name, *_where in mounted if name.startswith("./nginx") and not (DEPLOY / name).is_file()
    ] == []
    recipe = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = [
        name for line in re.findall(r"^COPY (?!--)(.+) \S+$", recipe, re.MULTILINE) for name in line.split()
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert ("*" in ignored, sorted(line[1:] for line in ignored if line[:1] == "!")) == (True, sorted(copied))


def test_the_commands_that_are_run_are_commands() -> None:
    names = {command.__name__.rpartition(".")[2] for command in COMMANDS}
    units = "\n".join(one.read_text(encoding="utf-8") for one in UNITS)
    ran = re.findall(r"^ExecStart=/srv/kokebok/kokebok (\w+)", units, re.MULTILINE)
    assert (sorted(ran), COMPOSE["services"]["backup"]["command"][0]) == (["backup", "serve"], "backup")
    assert set(ran) <= names


def locations(text: str) -> dict[str, set[str]]:
    """What nginx is told of each address."""
    found = re.findall(r"^ *location (/\S*) \{\n(.*?)^ *\}", text, re.MULTILINE | re.DOTALL)
    return {
        place: {line.strip() for line in said.splitlines() if "proxy_pass" not in line}
        for place, said in found
    }


def test_nginx_is_told_what_the_document_asks_of_a_proxy() -> None:
    config = (DEPLOY / "nginx" / "site.conf").read_text(encoding="utf-8")
    server = config.rpartition("\nserver {")[2]
    common = {line.strip().partition("  #")[0] for line in server.splitlines()}
    told = locations(text_of("docs/operations.md"))
    for place in ("/", "/live/"):
        assert told[place] <= common | locations(server)[place], place


@pytest.mark.skipif(not shutil.which("nginx") or not shutil.which("openssl"), reason="no nginx here")
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    shutil.copytree(DEPLOY / "nginx", tmp_path / "nginx")
    key, certificate = tmp_path / "site.key", tmp_path / "site.crt"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    subprocess.run(
        [*made, "-subj", "/CN=kokebok.example.no", "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    site = (tmp_path / "nginx" / "site.conf").read_text(encoding="utf-8")
    site = site.replace("site:8000", "127.0.0.1:8000").replace("/etc/nginx/certificates", str(tmp_path))
    if older_than_1_25_1():
        site = site.replace("http2 on;", "").replace("8443 ssl", "8443 ssl http2")
    (tmp_path / "nginx" / "site.conf").write_text(site)
    whole = (tmp_path / "nginx" / "nginx.conf").read_text(encoding="utf-8")
    whole = whole.replace(" /tmp/", f" {tmp_path}/")
    whole = whole.replace("/etc/nginx/conf.d/*.conf", str(tmp_path / "nginx" / "site.conf"))
    (tmp_path / "nginx" / "nginx.conf").write_text(whole)
    looked = ["nginx", "-t", "-c", str(tmp_path / "nginx" / "nginx.conf")]
    done = subprocess.run(looked, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "test is successful" in done.stderr, "[warn]" in done.stderr) == (
        0,
        True,
        False,
    ), done.stderr


def older_than_1_25_1() -> bool:
    said = subprocess.run(["nginx", "-v"], capture_output=True, encoding="utf-8", check=False).stderr
    return tuple(map(int, re.findall(r"\d+", said)[:3])) < (1, 25, 1)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_its_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/srv/kokebok", str(ROOT))
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "kokebok" in line]
    assert (done.returncode, ours) == (0, [])


def test_what_stands_there_is_told_of() -> None:
    told = text_of("deploy/README.md")
    assert [
        name for name in (one.relative_to(DEPLOY).as_posix() for one in FILES) if f"`{name}`" not in told
    ] == ["README.md"]
    unit = (DEPLOY / "kokebok-backup.service").read_text(encoding="utf-8")
    assert "./kokebok backup /var/backups/kokebok --keep 14" in text_of("docs/operations.md")
    assert "\nExecStart=/srv/kokebok/kokebok backup /var/backups/kokebok --keep 14\n" in unit
