"""huey's threads, made patient: when the queue does not answer they wait, and say it once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from huey.consumer import Consumer, Scheduler, Worker
from huey.exceptions import HueyException

from kokebok.later.models import Cause
from kokebok.later.troubles import Patience

if TYPE_CHECKING:
    from huey.api import Huey

logger = logging.getLogger(__name__)


class PatientWorker(Worker):  # type: ignore[misc]
    """Takes one task after the other from the queue."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.patience = Patience("Taking from the queue", logger)

    def loop(self, now: Any = None) -> None:
        try:
            task = self.huey.dequeue()
        except HueyException as error:
            # A clock task of an earlier version: what it did is a sweep now. Our own tasks are rows, and not lost.
            logger.warning("The queue held something this version does not know: %s", error)
            return
        except Exception as error:  # noqa: BLE001 (said once, by patience)
            self.stop_flag.wait(self.patience.wait_after(error))
            return
        self.patience.over()
        if task is None:
            if not self.huey.storage.blocking:
                self.sleep()
            return
        self.delay = self.default_delay
        try:
            self.huey.execute(task, now)
        except Exception:
            logger.exception("A task could not be done; the sweep finds it again")


class PatientScheduler(Scheduler):  # type: ignore[misc]
    """Puts what is to be done at a set time in the queue when the time has come."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.patience = Patience("Reading what is due", logger)

    def loop(self, now: Any = None) -> None:
        try:
            for task in self.huey.read_schedule(now):
                self.huey.enqueue(task)
        except Exception as error:  # noqa: BLE001 (what was read and not put in the queue is found by the sweep)
            self.stop_flag.wait(self.patience.wait_after(error))
            return
        self.patience.over()
        self.stop_flag.wait(self.interval)


class PatientConsumer(Consumer):  # type: ignore[misc]
    """huey's consumer, leaving signals to the server it lives in. Its threads have `called` first in their names."""

    worker_class = PatientWorker
    scheduler_class = PatientScheduler

    def __init__(self, huey: Huey, *, called: str = "", **named: Any) -> None:
        self.called = called
        super().__init__(huey, **named)

    def _create_process(self, process: Any, name: str) -> Any:
        return super()._create_process(process, f"{self.called}{name}")

    def _set_signal_handlers(self) -> None:
        pass

    @property
    def cause(self) -> Cause:
        """Why nothing is taken from the queue just now."""
        return next(
            (worker.patience.cause for worker, _thread in self.worker_threads if worker.patience.cause),
            Cause.NONE,
        )
