"""A storage of Django's in an S3 store, by django-storages: private, under the very names files are given."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from kokebok.lib.in_pieces import pieces_from
from kokebok.web.stored import StoreIsAway

MINUTE = 60  # seconds that an address we hand out holds
MOST_IN_MEMORY = 5_000_000  # bytes of a file that is fetched; a larger one is on the disk meanwhile
ABSENT = ("404", "NoSuchKey", "NotFound")


@contextmanager
def _told() -> Iterator[None]:
    """Raise what went wrong as a folder would: FileNotFoundError, or another OSError."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ABSENT:
            raise FileNotFoundError(str(error)) from error
        raise StoreIsAway(f"The store of files refuses: {error}") from error
    except (Boto3Error, BotoCoreError) as error:
        raise StoreIsAway(f"The store of files does not answer: {error}") from error


class BucketStorage(S3Storage):  # type: ignore[misc]
    """In a folder of the bucket. `save` gives a file another name where one is taken; all is private."""

    def __init__(self, folder: str) -> None:
        super().__init__(**settings.FILES_S3, location=folder, file_overwrite=False, default_acl=None)

    def url(self, name: str, *_given: Any, **_named: Any) -> str:
        """Our own address, where it is asked who may see it."""
        return f"{settings.MEDIA_URL}{name}"

    def address(self, name: str, **headers: str) -> str:
        """One in the store itself, good for a minute to whoever has it; the store answers with the headers."""
        what = {"Bucket": self.bucket_name, "Key": self._key(name), **headers}
        return str(self._outside.generate_presigned_url("get_object", Params=what, ExpiresIn=MINUTE))

    def put(self, name: str, content: bytes) -> None:
        """Write under this very name: an object is there whole or not at all."""
        with _told():
            self._object(name).upload_fileobj(BytesIO(content))

    def pieces(self, name: str) -> Iterator[bytes]:
        """What a file has, as it comes."""
        with _told(), closing(self._object(name).get()["Body"]) as body:
            yield from pieces_from(body)

    def put_file(self, name: str, source: Path) -> None:
        """Write a copy of a file of this machine under this very name."""
        with _told():
            self._object(name).upload_file(str(source))

    def copy(self, name: str, to: str) -> None:
        """Have a file under another name too, in the place of what has it. Nothing of it passes this machine."""
        with _told():
            self._object(to).copy({"Bucket": self.bucket_name, "Key": self._key(name)})

    def take_in(self, name: str, made: Path) -> None:
        """Put a file from this machine here."""
        self.put_file(name, made)
        made.unlink(missing_ok=True)

    def remove_old(self, name: str, older_than: float) -> bool:
        """Take a file away, unless it was written or freshened meanwhile; whether it is gone.

        Between the look and the removal are milliseconds, and what is so old has had no owner for a day.
        """
        with _told():
            one = self._object(name)
            try:
                one.load()
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") in ABSENT:
                    return False
                raise
            if one.last_modified.timestamp() >= older_than:
                return False
            one.delete()
        return True

    def freshen(self, name: str) -> bool:
        """Copy it onto itself, which writes the time of now on it; whether it is there."""
        key = self._key(name)
        try:
            with _told():
                self._object(name).copy_from(
                    CopySource={"Bucket": self.bucket_name, "Key": key},
                    MetadataDirective="REPLACE",
                )
        except FileNotFoundError:
            return False
        return True

    def walk(self, under: str = "") -> Iterator[tuple[str, float]]:
        """The names of all files, and when each was changed (Unix seconds)."""
        top = f"{self.location}/"
        with _told():
            for one in self.bucket.objects.filter(Prefix=f"{top}{under.strip('/')}/" if under else top):
                yield one.key.removeprefix(top), one.last_modified.timestamp()

    def prune(self, name: str) -> None:
        """Nothing: a store has no folders."""

    def sweep_half_written(self, _older_than: float) -> int:
        """None: an object is there whole or not at all."""
        return 0

    def free_bytes(self) -> None:
        """Nobody knows."""

    def exists(self, name: str) -> bool:
        with _told():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _told():
            super().delete(name)

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _told():
            fetched = tempfile.SpooledTemporaryFile(MOST_IN_MEMORY, dir=str(settings.DATA))  # noqa: SIM115 (given back)
            shutil.copyfileobj(self._object(name).get()["Body"], fetched)
            fetched.seek(0)
            return File(fetched, name)

    def _save(self, name: str, content: Any) -> str:
        with _told():
            return str(super()._save(name, content))

    def _object(self, name: str) -> Any:
        return self.connection.Object(self.bucket_name, self._key(name))

    def _key(self, name: str) -> str:
        return str(self._normalize_name(name.replace("\\", "/")))

    @cached_property
    def _outside(self) -> Any:
        """A client that signs for the address browsers use: the host is part of what is signed."""
        return self._create_session().client(
            "s3",
            endpoint_url=settings.FILES_PUBLIC,
            region_name=self.region_name,
            config=self.client_config,
        )
