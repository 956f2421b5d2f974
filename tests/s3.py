"""A real S3 store over HTTP, of a test's own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from moto.server import ThreadedMotoServer

from tests.flows.test_kill import free_port

BUCKET = "kokebok"


@contextmanager
def s3_store() -> Iterator[tuple[str, str]]:
    """A store with an empty bucket: the setting that names it, and its address."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    port = free_port()
    store = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    store.start()
    try:
        address = f"http://127.0.0.1:{port}"
        client = boto3.client(
            "s3",
            endpoint_url=address,
            region_name="us-east-1",
            aws_access_key_id="k",
            aws_secret_access_key="w",
        )
        client.create_bucket(Bucket=BUCKET)
        yield f"s3+http://kokebok:hemmelig@127.0.0.1:{port}/{BUCKET}", address
    finally:
        store.stop()
