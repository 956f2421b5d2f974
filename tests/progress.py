"""A plugin of pytest for the whole run: a line for each twentieth of the tests, and one at once for each that fails.

25 %   1,020 of 4,080 tests, 1 failed, 1 min 31 s
"""

from __future__ import annotations

import time

import pytest

LINES = 20


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """No dot for a test that passes, and no letter for one that fails: it has a line."""
    if report.when == "call" and report.passed:
        return "passed", "", ""
    return ("failed", "", "") if report.when == "call" and report.failed else None


def pytest_configure(config: pytest.Config) -> None:
    """Count where the result is printed, and not in each of the processes that run tests."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Progress(config), "kokebok-progress")


class Progress:
    """How far the run has come."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.began = time.monotonic()
        self.session: pytest.Session | None = None
        self.done = self.failed = self.lines = 0

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        self.session = session

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed += 1
            self._say(f"FAILED  {report.nodeid}")

    def pytest_runtest_logfinish(self) -> None:
        self.done += 1
        of = self.session.testscollected if self.session else 0
        twentieths = self.done * LINES // of if of else 0
        if twentieths > self.lines:
            self.lines = twentieths
            self._say(told(self.done, of, self.failed, time.monotonic() - self.began))

    def _say(self, line: str) -> None:
        terminal = self.config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            terminal.ensure_newline()
            terminal.write_line(line)
            terminal.flush()


def told(done: int, of: int, failed: int, seconds: float) -> str:
    """The line: how much is done of how many tests, how many have failed, and how long it took."""
    minutes, rest = divmod(round(seconds), 60)
    took = f"{minutes} min {rest} s" if minutes else f"{rest} s"
    return f"{100 * done // of:3} %  {done:6,} of {of:,} tests, {failed} failed, {took}"
