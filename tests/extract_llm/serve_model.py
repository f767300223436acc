"""Serve a GGUF model on loopback with llama.cpp's own HTTP server, until a signal comes.

usage: python serve_model.py MODEL.gguf PORT CONTEXT SLOTS KEY

CONTEXT tokens are divided among SLOTS concurrent requests. A program of its own, so that a test can kill it.
"""

import importlib
import signal
import sys
from typing import Any


def main(model: str, port: str, context: str, slots: str, key: str) -> None:
    xllamacpp: Any = importlib.import_module("xllamacpp")
    params = xllamacpp.CommonParams()
    params.model.path = model
    params.hostnames = ["127.0.0.1"]
    params.port = int(port)
    params.n_ctx = int(context)
    params.n_parallel = int(slots)
    params.cpuparams.n_threads = 1
    params.n_gpu_layers = 0
    params.api_keys = [key]
    server = xllamacpp.Server(params)
    signal.pause()
    del server


if __name__ == "__main__":
    main(*sys.argv[1:6])
