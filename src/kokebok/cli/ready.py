"""What must be in place before the site can serve: settings, tables, static files."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

TABLES_ARE_MADE = "Bringing the tables of the database up to date: usually ten seconds the first time."


def say(line: str) -> None:
    """A line for the person at the keyboard, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def stop_at_once_when_asked() -> None:
    """Make Ctrl+C end the process there and then.

    A KeyboardInterrupt may be swallowed or reworded by whatever runs when it is raised. Nothing made here minds:
    each step is either whole or done again at the next start.
    """
    signal.signal(signal.SIGINT, _stop)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    say("\nStopped.")
    os._exit(130)


def name_settings() -> None:
    """Tell Django where its settings are, unless the person has."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokebok.config.settings")


def start_django() -> None:
    """Read the settings and load the apps. Raises WrongSetting, or Trouble when the data folder cannot be written."""
    from kokebok.cli.trouble import Trouble

    name_settings()
    import django

    try:
        django.setup()
    except PermissionError as error:
        raise Trouble(no_permission(error)) from error


def no_permission(error: PermissionError) -> str:
    """What to do when the data folder cannot be written."""
    return f"No permission to write {error.filename}. Choose a folder you may write to with KOKEBOK_DATA."


def keep_files_to_ourselves() -> None:
    """Make what is made from now on readable for this user alone: it holds personal data."""
    os.umask(0o077)


def bring_tables_up_to_date(*, may_wait: bool = False) -> bool:
    """Run the migrations that have not been run. Raises Trouble when the database does not answer.

    A database server that is not up yet is waited for with `may_wait`: the server does it when it comes. Whether the
    tables are there now.
    """
    from django.db.utils import OperationalError

    from kokebok.archive.backup.restoring import NotFinished
    from kokebok.archive.whole.unfinished import UnfinishedMove
    from kokebok.config.tables import bring_up_to_date, is_not_up_yet

    try:
        has_run = bring_up_to_date(tell=lambda: say(TABLES_ARE_MADE))
    except OperationalError as error:
        reason = " ".join(str(error).split())
        if may_wait and is_not_up_yet(error):
            say(f"The database does not answer yet ({reason}). Serving without it: not ready until it does.")
            return False
        raise _no_answer(error) from error
    except UnfinishedMove as error:
        raise _half_moved() from error
    except NotFinished as error:
        raise half_restored(error) from error
    _mend_pages(only_without=not has_run)
    return True


def take_tables_as_they_are() -> None:
    """Finish what a restore has left, and bring nothing forward. Raises Trouble where there is no whole site.

    Tables of an older version stay so, under the server that is at work with them.
    """
    from django.db import connection

    from kokebok.archive.backup.restoring import NotFinished
    from kokebok.archive.whole.unfinished import UnfinishedMove
    from kokebok.cli.trouble import Trouble
    from kokebok.config.tables import finish_what_was_begun

    with a_database_that_answers():
        try:
            finish_what_was_begun()
        except UnfinishedMove as error:
            raise _half_moved() from error
        except NotFinished as error:
            raise half_restored(error) from error
        if not connection.introspection.table_names():
            raise Trouble("There are no tables here yet. Check KOKEBOK_DATABASE, or KOKEBOK_DATA")


def half_restored(error: Exception) -> Exception:
    """What to do when a restore counts, and the rest of it could not be done."""
    from kokebok.cli.trouble import Trouble

    return Trouble(
        f"A backup is put back, but for the last of it ({error}). Mend that, and run the same or ./kokebok serve: it "
        "goes on where it stopped"
    )


def _half_moved() -> Exception:
    from kokebok.cli.trouble import Trouble

    return Trouble(
        "A move into this database was stopped in the middle. Set KOKEBOK_DATABASE back to where it came from, and "
        "run ./kokebok move again"
    )


@contextmanager
def a_database_that_answers() -> Iterator[None]:
    """Raise Trouble where the database does not answer within."""
    from django.db.utils import OperationalError

    try:
        yield
    except OperationalError as error:
        raise _no_answer(error) from error


def _no_answer(error: Exception) -> Exception:
    from kokebok.cli.trouble import Trouble

    reason = " ".join(str(error).split())
    return Trouble(f"The database does not answer ({reason}). Check KOKEBOK_DATABASE, or KOKEBOK_DATA.")


def say_first_link() -> None:
    """Where nobody is let in yet, how to become the first administrator."""
    from kokebok.config.first_link import first_link

    if words := first_link():
        say(words)


def _mend_pages(*, only_without: bool) -> None:
    """After an update, all published pages; else those that have no paragraph at all."""
    from kokebok.book.actions.mend_pages import mend_pages

    for one in mend_pages(only_without=only_without):
        say(f"Brought in step with its text: {one.page.title} ({one.done.paragraphs} paragraphs)")


def gather_static_files() -> None:
    """Copy the static files of all apps to where the server reads them, our own compressed too; only what changed."""
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    compress_our_own(settings.STATIC_ROOT)


def compress_our_own(root: Path) -> None:
    """Put each of our static files beside itself by gzip and brotli, for the server to send; only what changed."""
    from django.apps import apps
    from whitenoise.compress import Compressor

    compressor = Compressor(quiet=True)
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("kokebok.")]
    for file in (file for label in ours for file in (root / label).rglob("*") if file.is_file()):
        made = file.with_name(f"{file.name}.br")
        is_old = not made.exists() or made.stat().st_mtime < file.stat().st_mtime
        if is_old and compressor.should_compress(str(file)):
            compressor.compress(str(file))
