"""The loop of a worker process: papers in, records out, over one connection."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import sys
from multiprocessing.connection import Connection

from paper2dcat.catalogue import load_catalogue
from paper2dcat.config import Config
from paper2dcat.errors import Paper2dcatError, PaperError
from paper2dcat.extract import load_extractor
from paper2dcat.limits import collect_less, limit_memory
from paper2dcat.pipeline.collect import Input
from paper2dcat.pipeline.paper import Processor
from paper2dcat.pipeline.processed import Message, Processed, Ready, Stop, failed_record
from paper2dcat.read import check_reader


def work(connection: Connection, config: Config) -> None:
    """Serve papers until the other side hangs up."""
    faulthandler.enable(sys.stderr)
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _serve(connection, config)


def _serve(connection: Connection, config: Config) -> None:
    try:
        check_reader(config.reader)
        extractor = load_extractor(config.extractor, config)
        info = extractor.info
        # Said before the catalogue is read: a run that has nothing to do needs no more than this.
        connection.send(Ready(info))
        processor = Processor(config, extractor, load_catalogue(config))
    except Paper2dcatError as error:
        connection.send(Stop(error))
        return
    limit_memory(config.paper_megabytes)
    collect_less()
    while True:
        paper_file: Input = connection.recv()
        try:
            message: Message = processor.process(paper_file)
        except Paper2dcatError as error:
            message = Stop(error)
        except (MemoryError, RecursionError) as error:
            message = Processed(failed_record(paper_file, info, _too_much(error, config)), "")
        connection.send(message)


def _too_much(error: MemoryError | RecursionError, config: Config) -> PaperError:
    if isinstance(error, RecursionError):
        return PaperError("its objects are nested too deeply", code="too-deep")
    return PaperError(
        f"it needs more than {config.paper_megabytes} MB of memory",
        remedy="Raise the limit with paper_megabytes in paper2dcat.toml.",
        code="memory-limit",
    )
