"""Where files are kept, as a setting: a folder or an S3 store in, Django's storages out."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kokebok.lib.env import Address, Env, address

FOLDERS = {"default": "files", "arrivals": "arrivals", "attachments": "attachments", "copies": "copies"}
"""Django's name of each storage, and its folder."""
SETTINGS = {"default": "MEDIA_ROOT", "arrivals": "ARRIVALS", "attachments": "ATTACHMENTS", "copies": "COPIES"}
SCHEMES = {"s3": "https", "s3+http": "http"}


@dataclass(frozen=True)
class FileSettings:
    """Where files are kept, and how they are handed out."""

    in_bucket: bool
    root: Path  # of the folders; of what is written on its way, where files are in a bucket
    s3: dict[str, Any]
    public: str
    by_proxy: str


def read_files(env: Env, data: Path) -> FileSettings:
    """The settings of it."""
    here: Path | Address = data
    where = env.read(
        "FILES",
        files_place,
        default=here,
        about="A folder that all machines share, or s3://key:word@host/bucket. Without it, in the data folder.",
    )
    region = env.read(
        "FILES_REGION", str, default="us-east-1", about="The region of the S3 store, where it has any."
    )
    public = env.read(
        "FILES_PUBLIC",
        str,
        default="",
        about="https://… where browsers reach the S3 store: files are then fetched there, by signed addresses.",
    )
    by_proxy = env.read(
        "FILES_BY_PROXY",
        str,
        default="",
        about="An inner address of nginx, such as /kept/, by which it hands out files of the folder.",
    )
    if isinstance(where, Address):
        return FileSettings(True, data, s3_options(where, region), public.rstrip("/"), "")
    return FileSettings(False, where, {}, "", by_proxy)


def files_place(raw: str) -> Path | Address:
    """A folder, by its whole path, or the address of a bucket. Raises ValueError for others."""
    if raw.startswith("/"):
        return Path(raw)
    where = address(raw)
    if where.scheme not in SCHEMES or not (where.host and where.path.strip("/")):
        raise ValueError(
            "write /a/folder or s3://key:word@host/bucket (s3+http:// where the store has no TLS)"
        )
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ValueError("install the packages django-storages and boto3 first, which the extra s3 has")
    return where


def s3_options(where: Address, region: str) -> dict[str, Any]:
    """What django-storages is told of the store."""
    port = f":{where.port}" if where.port else ""
    return {
        "access_key": where.user,
        "secret_key": where.password,
        "bucket_name": where.path.strip("/"),
        "endpoint_url": f"{SCHEMES[where.scheme]}://{where.host}{port}",
        "region_name": region,
        "client_config": _how_it_is_asked(),
    }


def _how_it_is_asked() -> Any:
    """What botocore is told: it would else wait a minute, five times over, for a store that does not answer."""
    from botocore.config import Config  # noqa: PLC0415 (of the extra s3)

    return Config(
        s3={"addressing_style": "path"},  # also where the store has no name of its own for each bucket
        signature_version="s3v4",
        connect_timeout=3,
        read_timeout=5,
        retries={"total_max_attempts": 2, "mode": "standard"},
    )


def kept_storages(*, in_bucket: bool) -> dict[str, dict[str, Any]]:
    """Django's storages of what is kept."""
    if in_bucket:
        backend = "kokebok.web.bucket_storage.BucketStorage"
        return {name: {"BACKEND": backend, "OPTIONS": {"folder": FOLDERS[name]}} for name in FOLDERS}
    backend = "kokebok.web.folder_storage.FolderStorage"
    return {name: {"BACKEND": backend, "OPTIONS": {"setting": SETTINGS[name]}} for name in FOLDERS}
