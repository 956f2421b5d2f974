"""Files of a form while its page is made: without a name, so that nothing is left of them when a process is killed."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from kokebok.web.disk import passing_file

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile as Uploaded


class NamelessUploads(FileUploadHandler):
    """Puts a file on the disk of the data folder. (Django's own gives it a name, which a kill leaves behind.)"""

    file: IO[bytes] | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = passing_file()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.file is not None:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> Uploaded[Any] | None:
        if self.file is None:
            return None
        self.file.seek(0)
        return UploadedFile(
            file=self.file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if self.file is not None:
            self.file.close()
